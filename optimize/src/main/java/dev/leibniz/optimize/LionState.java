package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [Lion].
///
/// @param step the number of steps taken, i32[]
/// @param rate the learning rate
/// @param beta1 how much of the mean the direction takes, f64[]
/// @param beta2 the decay of the mean, f64[]
/// @param mean the decaying mean of gradients
/// @param <P> the parameters
public record LionState<P>(Tensor step, Schedule rate, Tensor beta1, Tensor beta2, P mean) {}
