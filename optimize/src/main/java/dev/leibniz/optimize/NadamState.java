package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [Nadam].
///
/// @param momentumDecay ψ, f64[]
/// @param product ∏ μₛ over the steps taken, f64[]
/// @param adam the state of the algorithm that it extends
/// @param <P> the parameters
public record NadamState<P>(Tensor momentumDecay, Tensor product, AdamState<P> adam) {}
