package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The numbers of [Adafactor], each f64[].
///
/// @param rate the largest relative step
/// @param exponent how fast the memory becomes long
/// @param least the size that a leaf of zeros is taken to have
/// @param threshold from which size on an update is scaled down
public record AdafactorNumbers(Schedule rate, Tensor exponent, Tensor least, Tensor threshold) {}
