package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The numbers of [RmsProp], each f64[].
///
/// @param rate the learning rate
/// @param decay α, the decay of the squares
/// @param epsilon what keeps the step finite
/// @param momentum μ
public record RmsPropNumbers(Schedule rate, Tensor decay, Tensor epsilon, Tensor momentum) {}
