package dev.leibniz.integrate;

import java.util.function.DoubleUnaryOperator;

/// Finds a jump or a kink of a function of one variable.
///
/// Of five points in a row the three with the largest second difference are kept and the distance
/// is halved. Where the function is smooth second differences fall to a quarter each time; at a
/// kink they fall to a half, at a jump they stay and at a pole they grow. A jump is found to a
/// rounding, a kink to where its second difference is lost in rounding. The search starts where the
/// second difference is largest, and then at both ends, where a kink may be outweighed by the bend
/// of the rest.
final class Fault {
  /// What is returned for a constant function.
  static final double FLAT = Double.NEGATIVE_INFINITY;

  /// How many evaluations a search may take.
  static final int MOST_EVALUATIONS = 180;

  private static final double NOISE = 16 * Math.ulp(1.0);
  private static final int SEGMENTS = 16;
  private static final int ROUNDS = 50;
  private static final int TRIAL = 6;

  /// What a second difference falls to in a halving, at most, where the function counts as smooth.
  private static final double SMOOTH = 0.36;

  private Fault() {}

  /// The place of the fault between two points; NaN if the function is smooth, [#FLAT] if it is
  /// constant.
  static double find(DoubleUnaryOperator function, double low, double high) {
    double step = (high - low) / SEGMENTS;
    double[] line = new double[SEGMENTS + 1];
    double magnitude = 0;
    for (int i = 0; i <= SEGMENTS; i++) {
      line[i] = function.applyAsDouble(i == SEGMENTS ? high : low + i * step);
      magnitude = Math.max(magnitude, Math.abs(line[i]));
    }
    int best = 1;
    for (int i = 2; i < SEGMENTS; i++) {
      if (second(line, i) > second(line, best)) {
        best = i;
      }
    }
    if (second(line, best) <= NOISE * magnitude) {
      return FLAT;
    }
    for (int start : new int[] {best, 1, SEGMENTS - 1}) {
      double[] three = {line[start - 1], line[start], line[start + 1]};
      double found = zoom(function, low + start * step, step, three);
      if (!Double.isNaN(found)) {
        return found;
      }
    }
    return Double.NaN;
  }

  private static double second(double[] line, int i) {
    return Math.abs(line[i - 1] - 2 * line[i] + line[i + 1]);
  }

  private static double zoom(
      DoubleUnaryOperator function, double start, double width, double[] three) {
    double middle = start;
    double step = width;
    double[] five = new double[5];
    double[] sizes = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      five[0] = three[0];
      five[2] = three[1];
      five[4] = three[2];
      five[1] = function.applyAsDouble(middle - 0.5 * step);
      five[3] = function.applyAsDouble(middle + 0.5 * step);
      int best = 2;
      for (int i = 1; i < 4; i += 2) {
        if (second(five, i) > second(five, best)) {
          best = i;
        }
      }
      double size = second(five, best);
      sizes[round] = size;
      if (round >= TRIAL && size < sizes[round - TRIAL] * Math.pow(SMOOTH, TRIAL)) {
        return Double.NaN;
      }
      double noise = NOISE * (Math.abs(five[0]) + Math.abs(five[2]) + Math.abs(five[4]));
      if (size <= noise || !(middle - 0.25 * step < middle)) {
        return round > TRIAL ? middle : Double.NaN;
      }
      step *= 0.5;
      middle += (best - 2) * step;
      System.arraycopy(five, best - 1, three, 0, 3);
    }
    return middle;
  }
}
