package dev.leibniz.learn.model;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.learn.layer.Dense;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Dense layers one after the other, with an activation between them; one layer alone is a linear
/// model.
///
/// @param layers the layers
/// @param activation what is applied after each layer but the last
public record Mlp(List<Dense> layers, Activation activation) implements Network {
  /// Copies the list.
  public Mlp {
    layers = List.copyOf(layers);
  }

  /// A network with layers of the given sizes, inputs first, outputs last.
  ///
  /// @throws ArgumentException if there are fewer than two sizes or one is not positive
  public static Mlp init(RandomKey key, Activation activation, int... sizes) {
    if (sizes.length < 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new ArgumentException(
          Explanation.of("Mlp", "sizes must be positive, of inputs first and outputs last")
              .got("sizes = " + Arrays.toString(sizes)));
    }
    List<RandomKey> keys = key.split(sizes.length - 1);
    List<Dense> layers = new ArrayList<>();
    for (int i = 0; i + 1 < sizes.length; i++) {
      layers.add(Dense.init(keys.get(i), sizes[i], sizes[i + 1]));
    }
    return new Mlp(layers, activation);
  }

  @Override
  public Tensor apply(Tensor x) {
    int rows = Math.toIntExact(x.shape().extent(0));
    Tensor y = x.shape().rank() == 2 ? x : x.reshape(rows, -1);
    for (int i = 0; i < layers.size(); i++) {
      y = layers.get(i).apply(y);
      if (i + 1 < layers.size()) {
        y = activation.apply(y);
      }
    }
    return y;
  }
}
