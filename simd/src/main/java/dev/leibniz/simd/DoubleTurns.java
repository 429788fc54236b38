package dev.leibniz.simd;

import java.util.function.IntPredicate;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Constants for compiled loops that read and write every other element.
final class DoubleTurns {
  private static final VectorSpecies<Double> SPECIES = Lanes.doubles();
  private static final int LANES = SPECIES.length();
  private static final int HALF = LANES / 2;

  /// Elements 0, 2, 4, … of a vector come into the lower half.
  static final VectorShuffle<Double> LOW = SPECIES.shuffleFromOp(i -> i < HALF ? 2 * i : 0);

  /// Elements 1, 3, 5, … of a vector come into the upper half.
  static final VectorShuffle<Double> HIGH =
      SPECIES.shuffleFromOp(i -> i < HALF ? 0 : 2 * (i - HALF) + 1);

  /// Each element of the lower half twice.
  static final VectorShuffle<Double> LOWER_TWICE = SPECIES.shuffleFromOp(i -> i / 2);

  /// Each element of the upper half twice.
  static final VectorShuffle<Double> UPPER_TWICE = SPECIES.shuffleFromOp(i -> HALF + i / 2);

  /// The upper half.
  static final VectorMask<Double> UPPER = mask(i -> i >= HALF);

  /// Lanes 1, 3, 5, ….
  static final VectorMask<Double> ODD = mask(i -> i % 2 == 1);

  private DoubleTurns() {}

  private static VectorMask<Double> mask(IntPredicate holds) {
    boolean[] bits = new boolean[LANES];
    for (int i = 0; i < LANES; i++) {
      bits[i] = holds.test(i);
    }
    return VectorMask.fromArray(SPECIES, bits, 0);
  }
}
