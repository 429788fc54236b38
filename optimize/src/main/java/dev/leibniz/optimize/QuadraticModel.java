package dev.leibniz.optimize;

import org.jspecify.annotations.Nullable;

/// min g·p + ½·pᵀ·H·p for ‖p‖ ≤ Δ: Moré and Sorensen, "Computing a trust region step" (1983), with
/// the hard case. Newton's step comes from Cholesky's factors, which keep the accuracy of badly
/// scaled variables; where it is too long or does not exist, the step is found in the basis of H's
/// eigenvectors, which serve for all Δ.
final class QuadraticModel {
  private static final int MOST = 100;

  /// A negative eigenvalue below this part of the largest is no rounding error.
  private static final double INDEFINITE = 1e-10;

  private final double[][] hessian;
  private final double[] gradient;
  private final TrustRegion.@Nullable Step newton;
  private @Nullable Spectrum spectrum;

  QuadraticModel(double[][] hessian, double[] g) {
    this.hessian = hessian;
    this.gradient = g;
    this.newton = newton(hessian, g);
  }

  private static TrustRegion.@Nullable Step newton(double[][] hessian, double[] g) {
    ModifiedCholesky factors = ModifiedCholesky.of(hessian);
    if (factors.added() > 0) {
      return null;
    }
    double[] step = factors.solve(Vectors.scaled(g, -1));
    return new TrustRegion.Step(step, -Vectors.dot(g, step) / 2, true);
  }

  /// Whether H is positive definite, and not only within rounding errors.
  boolean isConvex() {
    return newton != null;
  }

  /// Whether H has a negative eigenvalue, and not only within rounding errors.
  boolean isIndefinite() {
    return !isConvex() && spectrum().least < -INDEFINITE * spectrum().largest;
  }

  TrustRegion.Step minimum(double radius) {
    return newton != null && Vectors.norm(newton.step()) <= radius
        ? newton
        : spectrum().minimum(radius);
  }

  private Spectrum spectrum() {
    Spectrum known = spectrum;
    if (known == null) {
      known = new Spectrum(SymmetricEigen.of(hessian), gradient, isConvex());
      spectrum = known;
    }
    return known;
  }

  /// The model in the basis of eigenvectors.
  private static final class Spectrum {
    private final SymmetricEigen eigen;
    private final double[] gradient;
    private final double least;
    private final double largest;
    private final double tiny;

    Spectrum(SymmetricEigen eigen, double[] g, boolean isConvex) {
      this.eigen = eigen;
      int n = g.length;
      this.gradient = new double[n];
      double smallest = Double.POSITIVE_INFINITY;
      double greatest = 0;
      for (int k = 0; k < n; k++) {
        smallest = Math.min(smallest, eigen.values()[k]);
        greatest = Math.max(greatest, Math.abs(eigen.values()[k]));
        for (int i = 0; i < n; i++) {
          gradient[k] += eigen.vectors()[i][k] * g[i];
        }
      }
      this.least = smallest;
      this.largest = greatest;
      this.tiny = isConvex && smallest > 0 ? 0 : 1e-15 * greatest;
    }

    TrustRegion.Step minimum(double radius) {
      double floor = Math.max(0, -least);
      double[] limit = step(floor + tiny);
      if (Vectors.norm(limit) < radius) {
        return least >= 0 ? finished(limit, true) : finished(hard(limit, radius), false);
      }
      double low = floor;
      double high = floor + Vectors.norm(gradient) / radius + tiny;
      double shift = Math.max(low + tiny, Math.min(high, Math.sqrt(Math.max(low, tiny) * high)));
      for (int i = 0; i < MOST; i++) {
        double[] p = step(shift);
        double size = Vectors.norm(p);
        if (Math.abs(size - radius) <= 1e-10 * radius) {
          break;
        }
        if (size > radius) {
          low = shift;
        } else {
          high = shift;
        }
        double slope = 0;
        for (int k = 0; k < p.length; k++) {
          slope += p[k] / size * (p[k] / size) / (eigen.values()[k] + shift);
        }
        double next = shift + (size - radius) / radius / slope;
        shift = next > low && next < high ? next : low + (high - low) / 2;
      }
      return finished(step(shift), false);
    }

    /// In the eigenvectors' basis, −(Λ + μ)⁻¹·ĝ.
    private double[] step(double shift) {
      double[] p = new double[gradient.length];
      for (int k = 0; k < p.length; k++) {
        p[k] = gradient[k] == 0 ? 0 : -gradient[k] / (eigen.values()[k] + shift);
      }
      return p;
    }

    /// Where the gradient has no part along the least eigenvalue, that part of the step is free.
    private double[] hard(double[] p, double radius) {
      int index = 0;
      for (int k = 1; k < p.length; k++) {
        if (eigen.values()[k] < eigen.values()[index]) {
          index = k;
        }
      }
      double[] full = p.clone();
      full[index] = 0;
      double rest = radius * radius - Vectors.dot(full, full);
      full[index] = Math.copySign(Math.sqrt(Math.max(0, rest)), -gradient[index]);
      return full;
    }

    private TrustRegion.Step finished(double[] p, boolean isInside) {
      int n = p.length;
      double[] step = new double[n];
      double fall = 0;
      for (int k = 0; k < n; k++) {
        fall -= p[k] * (gradient[k] + eigen.values()[k] * p[k] / 2);
        for (int i = 0; i < n; i++) {
          step[i] += eigen.vectors()[i][k] * p[k];
        }
      }
      return new TrustRegion.Step(step, fall, isInside);
    }
  }
}
