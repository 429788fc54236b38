package dev.leibniz.learn.model;

import dev.leibniz.tensor.Tensor;

/// A network as a value: a record whose tensors are its parameters.
public interface Network {
  /// The outputs for a batch: logits of classes, or numbers to predict.
  ///
  /// @param x [n, …]
  Tensor apply(Tensor x);
}
