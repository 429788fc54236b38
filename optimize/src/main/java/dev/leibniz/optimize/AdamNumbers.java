package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The numbers of [Adam], each f64[].
///
/// @param rate the learning rate
/// @param beta1 the decay of the mean
/// @param beta2 the decay of the squares
/// @param epsilon what keeps the step finite
public record AdamNumbers(Schedule rate, Tensor beta1, Tensor beta2, Tensor epsilon) {}
