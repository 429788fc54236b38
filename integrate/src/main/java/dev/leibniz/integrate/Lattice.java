package dev.leibniz.integrate;

import java.util.random.RandomGenerator;

/// A rank-1 lattice in the order of the van der Corput sequence, shifted at random and folded by
/// the baker's map 1 − |2x − 1|, so that the error falls like n^(−2) for smooth integrands,
/// periodic or not.
///
/// The generating vector was found component by component for all powers of two from 2⁸ to 2²⁰
/// points at once, for weights 1/j² of the axes; `bench/src/main/scripts/lattice.py` makes it.
///
/// Source: Cools, Kuo, Nuyens, Constructing embedded lattice rules for multivariate integration
/// (2006); Hickernell, Obtaining O(N^(−2+ε)) convergence for lattice quadrature rules (2002).
final class Lattice implements Points {
  static final int MOST_AXES = 250;

  private static final double UNIT = 0x1p-32;

  private final int[] shifts;

  /// The generating vector, a component a line.
  private static final class Table {
    static final int[][] LINES = Resource.table("lattice-250.txt");
  }

  Lattice(int axes, RandomGenerator random) {
    shifts = random.ints(axes).toArray();
  }

  @Override
  public void point(int index, double[] coordinates) {
    int place = Integer.reverse(index);
    for (int axis = 0; axis < shifts.length; axis++) {
      int bits = place * Table.LINES[axis][0] + shifts[axis];
      double x = (Integer.toUnsignedLong(bits) + 0.5) * UNIT;
      coordinates[axis] = Math.clamp(1 - Math.abs(2 * x - 1), 0.5 * UNIT, 1 - 0.5 * UNIT);
    }
  }
}
