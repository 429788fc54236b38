package dev.leibniz.learn.layer;

import dev.leibniz.tensor.Tensor;

/// A layer that does the same in training and afterwards.
///
/// ```java
/// record Scale(Tensor factor) implements PlainLayer {
///   public Tensor apply(Tensor x) {
///     return x.times(factor);
///   }
/// }
/// ```
public non-sealed interface PlainLayer extends Layer {
  /// The outputs for a batch.
  ///
  /// @param x [n, …]
  Tensor apply(Tensor x);
}
