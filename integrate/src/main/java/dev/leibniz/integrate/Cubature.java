package dev.leibniz.integrate;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/// Adaptive cubature on the unit cube: the box with the largest error is cut in two.
///
/// A box's error starts from the difference of the rules of degree 7 and 5, which is the error of
/// degree 5. How much better degree 7 is shows when a box is cut: then its value can be compared
/// with that of its halves.
///
/// A box is cut in the middle of the axis along which the integrand bends most, unless the
/// integrand has a jump or a kink there ([Fault]): then at the fault. Faults along coordinate
/// planes, as indicator functions and absolute values have them, then cost nothing more; others are
/// approached by halving.
final class Cubature {
  private static final double SAFETY = 8;
  private static final double ROUGH = 0.2;
  private static final int MOST_PRODUCT_AXES = 4;
  private static final double RULE_ORDER = 7;
  private static final int SCATTERED = 20_000;

  /// Powers of it make a sequence that fills cubes evenly enough for a search.
  private static final double GENERATOR = 0.8191725133961645;

  private final BoxSampler sampler;
  private final GenzMalik rule;
  private final PriorityQueue<Box> boxes = new PriorityQueue<>();
  private final List<FaultPlanes> planes = new ArrayList<>();
  private double value;
  private double error;
  private double magnitude;

  Cubature(BoxSampler sampler) {
    this.sampler = sampler;
    this.rule = new GenzMalik(sampler.axes());
    for (int i = 0; i < sampler.axes(); i++) {
      planes.add(new FaultPlanes(i));
    }
  }

  double value() {
    return value;
  }

  double error() {
    return error;
  }

  /// Cuts boxes until the error is within the tolerance or so many evaluations are used; true if it
  /// is.
  boolean run(IntegrateOptions options, int budget) {
    if (boxes.isEmpty()) {
      if (!sampler.affords(rule.points())) {
        error = Double.POSITIVE_INFINITY;
        return false;
      }
      Box whole = Box.unit(sampler.axes());
      rule.apply(sampler, whole);
      whole.error = whole.difference;
      boxes.add(whole);
      sum();
      if (magnitude == 0 && !cutAtScatteredPoint(whole)) {
        return true;
      }
      if (error > options.target(value) && product(options, budget)) {
        return true;
      }
      if (error > options.target(value) && sampler.affords(3000L * sampler.axes())) {
        searchFaults(whole);
      }
    }
    int steps = 0;
    while (error > options.target(value) || cutAtFaults(budget)) {
      if (!affordsCut(budget)) {
        sum();
        return error <= options.target(value);
      }
      Box worst = boxes.remove();
      if (!cut(worst)) {
        boxes.add(worst);
        return false;
      }
      steps++;
      if (steps % 1000 == 0 || error <= options.target(value)) {
        sum();
      }
    }
    return true;
  }

  /// Tries the product of one-dimensional rules where it promises to be cheaper: halving boxes
  /// lowers the error like the power −7/axes of their number.
  private boolean product(IntegrateOptions options, int budget) {
    int axes = sampler.axes();
    double boxCost =
        2.0 * rule.points() * Math.pow(error / options.target(value), axes / RULE_ORDER);
    double most = Math.min(boxCost, 0.5 * (budget - sampler.evaluations()));
    if (axes > MOST_PRODUCT_AXES || ProductRule.decisiveCost(axes) > most) {
      return false;
    }
    ProductRule product = new ProductRule(sampler);
    if (!product.run(options, most)) {
      return false;
    }
    value = product.value();
    error = product.error();
    return true;
  }

  /// Looks for faults along every axis, and then on both sides of each one found: an integrand that
  /// is zero on one side shows its other faults on the other side only.
  private void searchFaults(Box whole) {
    planes.forEach(plane -> plane.search(sampler, whole));
    for (int i = 0; i < sampler.axes(); i++) {
      double at = planes.get(i).inside(whole);
      if (!Double.isNaN(at)) {
        Box below = whole.slice(i, whole.low(i), at);
        Box above = whole.slice(i, at, whole.high(i));
        for (int j = 0; j < sampler.axes(); j++) {
          if (j != i) {
            planes.get(j).search(sampler, below);
            planes.get(j).search(sampler, above);
          }
        }
      }
    }
  }

