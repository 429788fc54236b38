package dev.leibniz.optimize;

/// The state of [AmsGrad].
///
/// @param adam the state of the algorithm that it extends
/// @param largest the largest decaying mean of squared gradients so far
/// @param <P> the parameters
public record AmsGradState<P>(AdamState<P> adam, P largest) {}
