package dev.leibniz.learn.training;

import dev.leibniz.tensor.Tensor;
import java.util.Optional;

/// What a batch gives.
///
/// @param loss the mean loss, a single number, which is minimised
/// @param metric a number to show beside it, such as the accuracy
/// @param memory what the model remembers from now on, such as running statistics
/// @param <M> the type of the memory, a tree of tensors
public record Outcome<M>(Tensor loss, Optional<Tensor> metric, M memory) {}
