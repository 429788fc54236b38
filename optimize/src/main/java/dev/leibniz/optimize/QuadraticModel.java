package dev.leibniz.optimize;

/// min g·p + ½·pᵀ·H·p for ‖p‖ ≤ Δ, in the basis of H's eigenvectors: Moré and Sorensen, "Computing
/// a trust region step" (1983), with the hard case.
final class QuadraticModel {
  private static final int MOST = 100;

  private final SymmetricEigen eigen;
  private final double[] gradient;
  private final double least;
  private final double scale;

  QuadraticModel(double[][] hessian, double[] g) {
    this.eigen = SymmetricEigen.of(hessian);
    int n = g.length;
    this.gradient = new double[n];
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int k = 0; k < n; k++) {
      smallest = Math.min(smallest, eigen.values()[k]);
      largest = Math.max(largest, Math.abs(eigen.values()[k]));
      for (int i = 0; i < n; i++) {
        gradient[k] += eigen.vectors()[i][k] * g[i];
      }
    }
    this.least = smallest;
    this.scale = largest;
  }

  TrustRegion.Step minimum(double radius) {
    double tiny = 1e-15 * scale;
    if (least > tiny) {
      double[] newton = step(0);
      if (Vectors.norm(newton) <= radius) {
        return finished(newton);
      }
    }
    double floor = Math.max(0, -least);
    double[] limit = step(floor + tiny);
    if (Vectors.norm(limit) < radius) {
      return finished(hard(limit, radius));
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
    return finished(step(shift));
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
    if (least >= 0) {
      return p;
    }
    double[] full = p.clone();
    full[index] = 0;
    double rest = radius * radius - Vectors.dot(full, full);
    full[index] = Math.copySign(Math.sqrt(Math.max(0, rest)), -gradient[index]);
    return full;
  }

  private TrustRegion.Step finished(double[] p) {
    int n = p.length;
    double[] step = new double[n];
    double fall = 0;
    for (int k = 0; k < n; k++) {
      fall -= p[k] * (gradient[k] + eigen.values()[k] * p[k] / 2);
      for (int i = 0; i < n; i++) {
        step[i] += eigen.vectors()[i][k] * p[k];
      }
    }
    return new TrustRegion.Step(step, fall);
  }
}