  /// Where all points of the rule gave zero, spends a tenth of the evaluations on scattered points;
  /// cuts the box at the first with another value. False if there is none.
  private boolean cutAtScatteredPoint(Box whole) {
    double[] point = whole.center.clone();
    for (int i = 1; i <= SCATTERED && sampler.affords(sampler.evaluations() * 9L); i++) {
      for (int j = 0; j < point.length; j++) {
        point[j] = (0.5 + i * Math.pow(GENERATOR, j + 1)) % 1;
      }
      if (sampler.at(point) != 0) {
        Box rest = whole;
        for (int j = 0; j < point.length; j++) {
          boxes.remove(rest);
          cut(rest, j, point[j]);
          rest = boxes.stream().filter(box -> box.holds(point)).findFirst().orElseThrow();
        }
        sum();
        return true;
      }
    }
    return false;
  }

  /// The rounding error to be expected of the sum.
  double rounding() {
    return 10 * Math.ulp(1.0) * magnitude;
  }

  private void sum() {
    value = 0;
    error = 0;
    magnitude = 0;
    for (Box box : boxes) {
      value += box.value;
      error += box.error;
      magnitude += Math.abs(box.value);
    }
    error += rounding();
  }

  /// Cuts a box along the axis on which it bends most, at a fault on any axis first.
  private boolean cut(Box box) {
    int axis = box.axis;
    double at = box.center[axis];
    for (int i = 0; i < sampler.axes(); i++) {
      double fault = planes.get(i).inside(box);
      boolean better = Double.isNaN(planes.get(axis).inside(box)) || box.bends[i] > box.bends[axis];
      if (!Double.isNaN(fault) && better) {
        axis = i;
        at = fault;
      } else if (axis == i && !Double.isNaN(fault)) {
        at = fault;
      }
    }
    return cut(box, axis, at);
  }

  private boolean cut(Box box, int axis, double at) {
    double low = box.low(axis);
    double high = box.high(axis);
    if (!(at > low && at < high)) {
      return false;
    }
    Box left = box.slice(axis, low, at);
    Box right = box.slice(axis, at, high);
    rule.apply(sampler, left);
    rule.apply(sampler, right);
    judge(box, left, right, axis);
    boxes.add(left);
    boxes.add(right);
    value += left.value + right.value - box.value;
    error += left.error + right.error - box.error;
    magnitude += Math.abs(left.value) + Math.abs(right.value) - Math.abs(box.value);
    return true;
  }

  /// The halves' errors: the difference of their rules, times what the parent's value shows of the
  /// better rule's superiority if the halves are smooth. A cut shows the error along its own axis;
  /// that along the others is taken to be in proportion to the bends. Smooth integrands bend 16
  /// times less in a half; where that is not seen a fault is searched.
  private void judge(Box parent, Box left, Box right, int axis) {
    double bend = parent.bends[axis];
    boolean middle = Math.abs(left.half[axis] - right.half[axis]) < 0.01 * parent.half[axis];
    boolean smooth = left.bends[axis] <= ROUGH * bend && right.bends[axis] <= ROUGH * bend;
    double differences = left.difference + right.difference;
    double trust = 1;
    if (smooth && differences > 0 && bend > 0) {
      double bends = 0;
      for (double other : parent.bends) {
        bends += other / bend;
      }
      double step = bends * Math.abs(left.value + right.value - parent.value);
      trust = Math.max(Math.min(1, SAFETY * step / differences), 0.25 * parent.trust);
    }
    for (Box half : List.of(left, right)) {
      half.trust = trust;
      half.error = half.difference * trust;
    }
    if (!smooth && middle && bend > 0 && sampler.affords(2000)) {
      planes.get(axis).search(sampler, left.bends[axis] > right.bends[axis] ? left : right);
    }
  }

  /// Cuts all boxes that a known fault crosses, for the rule may not have seen it; true if there
  /// were any.
  private boolean cutAtFaults(int budget) {
    List<Box> crossed = new ArrayList<>();
    for (Box box : boxes) {
      if (planes.stream().anyMatch(plane -> !Double.isNaN(plane.inside(box)))) {
        crossed.add(box);
      }
    }
    boolean any = false;
    for (Box box : crossed) {
      if (!affordsCut(budget)) {
        return false;
      }
      boxes.remove(box);
      any |= cut(box);
    }
    return any;
  }

  private boolean affordsCut(int budget) {
    return sampler.affords(2L * rule.points() + 200)
        && sampler.evaluations() + 2 * rule.points() <= budget;
  }
}
