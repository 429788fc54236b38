package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [Adagrad].
///
/// @param step the number of steps taken, i32[]
/// @param rate the learning rate
/// @param epsilon what keeps the step finite, f64[]
/// @param sum the sum of squared gradients
/// @param <P> the parameters
public record AdagradState<P>(Tensor step, Schedule rate, Tensor epsilon, P sum) {}
