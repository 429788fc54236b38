package dev.leibniz.integrate;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Points at which to look for a peak that a rule may have missed.
final class Search {
  private static final int POINTS = 256;
  private static final int PER_OCTAVE = 16;

  private Search() {}

  /// Evenly spaced points between finite limits; from a finite limit to an infinite one, and from
  /// zero where both are infinite, points in geometric progression. In ascending order.
  static double[] grid(double from, double to) {
    if (!Double.isInfinite(from) && !Double.isInfinite(to)) {
      double step = (to - from) / POINTS;
      return IntStream.range(0, POINTS).mapToDouble(i -> from + (i + 0.5) * step).toArray();
    }
    double[] offsets =
        IntStream.rangeClosed(-4 * PER_OCTAVE, 16 * PER_OCTAVE)
            .mapToDouble(i -> Math.pow(2, (double) i / PER_OCTAVE))
            .toArray();
    double[] grid;
    if (!Double.isInfinite(from)) {
      grid = Arrays.stream(offsets).map(offset -> from + offset).toArray();
    } else if (!Double.isInfinite(to)) {
      grid = Arrays.stream(offsets).map(offset -> to - offset).toArray();
    } else {
      grid =
          DoubleStream.concat(Arrays.stream(offsets), Arrays.stream(offsets).map(offset -> -offset))
              .toArray();
    }
    Arrays.sort(grid);
    return grid;
  }
}
