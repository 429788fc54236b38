package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [Lamb].
///
/// @param decay λ, f64[]
/// @param adam the state of the algorithm that it extends
/// @param <P> the parameters
public record LambState<P>(Tensor decay, AdamState<P> adam) {}
