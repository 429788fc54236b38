package dev.leibniz.bench.peers;

/// Numbers that every worker makes in the same way, so that results can be compared.
public final class Numbers {
  private static final long MASK = 0xFFFFFFFFL;

  private Numbers() {}

  /// Numbers that look random, uniform in [−scale, scale): number i of a seed is h / 2³¹ − 1, times
  /// the scale, for a hash h of 32 bits of i + 40503 · seed.
  public static float[] uniform(int count, int seed, double scale) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) ((hash(i + 40503L * seed) / 2147483648.0 - 1) * scale);
    }
    return numbers;
  }

  /// The same in f64.
  public static double[] uniformDoubles(int count, int seed, double scale) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (hash(i + 40503L * seed) / 2147483648.0 - 1) * scale;
    }
    return numbers;
  }

  /// Whole numbers from 0 to `classes` − 1: the hash modulo `classes`.
  public static int[] classes(int count, int seed, int classes) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (int) (hash(i + 40503L * seed) % classes);
    }
    return numbers;
  }

  private static long hash(long number) {
    long x = (number * 2654435761L) & MASK;
    x ^= x >>> 15;
    x = (x * 2246822519L) & MASK;
    x ^= x >>> 13;
    x = (x * 3266489917L) & MASK;
    return x ^ (x >>> 16);
  }

  /// The mean of the absolute values.
  public static double size(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += Math.abs(number);
    }
    return sum / numbers.length;
  }

  /// The mean of the absolute values.
  public static double size(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += Math.abs(number);
    }
    return sum / numbers.length;
  }
}
