package dev.leibniz.integrate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How the contributions of intervals of width 1, 1/2, 1/4 … behave towards the smallest one, where
/// bisection met a singularity.
///
/// A power of the distance makes them a geometric series, which extrapolation sums. Where they do
/// not get smaller the integral does not exist, though the series may have an extrapolated sum.
/// Where their ratio creeps towards 1, as for 1/(x log² x), extrapolation is far from the limit
/// long before its estimates differ.
///
/// @param smallest the smallest interval
/// @param grows whether the contributions do not get smaller
/// @param slow whether their ratio tends to 1
/// @param remainder what the intervals not yet seen may contribute, when the ratio tends to 1
record Approach(Panel smallest, boolean grows, boolean slow, double remainder) {
  private static final int RATIOS = 3;
  private static final double LEAST_SLOW = 0.7;

  /// Judges the intervals of a path.
  static Approach of(List<Panel> panels) {
    List<Panel> line = inOrder(panels);
    int least = 0;
    double whole = 0;
    for (int i = 0; i < line.size(); i++) {
      whole += line.get(i).width();
      if (line.get(i).width() < line.get(least).width()) {
        least = i;
      }
    }
    Approach above = along(line, least, 1, whole);
    Approach below = along(line, least, -1, whole);
    return new Approach(
        line.get(least),
        above.grows || below.grows,
        above.slow || below.slow,
        Math.max(above.remainder, below.remainder));
  }

  /// The intervals from left to right.
  static List<Panel> inOrder(List<Panel> panels) {
    List<Panel> line = new ArrayList<>(panels);
    line.sort(Comparator.comparingDouble(Panel::from));
    return line;
  }

  private static Approach along(List<Panel> line, int least, int direction, double whole) {
    double[] ratios = new double[RATIOS];
    int found = 0;
    double nearest = 0;
    double level = 0;
    int i = least + direction;
    while (found < RATIOS && i + direction >= 0 && i + direction < line.size() && i >= 0) {
      Panel near = line.get(i);
      Panel far = line.get(i + direction);
      double growth = far.width() / near.width();
      if (growth > 2.5) {
        break;
      }
      if (growth > 1.5) {
        if (found == 0) {
          nearest = near.magnitude();
          level = Math.log(whole / near.width()) / Math.log(2);
        }
        ratios[found] = near.magnitude() / far.magnitude();
        found++;
      }
      i += direction;
    }
    return found < RATIOS
        ? new Approach(line.get(least), false, false, 0)
        : judge(line.get(least), ratios, nearest, Math.max(level, 1));
  }

  private static Approach judge(Panel smallest, double[] ratios, double nearest, double level) {
    boolean grows = true;
    boolean slow = ratios[0] > LEAST_SLOW;
    for (int i = 0; i < RATIOS; i++) {
      grows &= ratios[i] >= 1 - 1e-5;
      slow &= i == 0 || 1 - ratios[i - 1] < (1 - ratios[i]) * (1 - 0.2 / level);
    }
    return new Approach(smallest, grows, slow && !grows, nearest * level);
  }
}
