package dev.leibniz.optimize;

import dev.leibniz.calculus.ValueAndGradient;
import org.jspecify.annotations.Nullable;

/// Newton's method in a trust region: Conn, Gould and Toint, "Trust-Region Methods" (2000),
/// algorithm 6.1.1, with the ratio made safe against rounding as in their section 17.4.2. With
/// exact Hessians it leaves saddle points and maxima.
final class TrustRegion implements Search.Loop {
  private static final double SMALLEST = 1e-300;

  /// How small the residual of conjugate gradients is to be where the first one is not enough.
  private static final double TIGHT = 1e-8;

  private final Method.Kind kind;
  private final Search search;
  private @Nullable QuadraticModel next;
  private boolean isConvex;

  /// A step, how much the model falls by it, and whether the region does not shorten it.
  record Step(double[] step, double fall, boolean isInside) {}

  /// The quadratic model at a point.
  private interface Subproblem {
    /// Its minimum within a distance.
    Step solve(double radius);
  }

  TrustRegion(Method.Kind kind, Search search) {
    this.kind = kind;
    this.search = search;
  }

  @Override
  public void from(double[] start) {
    double[] x = start;
    ValueAndGradient at = search.gradient(x);
    arrive(0, x, at);
    double radius = Math.max(1, Vectors.norm(x));
    for (int iteration = 1; ; iteration++) {
      Subproblem model = model(x, at);
      while (true) {
        Step step = model.solve(radius);
        double[] point = Vectors.moved(x, 1, step.step());
        ValueAndGradient trial = search.gradient(point);
        double size = Vectors.norm(step.step());
        double slack = 10 * Math.ulp(at.value());
        double ratio = (at.value() - trial.value() + slack) / (step.fall() + slack);
        boolean isFinite =
            Double.isFinite(trial.value()) && Double.isFinite(Vectors.norm(trial.gradient()));
        if (!isFinite || ratio < 0.25) {
          radius = size / 4;
        } else if (ratio > 0.75 && size > 0.8 * radius) {
          radius = Math.min(2 * radius, StepSearch.LONGEST);
        }
        if (isFinite && ratio > 1e-4) {
          x = point;
          at = trial;
          break;
        }
        if (radius < SMALLEST || radius <= Math.ulp(Vectors.norm(x)) / 4) {
          throw search.noDescent();
        }
      }
      arrive(iteration, x, at);
      if (radius >= StepSearch.LONGEST) {
        throw StepSearch.unbounded(at.value());
      }
    }
  }

  private void arrive(int iteration, double[] x, ValueAndGradient at) {
    search.arrive(
        iteration, x, at.value(), Vectors.norm(at.gradient()), () -> isSaddle(x, at.gradient()));
  }

  /// Whether the Hessian at a point with a small gradient has a negative eigenvalue. Where the last
  /// model was convex this one is taken to be so too.
  private boolean isSaddle(double[] x, double[] g) {
    if (kind != Method.Kind.TRUST_REGION || isConvex) {
      return false;
    }
    next = new QuadraticModel(search.hessian(x), g);
    return next.isIndefinite();
  }

  private Subproblem model(double[] x, ValueAndGradient at) {
    if (kind == Method.Kind.TRUST_REGION) {
      QuadraticModel exact =
          next == null ? new QuadraticModel(search.hessian(x), at.gradient()) : next;
      next = null;
      isConvex = exact.isConvex();
      return radius -> promising(exact.minimum(radius));
    }
    return radius -> steihaug(x, at.gradient(), radius);
  }

  /// Ends where a step promises nothing: at a minimum, or in a region that has shrunk in vain.
  private Step promising(Step step) {
    if (step.isInside()) {
      search.checkPromise(step.fall());
    } else if (!search.promises(step.fall())) {
      throw search.noDescent();
    }
    return step;
  }

  /// Conjugate gradients, and once more with a smaller residual where the first step promises less
  /// than rounding errors of f hide.
  private Step steihaug(double[] x, double[] g, double radius) {
    double norm = Vectors.norm(g);
    Step step = steihaug(x, g, radius, Math.min(0.5, Math.sqrt(norm)) * norm);
    return search.promises(step.fall()) ? step : promising(steihaug(x, g, radius, TIGHT * norm));
  }

  /// Conjugate gradients until the boundary, negative curvature, or a small residual: Nocedal and
  /// Wright, algorithm 7.2.
  private Step steihaug(double[] x, double[] g, double radius, double tolerance) {
    double[] z = new double[g.length];
    double[] r = g.clone();
    double[] d = Vectors.scaled(g, -1);
    double fall = 0;
    for (int k = 0; k < 2 * g.length; k++) {
      double[] hd = search.product(x, d);
      double curvature = Vectors.dot(d, hd);
      double rr = Vectors.dot(r, r);
      double alpha = rr / curvature;
      double[] further = Vectors.moved(z, alpha, d);
      if (!(curvature > 0) || !(Vectors.norm(further) < radius)) {
        double t = toBoundary(z, d, radius);
        return new Step(Vectors.moved(z, t, d), fall + t * rr - t * t * curvature / 2, false);
      }
      fall += alpha * rr / 2;
      z = further;
      r = Vectors.moved(r, alpha, hd);
      if (Vectors.norm(r) <= tolerance) {
        break;
      }
      d = Vectors.moved(Vectors.scaled(r, -1), Vectors.dot(r, r) / rr, d);
    }
    return new Step(z, fall, true);
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
