package dev.leibniz.learn.training;

/// A model that remembers what it has seen.
///
/// @param parameters what is trained
/// @param memory what follows the batches without a gradient, such as running statistics
/// @param <P> the type of the parameters, a tree of tensors
/// @param <M> the type of the memory, a tree of tensors
public record Stateful<P, M>(P parameters, M memory) {}
