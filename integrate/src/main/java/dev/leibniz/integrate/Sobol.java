package dev.leibniz.integrate;

import java.util.random.RandomGenerator;

/// Sobol's sequence with nested uniform scrambling.
///
/// The scrambling flips each bit of a coordinate by a random function of the bits above it, here a
/// hash whose every bit depends on those above only. For smooth integrands the error falls like
/// n^(−3/2) up to logarithms.
///
/// Source: Joe, Kuo, Constructing Sobol sequences with better two-dimensional projections (2008);
/// Owen, Randomly permuted (t,m,s)-nets and (t,s)-sequences (1995); the hash is that of Laine,
/// Karras, Stratified sampling for stochastic transparency (2011).
final class Sobol implements Points {
  static final int MOST_AXES = 1024;

  private static final int BITS = 32;
  private static final double UNIT = 0x1p-32;

  private final int[][] directions;
  private final int[] seeds;

  Sobol(int axes, RandomGenerator random) {
    directions = new int[axes][];
    seeds = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      directions[axis] = directions(axis);
      seeds[axis] = random.nextInt();
    }
  }

  /// The lines of the table: a primitive polynomial as its bits, then the first odd numbers m_k.
  private static final class Table {
    static final int[][] LINES = Resource.table("joe-kuo-1024.txt");
  }

  private static int[] directions(int axis) {
    int[] directions = new int[BITS];
    if (axis == 0) {
      for (int k = 0; k < BITS; k++) {
        directions[k] = 1 << (BITS - 1 - k);
      }
      return directions;
    }
    int[] line = Table.LINES[axis - 1];
    int polynomial = line[0];
    int degree = line.length - 1;
    for (int k = 0; k < BITS; k++) {
      if (k < degree) {
        directions[k] = line[k + 1] << (BITS - 1 - k);
        continue;
      }
      int direction = directions[k - degree] ^ (directions[k - degree] >>> degree);
      for (int j = 1; j < degree; j++) {
        if ((polynomial >>> (degree - j) & 1) == 1) {
          direction ^= directions[k - j];
        }
      }
      directions[k] = direction;
    }
    return directions;
  }

  @Override
  public void point(int index, double[] coordinates) {
    for (int axis = 0; axis < directions.length; axis++) {
      int[] direction = directions[axis];
      int bits = 0;
      for (int rest = index; rest != 0; rest &= rest - 1) {
        bits ^= direction[Integer.numberOfTrailingZeros(rest)];
      }
      coordinates[axis] = (Integer.toUnsignedLong(scramble(bits, seeds[axis])) + 0.5) * UNIT;
    }
  }

  private static int scramble(int bits, int seed) {
    int x = Integer.reverse(bits);
    x += seed;
    x ^= x * 0x6c50b47c;
    x ^= x * 0xb82f1e52;
    x ^= x * 0xc7afe638;
    x ^= x * 0x8d22f6e6;
    return Integer.reverse(x);
  }
}
