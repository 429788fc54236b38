package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [Adam].
///
/// @param step the number of steps taken, i32[]
/// @param numbers rate, decays and ε
/// @param mean the decaying mean of gradients
/// @param square the decaying mean of squared gradients
/// @param <P> the parameters
public record AdamState<P>(Tensor step, AdamNumbers numbers, P mean, P square) {}
