package dev.leibniz.integrate;

import java.util.Arrays;

/// A box of a cubature, with what the rule found on it.
final class Box implements Comparable<Box> {
  final double[] center;
  final double[] half;
  final double[] bends;
  double value;
  double difference;
  double error;
  double trust = 1;
  int axis;

  Box(double[] center, double[] half) {
    this.center = center;
    this.half = half;
    this.bends = new double[center.length];
  }

  /// The unit cube.
  static Box unit(int axes) {
    double[] middle = new double[axes];
    Arrays.fill(middle, 0.5);
    return new Box(middle, middle.clone());
  }

  double low(int i) {
    return center[i] - half[i];
  }

  double high(int i) {
    return center[i] + half[i];
  }

  /// The same between two coordinates on one axis.
  Box slice(int i, double low, double high) {
    double[] middle = center.clone();
    double[] width = half.clone();
    middle[i] = 0.5 * (low + high);
    width[i] = 0.5 * (high - low);
    return new Box(middle, width);
  }

  /// Whether a point lies in it.
  boolean holds(double[] point) {
    for (int i = 0; i < point.length; i++) {
      if (Math.abs(point[i] - center[i]) > half[i]) {
        return false;
      }
    }
    return true;
  }

  double volume() {
    double product = 1;
    for (double width : half) {
      product *= 2 * width;
    }
    return product;
  }

  /// The larger error first.
  @Override
  public int compareTo(Box other) {
    return Double.compare(other.error, error);
  }
}
