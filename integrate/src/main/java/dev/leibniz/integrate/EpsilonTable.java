package dev.leibniz.integrate;

import java.util.Arrays;

/// Wynn's epsilon algorithm: the limit of a sequence whose error is a sum of geometric terms, from
/// its first members.
///
/// Only the even columns are kept, by the cross rule 1/(E − C) + 1/(W − C) = 1/(N − C) + 1/(S − C).
/// The estimate is the entry of the newest diagonal with the least differences to its neighbours;
/// its error is the sum of its differences to the three estimates before. Sequences that converge
/// logarithmically, like 1/n, are beyond it.
///
/// Source: Wynn, On a device for computing the e_m(S_n) transformation (1956); the choice of the
/// entry follows Piessens and others, QUADPACK (1983), QELG.
final class EpsilonTable {
  private static final int LONGEST = 25;
  private static final double EPSILON = Math.ulp(1.0);

  private double[] newest = {};
  private double[] previous = {};
  private final double[] results = new double[3];
  private int count;
  private double value;
  private double error = Double.MAX_VALUE;

  /// The best estimate of the limit.
  double value() {
    return value;
  }

  /// How far the estimate may be off; huge for the first five members.
  double error() {
    return error;
  }

  /// Whether the newest members say nothing together, so that there is nothing to extrapolate.
  boolean exhausted() {
    return newest.length == 1 && count > 1;
  }

  /// Takes the next member of the sequence.
  void add(double member) {
    double[] older = previous;
    previous = newest;
    newest = diagonal(member, older);
    count++;
    error = Double.MAX_VALUE;
    if (count > 5) {
      error = 0;
      for (double result : results) {
        error += Math.abs(value - result);
      }
    }
    results[count % 3] = value;
    error = Math.max(error, 5 * EPSILON * Math.abs(value));
  }

  private double[] diagonal(double member, double[] older) {
    int known = Math.min(older.length, previous.length);
    double[] diagonal = new double[Math.min(LONGEST, known + 1)];
    diagonal[0] = member;
    value = member;
    double least = Double.MAX_VALUE;
    for (int k = 0; k + 1 < diagonal.length; k++) {
      double south = diagonal[k];
      double center = previous[k];
      double north = older[k];
      double fromSouth = south - center;
      double fromNorth = center - north;
      boolean southIsClose = close(south, center);
      boolean northIsClose = close(center, north);
      if (southIsClose && northIsClose) {
        value = south;
        return Arrays.copyOf(diagonal, k + 1);
      }
      double inverse = 1 / fromSouth - 1 / fromNorth;
      boolean westIsClose = false;
      if (k > 0) {
        double west = older[k - 1];
        westIsClose = close(center, west);
        inverse += 1 / (center - west);
      }
      if (southIsClose || northIsClose || westIsClose || !(Math.abs(inverse * center) > 1e-4)) {
        return Arrays.copyOf(diagonal, k + 1);
      }
      double east = center + 1 / inverse;
      diagonal[k + 1] = east;
      double spread = Math.abs(fromSouth) + Math.abs(east - south) + Math.abs(fromNorth);
      if (spread <= least) {
        least = spread;
        value = east;
      }
    }
    return diagonal;
  }

  private static boolean close(double a, double b) {
    return Math.abs(a - b) <= EPSILON * Math.max(Math.abs(a), Math.abs(b));
  }
}
