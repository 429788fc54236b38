package dev.leibniz.learn.training;

import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;

/// What a training step sees.
///
/// @param features [n, …]
/// @param targets [n, …]
/// @param key for what is random in this step, such as dropout
public record Batch(Tensor features, Tensor targets, RandomKey key) {}
