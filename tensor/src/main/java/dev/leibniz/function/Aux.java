package dev.leibniz.function;

import dev.leibniz.tensor.Tensor;

/// A value to differentiate, and something else that was computed on the way.
///
/// @param value the value, a single number
/// @param extra anything made of tensors; it is not differentiated
/// @param <X> the type of what else was computed
public record Aux<X>(Tensor value, X extra) {}
