package dev.leibniz.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.IndexException;
import dev.leibniz.ir.Index;
import org.junit.jupiter.api.Test;

class IndexKernelTest {
  private static TensorData indices(long seed, DType dtype, int bound, long... extents) {
    TensorData indices = Samples.random(seed, dtype, extents);
    for (int i = 0; i < indices.length(); i++) {
      Samples.set(indices, i, Math.floorMod((int) indices.elementAsDouble(i), bound));
    }
    return indices;
  }

  @Test
  void gatherReadsSlicesAtIndices() {
    for (DType dtype : DType.values()) {
      TensorData x = Samples.random(1, dtype, 3, 5, 4);
      TensorData at = indices(2, DType.I64, 5, 2, 6);
      TensorData y = Samples.apply(new Index.Gather(1, 0), x, at);
      assertThat(y.shape()).isEqualTo(Shape.of(3L, 2, 6, 4));
      for (int i = 0; i < y.length(); i++) {
        long[] to = Samples.index(y.shape(), i);
        long index = at.longs()[Samples.place(at.shape(), to[1], to[2])];
        assertThat(y.elementAsDouble(i))
            .isEqualTo(x.elementAsDouble(Samples.place(x.shape(), to[0], index, to[3])));
      }
    }
  }

  @Test
  void gatherReadsWithinEachExampleOfSharedAxes() {
    TensorData x = Samples.random(3, DType.F32, 3, 2, 5);
    TensorData at = indices(4, DType.I32, 5, 3, 4);
    TensorData y = Samples.apply(new Index.Gather(2, 1), x, at);
    assertThat(y.shape()).isEqualTo(Shape.of(3L, 2, 4));
    for (int i = 0; i < y.length(); i++) {
      long[] to = Samples.index(y.shape(), i);
      long index = at.ints()[Samples.place(at.shape(), to[0], to[2])];
      assertThat(y.elementAsDouble(i))
          .isEqualTo(x.elementAsDouble(Samples.place(x.shape(), to[0], to[1], index)));
    }
  }

  @Test
  void scatterAddAddsInTheOrderOfTheUpdates() {
    for (DType dtype : new DType[] {DType.F32, DType.F64, DType.I32, DType.I64}) {
      TensorData x = Samples.random(5, dtype, 2, 3, 2);
      TensorData at = indices(6, DType.I32, 3, 40);
      TensorData updates = Samples.random(7, dtype, 2, 40, 2);
      TensorData y = Samples.apply(new Index.ScatterAdd(1, 0), x, at, updates);
      TensorData expected = TensorData.zeros(x.type());
      for (int i = 0; i < x.length(); i++) {
        Samples.set(expected, i, x.elementAsDouble(i));
      }
      for (int j = 0; j < 40; j++) {
        for (int o = 0; o < 4; o++) {
          int place = Samples.place(x.shape(), o / 2, at.ints()[j], o % 2);
          double update = updates.elementAsDouble(Samples.place(updates.shape(), o / 2, j, o % 2));
          Samples.set(expected, place, expected.elementAsDouble(place) + update);
        }
      }
      assertThat(Samples.bits(y)).isEqualTo(Samples.bits(expected));
    }
  }

  @Test
  void anIndexOutsideItsAxisIsNamed() {
    TensorData x = Samples.random(8, DType.F32, 3, 5);
    TensorData at = TensorData.of(TensorType.of(DType.I32, 2, 2), new int[] {0, 4, 5, -1});
    assertThatThrownBy(() -> Samples.apply(new Index.Gather(1, 0), x, at))
        .isInstanceOf(IndexException.class)
        .hasMessageStartingWith(
            "gather: an index must lie within the axis that it names; got index = 5 at position"
                + " [1, 0] of the indices, axis 1 of x has 5 elements.")
        .hasMessageContaining("Fix: use indices from 0 to 4.");
    TensorData starts = Samples.vector(DType.I32, 0, 3);
    assertThatThrownBy(() -> Samples.apply(new Index.DynamicSlice(Shape.of(1L, 3)), x, starts))
        .isInstanceOf(IndexException.class)
        .hasMessageStartingWith(
            "dynamicSlice: the block must lie within x; got start = 3 on axis 1, block = [1, 3], x ="
                + " [3, 5].");
  }

  @Test
  void blocksAreReadAndReplacedAtTheirStarts() {
    for (DType dtype : DType.values()) {
      TensorData x = Samples.random(9, dtype, 4, 5);
      TensorData block = Samples.random(10, dtype, 2, 3);
      TensorData starts = Samples.vector(DType.I32, 1, 2);
      TensorData updated = Samples.apply(new Index.DynamicUpdate(), x, block, starts);
      assertThat(
              Samples.bits(Samples.apply(new Index.DynamicSlice(Shape.of(2L, 3)), updated, starts)))
          .isEqualTo(Samples.bits(block));
      for (int i = 0; i < x.length(); i++) {
        long[] at = Samples.index(x.shape(), i);
        boolean inside = at[0] >= 1 && at[0] < 3 && at[1] >= 2;
        if (!inside) {
          assertThat(updated.elementAsDouble(i)).isEqualTo(x.elementAsDouble(i));
        }
      }
    }
  }

  @Test
  void iotaCountsAlongItsAxis() {
    for (DType dtype : new DType[] {DType.F32, DType.F64, DType.I32, DType.I64}) {
      for (int axis = 0; axis < 3; axis++) {
        TensorData y = Samples.apply(new Index.Iota(TensorType.of(dtype, 2, 3, 4), axis));
        for (int i = 0; i < y.length(); i++) {
          assertThat(y.elementAsDouble(i)).isEqualTo((double) Samples.index(y.shape(), i)[axis]);
        }
      }
    }
    assertThat(Samples.apply(new Index.Iota(TensorType.of(DType.F32, 0, 3), 1)).length()).isZero();
  }
}
