package dev.leibniz.learn.layer;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.Arrays;

/// Dropout: while training each element is zero with probability `rate`, and the others are divided
/// by 1 − rate, so that means stay; afterwards nothing happens.
///
/// Source: Srivastava and others: Dropout (JMLR 15, 2014).
///
/// @param rate the probability, from 0 to below 1
public record Dropout(double rate) implements Layer {
  /// Checks the rate.
  ///
  /// @throws ArgumentException if it is not in [0, 1)
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new ArgumentException(
          Explanation.of("Dropout", "the rate must be from 0 to below 1").got("rate = " + rate));
    }
  }

  /// The input with elements dropped, for training. Each step and each layer takes a key of its
  /// own.
  public Tensor train(Tensor x, RandomKey key) {
    if (rate == 0) {
      return x;
    }
    int[] shape = Arrays.stream(x.shape().toArray()).mapToInt(Math::toIntExact).toArray();
    return key.bernoulli(1 - rate, shape).select(x.div(1 - rate), 0);
  }
}
