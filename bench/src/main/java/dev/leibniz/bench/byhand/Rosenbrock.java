package dev.leibniz.bench.byhand;

/// Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)².
public record Rosenbrock() implements WithGradient {
  @Override
  public double value(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }

  @Override
  public double[] gradient(double[] x) {
    double[] gradient = new double[x.length];
    for (int i = 0; i + 1 < x.length; i++) {
      double a = 200 * (x[i + 1] - x[i] * x[i]);
      gradient[i + 1] += a;
      gradient[i] -= 2 * a * x[i] + 2 * (1 - x[i]);
    }
    return gradient;
  }
}
