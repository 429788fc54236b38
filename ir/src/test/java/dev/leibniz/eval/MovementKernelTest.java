package dev.leibniz.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.ir.Movement;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Every movement against the map from the result's indices to the operand's.
class MovementKernelTest {
  private static final long[] EXTENTS = {3, 4, 5};

  /// @param source the index in `x` of the element at an index of the result, or null for `padding`
  private static void follows(
      Movement prim, TensorData x, UnaryOperator<long[]> source, double padding) {
    TensorData y = Samples.apply(prim, x);
    TensorData expected = TensorData.zeros(y.type());
    for (int i = 0; i < y.length(); i++) {
      long[] from = source.apply(Samples.index(y.shape(), i));
      Samples.set(
          expected, i, from == null ? padding : x.elementAsDouble(Samples.place(x.shape(), from)));
    }
    assertThat(Samples.bits(y)).isEqualTo(Samples.bits(expected));
  }

  @Test
  void axesAreExchanged() {
    for (DType dtype : DType.values()) {
      TensorData x = Samples.random(1, dtype, EXTENTS);
      for (List<Integer> order :
          List.of(
              List.of(0, 1, 2),
              List.of(0, 2, 1),
              List.of(1, 0, 2),
              List.of(1, 2, 0),
              List.of(2, 0, 1),
              List.of(2, 1, 0))) {
        follows(
            new Movement.Transpose(order),
            x,
            to -> {
              long[] from = new long[3];
              for (int axis = 0; axis < 3; axis++) {
                from[order.get(axis)] = to[axis];
              }
              return from;
            },
            0);
      }
    }
  }

  @Test
  void matricesOfEverySizeAreTransposed() {
    for (int rows : Samples.SIZES) {
      for (int columns : new int[] {1, 31, 64, 100}) {
        follows(
            new Movement.Transpose(List.of(1, 0)),
            Samples.random(2, DType.F32, rows, columns),
            to -> new long[] {to[1], to[0]},
            0);
      }
    }
  }

  @Test
  void elementsAreCopiedAlongNewAxes() {
    for (DType dtype : DType.values()) {
      TensorData x = Samples.random(3, dtype, 3, 4);
      follows(
          new Movement.Broadcast(Shape.of(3L, 2, 4), List.of(0, 2)),
          x,
          to -> new long[] {to[0], to[2]},
          0);
      follows(
          new Movement.Broadcast(Shape.of(3L, 4, 5), List.of(0, 1)),
          x,
          to -> new long[] {to[0], to[1]},
          0);
      follows(
          new Movement.Broadcast(Shape.of(2L, 3, 4), List.of(1, 2)),
          x,
          to -> new long[] {to[1], to[2]},
          0);
      follows(
          new Movement.Broadcast(Shape.of(7L), List.of()),
          Samples.random(4, dtype),
          to -> new long[0],
          0);
    }
  }

  @Test
  void slicesBeginEndAndStepAsTheySay() {
    for (DType dtype : DType.values()) {
      follows(
          new Movement.Slice(List.of(1L, 0L, 1L), List.of(3L, 4L, 5L), List.of(1L, 3L, 2L)),
          Samples.random(5, dtype, EXTENTS),
          to -> new long[] {1 + to[0], 3 * to[1], 1 + 2 * to[2]},
          0);
      follows(
          new Movement.Slice(List.of(1L, 2L, 3L), List.of(1L, 4L, 5L), List.of(1L, 1L, 1L)),
          Samples.random(5, dtype, EXTENTS),
          to -> to,
          0);
    }
  }

  @Test
  void paddingStandsAroundAndBetween() {
    for (DType dtype : DType.values()) {
      follows(
          new Movement.Pad(List.of(1L, 0L, 2L), List.of(0L, 3L, 1L), List.of(0L, 2L, 1L), 1),
          Samples.random(6, dtype, EXTENTS),
          to -> {
            boolean inside =
                to[0] >= 1
                    && to[1] % 3 == 0
                    && to[1] / 3 < 4
                    && to[2] >= 2
                    && to[2] % 2 == 0
                    && to[2] / 2 - 1 < 5;
            return inside ? new long[] {to[0] - 1, to[1] / 3, to[2] / 2 - 1} : null;
          },
          1);
    }
    TensorData none = Samples.random(7, DType.F32, 0);
    assertThat(
            Samples.apply(new Movement.Pad(List.of(1L), List.of(1L), List.of(4L), 2), none)
                .floats())
        .containsExactly(2, 2);
  }

  @Test
  void elementsAreReversed() {
    for (DType dtype : DType.values()) {
      TensorData x = Samples.random(8, dtype, EXTENTS);
      follows(new Movement.Flip(List.of(1)), x, to -> new long[] {to[0], 3 - to[1], to[2]}, 0);
      follows(
          new Movement.Flip(List.of(0, 2)), x, to -> new long[] {2 - to[0], to[1], 4 - to[2]}, 0);
      follows(new Movement.Flip(List.of()), x, to -> to, 0);
    }
    assertThat(
            Samples.apply(new Movement.Flip(List.of(0)), Samples.random(9, DType.F32, 0)).length())
        .isZero();
  }

  @Test
  void partsAreJoinedInOrder() {
    for (DType dtype : DType.values()) {
      TensorData x = Samples.random(10, dtype, 2, 3, 4);
      TensorData y = Samples.random(11, dtype, 2, 0, 4);
      TensorData z = Samples.random(12, dtype, 2, 2, 4);
      TensorData joined = Samples.apply(new Movement.Concat(1), x, y, z);
      assertThat(joined.shape()).isEqualTo(Shape.of(2L, 5, 4));
      for (int i = 0; i < joined.length(); i++) {
        long[] at = Samples.index(joined.shape(), i);
        double expected =
            at[1] < 3
                ? x.elementAsDouble(Samples.place(x.shape(), at))
                : z.elementAsDouble(Samples.place(z.shape(), at[0], at[1] - 3, at[2]));
        assertThat(joined.elementAsDouble(i)).isEqualTo(expected);
      }
    }
  }

  @Test
  void reshapingSharesTheArray() {
    TensorData x = Samples.random(13, DType.F64, 6, 2);
    TensorData y = Samples.apply(new Movement.Reshape(Shape.of(3L, 4)), x);
    assertThat(y.array()).isSameAs(x.array());
    assertThat(y.shape()).isEqualTo(Shape.of(3L, 4));
  }
}
