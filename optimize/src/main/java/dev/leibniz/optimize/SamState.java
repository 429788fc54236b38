package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [Sam].
///
/// @param radius ρ, f64[]
/// @param inner the state of the optimizer that steps
/// @param <S> its type
public record SamState<S>(Tensor radius, S inner) {}
