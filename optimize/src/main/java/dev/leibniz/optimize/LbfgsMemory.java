package dev.leibniz.optimize;

/// The last steps and changes of the gradient, which stand for the inverse Hessian: Nocedal and
/// Wright, "Numerical Optimization" (2006), algorithm 7.4.
final class LbfgsMemory {
  private final double[][] steps;
  private final double[][] changes;
  private final double[] curvatures;
  private final double[] factors;
  private int size;
  private int newest = -1;
  private double scale = 1;

  LbfgsMemory(int most) {
    this.steps = new double[most][];
    this.changes = new double[most][];
    this.curvatures = new double[most];
    this.factors = new double[most];
  }

  void clear() {
    size = 0;
    scale = 1;
  }

  /// Keeps a pair of positive curvature in the place of the oldest.
  void add(double[] step, double[] change) {
    double curvature = Vectors.dot(step, change);
    double square = Vectors.dot(change, change);
    if (curvature > 1e-16 * square) {
      newest = (newest + 1) % steps.length;
      steps[newest] = step;
      changes[newest] = change;
      curvatures[newest] = curvature;
      scale = curvature / square;
      size = Math.min(size + 1, steps.length);
    }
  }

  /// −H⁻¹·g.
  double[] direction(double[] g) {
    double[] q = Vectors.scaled(g, -1);
    for (int age = 0; age < size; age++) {
      int i = Math.floorMod(newest - age, steps.length);
      factors[i] = Vectors.dot(steps[i], q) / curvatures[i];
      Vectors.move(q, -factors[i], changes[i]);
    }
    for (int i = 0; i < q.length; i++) {
      q[i] *= scale;
    }
    for (int age = size - 1; age >= 0; age--) {
      int i = Math.floorMod(newest - age, steps.length);
      double back = Vectors.dot(changes[i], q) / curvatures[i];
      Vectors.move(q, factors[i] - back, steps[i]);
    }
    return q;
  }
}
