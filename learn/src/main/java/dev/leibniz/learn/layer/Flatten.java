package dev.leibniz.learn.layer;

import dev.leibniz.tensor.Tensor;

/// Each example as a row: [n, …] becomes [n, features], in row-major order.
public record Flatten() implements PlainLayer {
  @Override
  public Tensor apply(Tensor x) {
    long rows = x.shape().extent(0);
    long features = x.shape().remove(0).elements();
    return x.reshape(Math.toIntExact(rows), Math.toIntExact(features));
  }
}
