package dev.leibniz.testkit;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A seeded source of test data. The same seed gives the same data on every machine.
public final class Gen {
  private final RandomGenerator random;

  /// A source with a seed.
  public Gen(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// A whole number from `from` (inclusive) to `to` (exclusive).
  public int between(int from, int to) {
    return random.nextInt(from, to);
  }

  /// A number from `from` to `to`.
  public double between(double from, double to) {
    return random.nextDouble(from, to);
  }

  /// One of the elements.
  public <T> T pick(List<T> elements) {
    return elements.get(random.nextInt(elements.size()));
  }

  /// Whether something happens that has probability `probability`.
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /// A tensor with elements from `from` to `to`; booleans are true or false alike.
  public TensorData tensor(TensorType type, double from, double to) {
    TensorData data = TensorData.zeros(type);
    for (int i = 0; i < data.length(); i++) {
      double value = random.nextDouble(from, to);
      switch (type.dtype()) {
        case F32 -> data.floats()[i] = (float) value;
        case F64 -> data.doubles()[i] = value;
        case I32 -> data.ints()[i] = (int) Math.floor(value);
        case I64 -> data.longs()[i] = (long) Math.floor(value);
        case BOOL -> data.booleans()[i] = random.nextBoolean();
      }
    }
    return data;
  }

  /// A direction: a tensor of standard normal numbers.
  public TensorData direction(TensorType type) {
    TensorData data = TensorData.zeros(type);
    for (int i = 0; i < data.length(); i++) {
      double value = random.nextGaussian();
      switch (type.dtype()) {
        case F32 -> data.floats()[i] = (float) value;
        case F64 -> data.doubles()[i] = value;
        case I32, I64, BOOL -> throw new IllegalArgumentException("no directions of " + type);
      }
    }
    return data;
  }

  /// A tensor that cycles through the numbers where arithmetic is special: signed zeros,
  /// infinities, NaN, subnormals, the largest numbers, and some ordinary ones.
  public TensorData special(DType dtype, int length) {
    double[] numbers = {
      0.0,
      -0.0,
      1,
      -1,
      0.5,
      -2.25,
      1e-3,
      3,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MAX_VALUE,
      1e-39,
      88.7,
      -104,
      7e5
    };
    TensorData data = TensorData.zeros(new TensorType(dtype, Shape.of((long) length)));
    int offset = random.nextInt(numbers.length);
    for (int i = 0; i < length; i++) {
      double value = numbers[(i + offset) % numbers.length];
      switch (dtype) {
        case F32 -> data.floats()[i] = (float) value;
        case F64 -> data.doubles()[i] = value;
        case I32 -> data.ints()[i] = (int) value;
        case I64 -> data.longs()[i] = (long) value;
        case BOOL -> data.booleans()[i] = value > 0;
      }
    }
    return data;
  }
}
