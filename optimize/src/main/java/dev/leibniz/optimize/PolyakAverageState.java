package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [PolyakAverage].
///
/// @param step the number of steps taken, i32[]
/// @param from the number of steps before the average begins, i32[]
/// @param every how many steps lie between parameters that count, i32[]
/// @param average the mean of the parameters
/// @param inner the state of the optimizer that steps
/// @param <P> the parameters
/// @param <S> the type of the other state
public record PolyakAverageState<P, S>(
    Tensor step, Tensor from, Tensor every, P average, S inner) {}
