package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [ExponentialAverage].
///
/// @param step the number of steps taken, i32[]
/// @param decay β, f64[]
/// @param average the average of the parameters
/// @param inner the state of the optimizer that steps
/// @param <P> the parameters
/// @param <S> the type of the other state
public record ExponentialAverageState<P, S>(Tensor step, Tensor decay, P average, S inner) {}
