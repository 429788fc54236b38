package dev.leibniz.bench.byhand;

/// The model of Lotka and Volterra, u′ = αu − βuv, v′ = δuv − γv, by Euler's method; the value is
/// u² + v² at the end. The vector of parameters is α, β, γ, δ, u(0), v(0).
public record PredatorsAndPrey(int steps, double h) implements WithGradient {
  @Override
  public double value(double[] x) {
    double u = x[4];
    double v = x[5];
    for (int i = 0; i < steps; i++) {
      double du = x[0] * u - x[1] * u * v;
      double dv = x[3] * u * v - x[2] * v;
      u += h * du;
      v += h * dv;
    }
    return u * u + v * v;
  }

  @Override
  public double[] gradient(double[] x) {
    double[] us = new double[steps];
    double[] vs = new double[steps];
    double u = x[4];
    double v = x[5];
    for (int i = 0; i < steps; i++) {
      us[i] = u;
      vs[i] = v;
      double du = x[0] * u - x[1] * u * v;
      double dv = x[3] * u * v - x[2] * v;
      u += h * du;
      v += h * dv;
    }
    double[] gradient = new double[6];
    double pu = 2 * u;
    double pv = 2 * v;
    for (int i = steps - 1; i >= 0; i--) {
      u = us[i];
      v = vs[i];
      double hu = h * pu;
      double hv = h * pv;
      gradient[0] += hu * u;
      gradient[1] -= hu * u * v;
      gradient[2] -= hv * v;
      gradient[3] += hv * u * v;
      pu += hu * (x[0] - x[1] * v) + hv * x[3] * v;
      pv += hv * (x[3] * u - x[2]) - hu * x[1] * u;
    }
    gradient[4] = pu;
    gradient[5] = pv;
    return gradient;
  }
}
