package dev.leibniz.integrate;

import java.util.ArrayList;
import java.util.List;

/// The coordinates on one axis at which an integrand has a jump or a kink across the box.
///
/// A fault found on one line counts once it is found at the same coordinate on another. Faults that
/// lie elsewhere on every line, such as the rim of a disc, are given up after two.
final class FaultPlanes {
  private static final int MOST_FAILURES = 2;
  private static final int MOST_SEARCHES = 12;
  private static final int LINES = 4;

  /// Faults at the ends of the box are no faults; at infinite ends integrands may overflow.
  private static final double INSET = 1e-5;

  private static final double INFINITE_INSET = 2e-3;
  private static final double GOLDEN = 0.6180339887498949;

  private final int axis;
  private final List<Double> planes = new ArrayList<>();
  private int failures;
  private int searches;

  FaultPlanes(int axis) {
    this.axis = axis;
  }

  /// The coordinate of a fault inside the box, NaN if there is none.
  double inside(Box box) {
    double margin = 1e-9 * box.half[axis];
    for (double plane : planes) {
      if (plane > box.low(axis) + margin && plane < box.high(axis) - margin) {
        return plane;
      }
    }
    return Double.NaN;
  }

  /// Looks for a fault in a box.
  void search(BoxSampler sampler, Box box) {
    if (failures == MOST_FAILURES || searches == MOST_SEARCHES || !Double.isNaN(inside(box))) {
      return;
    }
    searches++;
    double first = Double.NaN;
    for (int line = 0; line < LINES; line++) {
      double found = along(sampler, box, through(box, line));

      if (Double.isNaN(found) && Double.isNaN(first)) {
        return;
      }
      if (Double.isNaN(found) || found == Fault.FLAT) {
        continue;
      }
      if (Double.isNaN(first)) {
        first = found;
      } else if (Math.abs(found - first) < 1e-4 * box.half[axis]) {
        planes.add(found);
        return;
      } else {
        failures++;
        return;
      }
    }
  }

  private double along(BoxSampler sampler, Box box, double[] point) {
    double inset = (sampler.bounded(axis) ? INSET : INFINITE_INSET) * box.half[axis];
    return Fault.find(
        coordinate -> {
          point[axis] = coordinate;
          return sampler.at(point);
        },
        box.low(axis) + inset,
        box.high(axis) - inset);
  }

  /// A point of the box: the middle, then points scattered around it.
  private static double[] through(Box box, int line) {
    double[] point = box.center.clone();
    for (int i = 0; i < point.length; i++) {
      double share = ((line * (i + 1)) * GOLDEN + 0.5) % 1 - 0.5;
      point[i] += 1.8 * share * box.half[i];
    }
    return point;
  }
}
