package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [AdamW].
///
/// @param decay λ, f64[]
/// @param adam the state of the algorithm without decay
/// @param <P> the parameters
public record AdamWState<P>(Tensor decay, AdamState<P> adam) {}
