package dev.leibniz.tensor;

import java.util.function.DoubleUnaryOperator;

/// Reads a plain Java lambda into operations on tensors: a service for [Tensor#map], which the
/// module that knows both sides provides.
public interface LambdaReader {
  /// f of every element of x.
  Tensor map(DoubleUnaryOperator f, Tensor x);
}
