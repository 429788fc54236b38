package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.calculus.ValueAndGradient;

/// Newton's method in a trust region: Conn, Gould and Toint, "Trust-Region Methods" (2000),
/// algorithm 6.1.1, with the ratio made safe against rounding as in their section 17.4.2.
final class TrustRegion {
  private static final double SMALLEST = 1e-300;

  private final Method.Kind kind;
  private final Search search;

  /// A step and how much the model falls by it.
  record Step(double[] step, double fall) {}

  TrustRegion(Method.Kind kind, Search search) {
    this.kind = kind;
    this.search = search;
  }

  Optimum run(double[] start) {
    return search.run(start, () -> loop(start));
  }

  private void loop(double[] start) {
    double[] x = start;
    ValueAndGradient at = search.gradient(x);
    search.arrive(0, x, at.value(), Vectors.norm(at.gradient()));
    double radius = Math.max(1, Vectors.norm(x));
    for (int iteration = 1; ; iteration++) {
      Subproblem model = model(x, at.gradient());
      while (true) {
        Step step = model.solve(radius);
        search.checkPromise(step.fall());
        double[] point = Vectors.moved(x, 1, step.step());
        ValueAndGradient trial = search.gradient(point);
        double size = Vectors.norm(step.step());
        double slack = 10 * Math.ulp(Math.abs(at.value()));
        double ratio = (at.value() - trial.value() + slack) / (step.fall() + slack);
        boolean isFinite =
            Double.isFinite(trial.value()) && Double.isFinite(Vectors.norm(trial.gradient()));
        if (!isFinite || ratio < 0.25) {
          radius = size / 4;
        } else if (ratio > 0.75 && size > 0.8 * radius) {
          radius = 2 * radius;
        }
        if (isFinite && ratio > 1e-4) {
          x = point;
          at = trial;
          break;
        }
        if (radius < SMALLEST || radius <= Math.ulp(Vectors.norm(x)) / 4) {
          throw new Search.Ended(
              Status.Kind.ROUNDING,
              "no step however small lowers the value; rounding errors of f hide the descent");
        }
      }
      search.arrive(iteration, x, at.value(), Vectors.norm(at.gradient()));
    }
  }

  /// The quadratic model at a point.
  private interface Subproblem {
    /// Its minimum within a distance.
    Step solve(double radius);
  }

  private Subproblem model(double[] x, double[] g) {
    if (kind == Method.Kind.TRUST_REGION) {
      QuadraticModel exact = new QuadraticModel(search.hessian(x), g);
      return exact::minimum;
    }
    return radius -> steihaug(x, g, radius);
  }

  /// Conjugate gradients until the boundary, negative curvature, or a small residual: Nocedal and
  /// Wright, algorithm 7.2.
  private Step steihaug(double[] x, double[] g, double radius) {
    double norm = Vectors.norm(g);
    double tolerance = Math.min(0.5, Math.sqrt(norm)) * norm;
    double[] z = new double[g.length];
    double[] r = g.clone();
    double[] d = Vectors.scaled(g, -1);
    double fall = 0;
    for (int k = 0; k < 2 * g.length; k++) {
      double[] hd = search.product(x, d);
      double curvature = Vectors.dot(d, hd);
      double rr = Vectors.dot(r, r);
      double alpha = rr / curvature;
      double[] next = Vectors.moved(z, alpha, d);
      if (!(curvature > 0) || Vectors.norm(next) >= radius) {
        double t = toBoundary(z, d, radius);
        return new Step(Vectors.moved(z, t, d), fall + t * rr - t * t * curvature / 2);
      }
      fall += alpha * rr / 2;
      z = next;
      r = Vectors.moved(r, alpha, hd);
      if (Vectors.norm(r) <= tolerance) {
        break;
      }
      d = Vectors.moved(Vectors.scaled(r, -1), Vectors.dot(r, r) / rr, d);
    }
    return new Step(z, fall);
  }

  /// t ≥ 0 with ‖z + t·d‖ = radius.
  private static double toBoundary(double[] z, double[] d, double radius) {
    double dd = Vectors.dot(d, d);
    double zd = Vectors.dot(z, d);
    double rest = (radius - Vectors.norm(z)) * (radius + Vectors.norm(z));
    double root = Math.sqrt(Math.max(0, zd * zd + dd * rest));
    return zd > 0 ? rest / (zd + root) : (root - zd) / dd;
  }
}
