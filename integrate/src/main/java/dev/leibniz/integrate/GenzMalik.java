package dev.leibniz.integrate;

/// The rule of degree 7 with the rule of degree 5 in it, on boxes of 2 and more axes, and the axis
/// along which the integrand bends most.
///
/// It takes 2ⁿ + 2n² + 2n + 1 points. The axis is the one with the largest fourth difference.
///
/// The difference of the rules vanishes now and then though both are wrong. Then what the second
/// and the fourth differences along the axes lead to expect of a sixth one takes its place.
///
/// Source: Genz, Malik, Remarks on algorithm 006: an adaptive algorithm for numerical integration
/// over an N-dimensional rectangular region (1980).
final class GenzMalik {
  private static final double NEAR = Math.sqrt(9.0 / 70);
  private static final double FAR = Math.sqrt(9.0 / 10);
  private static final double CORNER = Math.sqrt(9.0 / 19);

  /// The weight of a second difference over the far points in a rule of degree 3.
  private static final double SECOND = 5.0 / 27;

  private static final double EXPECTED = 0.25;

  private final int axes;
  private final double[] point;

  GenzMalik(int axes) {
    this.axes = axes;
    this.point = new double[axes];
  }

  /// How many points a box takes.
  int points() {
    return (1 << axes) + 2 * axes * axes + 2 * axes + 1;
  }

  /// Applies the rules to the box with this middle and these half widths.
  void apply(BoxSampler sampler, Box box) {
    System.arraycopy(box.center, 0, point, 0, axes);
    double middle = sampler.at(point);
    double near = 0;
    double far = 0;
    double largest = -1;
    double seconds = 0;
    double fourths = 0;
    for (int i = 0; i < axes; i++) {
      double nearPair = pair(sampler, box, i, NEAR);
      double farPair = pair(sampler, box, i, FAR);
      double bend = Math.abs(nearPair - 2 * middle - (farPair - 2 * middle) / 7);
      box.bends[i] = bend;
      fourths += bend;
      seconds += Math.abs(farPair - 2 * middle) * SECOND;
      boolean clear = bend > 1.01 * largest;
      boolean tie = bend >= 0.99 * largest && box.half[i] > box.half[box.axis];
      if (clear || tie) {
        largest = Math.max(bend, largest);
        box.axis = i;
      }
      near += nearPair;
      far += farPair;
    }
    double pairs = pairs(sampler, box);
    double corners = corners(sampler, box);
    double volume = box.volume();
    double n = axes;
    double seventh =
        (12824 - 9120 * n + 400 * n * n) / 19683 * middle
            + 980.0 / 6561 * near
            + (1820 - 400 * n) / 19683 * far
            + 200.0 / 19683 * pairs
            + 6859.0 / 19683 / (1 << axes) * corners;
    double fifth =
        (729 - 950 * n + 50 * n * n) / 729 * middle
            + 245.0 / 486 * near
            + (265 - 100 * n) / 1458 * far
            + 25.0 / 729 * pairs;
    box.value = volume * seventh;
    double expected = fourths == 0 ? 0 : fourths / Math.max(1, seconds / fourths);
    box.difference = volume * Math.max(Math.abs(seventh - fifth), EXPECTED * expected);
  }

  private double pair(BoxSampler sampler, Box box, int axis, double offset) {
    double center = box.center[axis];
    point[axis] = center - offset * box.half[axis];
    double sum = sampler.at(point);
    point[axis] = center + offset * box.half[axis];
    sum += sampler.at(point);
    point[axis] = center;
    return sum;
  }

  private double pairs(BoxSampler sampler, Box box) {
    double sum = 0;
    for (int i = 0; i < axes; i++) {
      double center = box.center[i];
      double offset = FAR * box.half[i];
      for (int j = i + 1; j < axes; j++) {
        point[i] = center - offset;
        sum += pair(sampler, box, j, FAR);
        point[i] = center + offset;
        sum += pair(sampler, box, j, FAR);
      }
      point[i] = center;
    }
    return sum;
  }

  private double corners(BoxSampler sampler, Box box) {
    double sum = 0;
    for (int corner = 0; corner < 1 << axes; corner++) {
      for (int i = 0; i < axes; i++) {
        double sign = (corner >> i & 1) == 0 ? -1 : 1;
        point[i] = box.center[i] + sign * CORNER * box.half[i];
      }
      sum += sampler.at(point);
    }
    return sum;
  }
}
