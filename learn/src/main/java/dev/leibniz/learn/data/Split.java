package dev.leibniz.learn.data;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/// Which examples are for training and which for testing: each example is one or the other.
///
/// ```java
/// Split split = Split.everyFifth(examples.count());
/// Examples train = examples.select(split.train());
/// ```
public final class Split {
  private final int[] train;
  private final int[] test;

  private Split(int[] train, int[] test) {
    this.train = train;
    this.test = test;
  }

  /// Every fifth of `count` examples is for testing: rows 4, 9, 14, … counted from 0.
  ///
  /// @throws ArgumentException if there are fewer than five examples
  public static Split everyFifth(int count) {
    if (count < 5) {
      throw new ArgumentException(
          Explanation.of("Split.everyFifth", "there must be at least five examples")
              .got("count = " + count));
    }
    return new Split(
        IntStream.range(0, count).filter(row -> row % 5 != 4).toArray(),
        IntStream.range(0, count).filter(row -> row % 5 == 4).toArray());
  }

  /// The examples in an order drawn from the seed, the last `testFraction` of them for testing.
  ///
  /// The order is the Fisher-Yates shuffle by [Random], whose numbers are the same on every
  /// platform. The number of test examples is rounded to the nearest, and at least one example is
  /// on each side.
  ///
  /// @throws ArgumentException if there are fewer than two examples, or the fraction is not between
  ///   0 and 1
  public static Split shuffled(int count, double testFraction, long seed) {
    if (count < 2 || !(testFraction > 0 && testFraction < 1)) {
      throw new ArgumentException(
          Explanation.of(
                  "Split.shuffled",
                  "there must be at least two examples and a test fraction between 0 and 1")
              .got("count = " + count + ", testFraction = " + testFraction));
    }
    int[] order = IntStream.range(0, count).toArray();
    Random random = new Random(seed);
    for (int last = count - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int row = order[last];
      order[last] = order[other];
      order[other] = row;
    }
    int testCount = Math.clamp(Math.round(count * testFraction), 1, count - 1);
    return new Split(
        Arrays.copyOf(order, count - testCount),
        Arrays.copyOfRange(order, count - testCount, count));
  }

  /// The rows for training, as a copy.
  public int[] train() {
    return train.clone();
  }

  /// The rows for testing, as a copy.
  public int[] test() {
    return test.clone();
  }
}
