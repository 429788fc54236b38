package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [Clip].
///
/// @param limit the largest size, f64[]
/// @param inner the state of the optimizer that steps
/// @param <S> its type
public record ClipState<S>(Tensor limit, S inner) {}
