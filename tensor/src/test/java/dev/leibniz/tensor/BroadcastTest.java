package dev.leibniz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.error.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// How shapes stretch, on random shapes against a plain restatement of NumPy's rule.
final class BroadcastTest {
  private static final int SAMPLES = 300;

  private static int[] shape(Random random) {
    int[] shape = new int[random.nextInt(4)];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = random.nextInt(4);
    }
    return shape;
  }

  /// The extent of an axis counted from the last, 1 where there is none.
  private static int fromLast(int[] shape, int axis) {
    return axis < shape.length ? shape[shape.length - 1 - axis] : 1;
  }

  private static boolean fit(int[] a, int[] b) {
    boolean fit = true;
    for (int axis = 0; axis < Math.max(a.length, b.length); axis++) {
      int left = fromLast(a, axis);
      int right = fromLast(b, axis);
      fit &= left == right || left == 1 || right == 1;
    }
    return fit;
  }

  private static Tensor counting(int[] shape) {
    return Tensor.arange(DType.F64, (int) Shape.of(shape).elements()).plus(1).reshape(shape);
  }

  /// The element of a tensor that stands at a place of a larger shape.
  private static double element(Tensor x, int[] place) {
    int[] own = new int[x.shape().rank()];
    for (int axis = 0; axis < own.length; axis++) {
      int index = place[place.length - own.length + axis];
      own[axis] = x.shape().extent(axis) == 1 ? 0 : index;
    }
    return x.get(own).item();
  }

  private static List<int[]> places(Shape shape) {
    List<int[]> places = new ArrayList<>();
    long[] strides = shape.strides();
    for (long element = 0; element < shape.elements(); element++) {
      int[] place = new int[strides.length];
      long rest = element;
      for (int axis = 0; axis < place.length; axis++) {
        place[axis] = (int) (rest / strides[axis]);
        rest %= strides[axis];
      }
      places.add(place);
    }
    return places;
  }

  @Test
  void operandsStretchAsInNumpyAndNothingElseDoes() {
    Random random = new Random(42);
    for (int sample = 0; sample < SAMPLES; sample++) {
      int[] a = shape(random);
      int[] b = shape(random);
      Tensor x = counting(a);
      Tensor y = counting(b).times(100);
      if (!fit(a, b)) {
        assertThatThrownBy(() -> x.plus(y)).isInstanceOf(ShapeException.class);
        continue;
      }
      Tensor sum = x.plus(y);
      for (int[] place : places(sum.shape())) {
        assertThat(sum.get(place).item()).isEqualTo(element(x, place) + element(y, place));
      }
      assertThat(sum.toDoubleArray()).isEqualTo(y.plus(x).toDoubleArray());
    }
  }

  @Test
  void broadcastToIsWhatOperandsDo() {
    Random random = new Random(7);
    for (int sample = 0; sample < SAMPLES; sample++) {
      int[] a = shape(random);
      int[] b = shape(random);
      if (fit(a, b)) {
        Tensor x = counting(a);
        Tensor sum = x.plus(Tensor.zeros(DType.F64, b));
        int[] common = new int[sum.shape().rank()];
        for (int axis = 0; axis < common.length; axis++) {
          common[axis] = (int) sum.shape().extent(axis);
        }
        assertThat(x.broadcastTo(common).toDoubleArray()).isEqualTo(sum.toDoubleArray());
      }
    }
  }

  @Test
  void maskAndBothSidesOfSelectStretch() {
    Tensor mask = Tensor.of(new boolean[] {true, false}, 2, 1);
    Tensor result = mask.select(Tensor.arange(DType.F64, 3), -1);
    assertThat(result.toDoubleArray()).containsExactly(0, 1, 2, -1, -1, -1);
  }
}
