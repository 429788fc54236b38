package dev.leibniz.ir;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import java.util.List;

/// Random bits, as a pure function of a key.
public sealed interface Random extends Local {

  /// Bits of Threefry-2x32 with 20 rounds: operands `key` i32[..., 2] and `stream` i32[...], result
  /// i32[..., shape].
  ///
  /// Element `j` of an example's `shape` in row-major order is word `j mod 2` of the cipher's
  /// output for the counter (j / 2, stream) under the key.
  ///
  /// Source: Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011),
  /// §4.2.
  ///
  /// @param shape the shape per key
  record ThreefryBits(Shape shape) implements Random {
    @Override
    public List<Type> infer(List<Type> inputs) {
      TensorType key = Local.tensors(inputs).get(0);
      TensorType stream = Local.tensors(inputs).get(1);
      boolean fits =
          key.rank() >= 1
              && key.dtype() == DType.I32
              && stream.dtype() == DType.I32
              && key.shape().equals(stream.shape().append(Shape.of(2L)));
      if (!fits) {
        throw new ShapeException(
            Explanation.of("random", "a key is a pair of i32, with one stream number each")
                .got("key = " + key + ", stream = " + stream));
      }
      return List.of(key.withShape(stream.shape().append(shape)));
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      return List.of(new Differential.Zero<>(o.type(outputs.getFirst())));
    }

    @Override
    public <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
      V key = inputs.get(0).along(o, size);
      V stream = inputs.get(1).along(o, size);
      return List.of(new Batched<>(o.one(this, key, stream), true));
    }
  }
}
