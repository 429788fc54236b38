package dev.leibniz.optimize;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The last steps and changes of the gradient, which stand for the inverse Hessian: Nocedal and
/// Wright, "Numerical Optimization" (2006), algorithm 7.4.
final class LbfgsMemory {
  private final int most;
  private final Deque<Pair> pairs = new ArrayDeque<>();

  private record Pair(double[] step, double[] change, double curvature) {}

  LbfgsMemory(int most) {
    this.most = most;
  }

  void clear() {
    pairs.clear();
  }

  /// Keeps a pair of positive curvature.
  void add(double[] step, double[] change) {
    double curvature = Vectors.dot(step, change);
    if (curvature > 1e-16 * Vectors.dot(change, change)) {
      if (pairs.size() == most) {
        pairs.removeFirst();
      }
      pairs.addLast(new Pair(step, change, curvature));
    }
  }

  /// −H⁻¹·g.
  double[] direction(double[] g) {
    double[] q = Vectors.scaled(g, -1);
    List<Double> factors = new ArrayList<>();
    for (Pair pair : pairs.reversed()) {
      double factor = Vectors.dot(pair.step(), q) / pair.curvature();
      factors.add(factor);
      q = Vectors.moved(q, -factor, pair.change());
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getLast();
      q = Vectors.scaled(q, last.curvature() / Vectors.dot(last.change(), last.change()));
    }
    int i = factors.size() - 1;
    for (Pair pair : pairs) {
      double back = Vectors.dot(pair.change(), q) / pair.curvature();
      q = Vectors.moved(q, factors.get(i) - back, pair.step());
      i--;
    }
    return q;
  }
}
