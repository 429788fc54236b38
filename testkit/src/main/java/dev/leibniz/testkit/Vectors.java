package dev.leibniz.testkit;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Lists of tensors as vectors, and comparison to the bit.
public final class Vectors {
  private Vectors() {}

  /// x + factor · y for floating tensors; others stay as they are.
  public static TensorData plus(TensorData x, double factor, TensorData y) {
    return switch (x.dtype()) {
      case F64 -> {
        double[] sum = x.doubles().clone();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += factor * y.doubles()[i];
        }
        yield TensorData.of(x.type(), sum);
      }
      case F32 -> {
        float[] sum = x.floats().clone();
        for (int i = 0; i < sum.length; i++) {
          sum[i] += (float) (factor * y.floats()[i]);
        }
        yield TensorData.of(x.type(), sum);
      }
      case I32, I64, BOOL -> x;
    };
  }

  /// The sum of products of the elements of all floating tensors.
  public static double dot(List<? extends Value> x, List<? extends Value> y) {
    double sum = 0;
    for (int t = 0; t < x.size(); t++) {
      TensorData left = (TensorData) x.get(t);
      TensorData right = (TensorData) y.get(t);
      for (int i = 0; i < left.length() && left.dtype().isFloating(); i++) {
        sum += left.elementAsDouble(i) * right.elementAsDouble(i);
      }
    }
    return sum;
  }

  /// The square root of the sum of squares of all floating elements.
  public static double norm(List<? extends Value> x) {
    return Math.sqrt(dot(x, x));
  }

  /// x − y, tensor by tensor, as doubles; of equal shapes.
  public static double distance(List<? extends Value> x, List<? extends Value> y) {
    double sum = 0;
    for (int t = 0; t < x.size(); t++) {
      TensorData left = (TensorData) x.get(t);
      TensorData right = (TensorData) y.get(t);
      for (int i = 0; i < left.length() && left.dtype().isFloating(); i++) {
        double difference = left.elementAsDouble(i) - right.elementAsDouble(i);
        sum += difference * difference;
      }
    }
    return Math.sqrt(sum);
  }

  /// Whether two tensors have the same type and the same bits, where all NaNs are equal.
  public static boolean sameBits(Value x, Value y) {
    if (!(x instanceof TensorData left) || !(y instanceof TensorData right)) {
      return x.equals(y);
    }
    if (!left.type().equals(right.type())) {
      return false;
    }
    return switch (left.dtype()) {
      case F32 -> Arrays.equals(left.floats(), right.floats());
      case F64 -> Arrays.equals(left.doubles(), right.doubles());
      case I32 -> Arrays.equals(left.ints(), right.ints());
      case I64 -> Arrays.equals(left.longs(), right.longs());
      case BOOL -> Arrays.equals(left.booleans(), right.booleans());
    };
  }

  /// Examples of the same type one after the other along a new axis 0.
  public static TensorData stack(List<TensorData> examples, TensorData like) {
    Shape shape = like.shape().insert(0, examples.size());
    TensorData result = TensorData.zeros(like.type().withShape(shape));
    int length = like.length();
    for (int i = 0; i < examples.size(); i++) {
      System.arraycopy(examples.get(i).array(), 0, result.array(), i * length, length);
    }
    return result;
  }

  /// Example `index` along axis 0.
  public static TensorData example(TensorData batch, int index) {
    TensorData result = TensorData.zeros(batch.type().removeAxis(0));
    System.arraycopy(batch.array(), index * result.length(), result.array(), 0, result.length());
    return result;
  }

  /// The same numbers as another floating type.
  public static TensorData as(DType dtype, TensorData x) {
    if (!x.dtype().isFloating() || x.dtype() == dtype) {
      return x;
    }
    TensorData result = TensorData.zeros(x.type().withDType(dtype));
    for (int i = 0; i < x.length(); i++) {
      if (dtype == DType.F32) {
        result.floats()[i] = (float) x.elementAsDouble(i);
      } else {
        result.doubles()[i] = x.elementAsDouble(i);
      }
    }
    return result;
  }

  /// Directions for the marked values, drawn at random.
  static List<Value> directions(Gen gen, List<Value> values, boolean[] marks) {
    List<Value> result = new ArrayList<>();
    for (int i = 0; i < marks.length; i++) {
      if (marks[i]) {
        result.add(gen.direction(((TensorData) values.get(i)).type()));
      }
    }
    return result;
  }
}
