package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [Adadelta].
///
/// @param step the number of steps taken, i32[]
/// @param rate the learning rate
/// @param decay ρ, f64[]
/// @param epsilon what lets the first step move, f64[]
/// @param square the decaying mean of squared gradients
/// @param change the decaying mean of squared changes
/// @param <P> the parameters
public record AdadeltaState<P>(
    Tensor step, Schedule rate, Tensor decay, Tensor epsilon, P square, P change) {}
