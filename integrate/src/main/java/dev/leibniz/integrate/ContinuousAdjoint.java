package dev.leibniz.integrate;

import static dev.leibniz.integrate.LinearizedSystem.STATE;

/// The adjoint equation λ′ = −(∂f/∂y)ᵀλ, μ′ = −(∂f/∂θ)ᵀλ along a stored solution.
final class ContinuousAdjoint {
  private final LinearizedSystem system;
  private final OdeSolution solution;
  private final double[] theta;
  private final int size;

  ContinuousAdjoint(LinearizedSystem system, OdeSolution solution, double[] theta) {
    this.system = system;
    this.solution = solution;
    this.theta = theta;
    this.size = solution.yEnd().length;
  }

  /// Adds the cotangents of y₀ and θ that belong to those of the states at the times.
  void pull(
      double t0,
      double[] times,
      double[][] cotangents,
      double[] y0,
      double[] thetaCotangent,
      OdeOptions options) {
    OdeOptions backward = options.dense(false).initialStep(0).jacobian((t, z) -> jacobian(t));
    double[] z = new double[size + theta.length];
    for (int i = times.length - 1; i >= 0; i--) {
      for (int k = 0; k < size; k++) {
        z[k] += cotangents[i][k];
      }
      double to = i == 0 ? t0 : times[i - 1];
      if (to != times[i]) {
        OdeSolution segment = Ode.solve(this::slope, times[i], z, to, backward);
        if (!segment.status().converged()) {
          throw DiscreteSweeps.notReached("Ode.objective", segment, to);
        }
        z = segment.yEnd();
      }
    }
    for (int k = 0; k < size; k++) {
      y0[k] += z[k];
    }
    for (int j = 0; j < theta.length; j++) {
      thetaCotangent[j] += z[size + j];
    }
  }

  private double[] slope(double t, double[] z) {
    double[] x = argument(t);
    System.arraycopy(z, 0, x, STATE + size, size);
    double[] gradient = system.gradient(x);
    double[] slope = new double[z.length];
    for (int k = 0; k < size; k++) {
      slope[k] = -gradient[STATE + k];
    }
    for (int j = 0; j < theta.length; j++) {
      slope[size + j] = -gradient[STATE + 2 * size + j];
    }
    return slope;
  }

  private double[] argument(double t) {
    double[] x = LinearizedSystem.argument(size, theta);
    LinearizedSystem.setTime(x, t);
    System.arraycopy(solution.y(t), 0, x, STATE, size);
    return x;
  }

  private double[][] jacobian(double t) {
    double[][] jacobian = new double[size + theta.length][size + theta.length];
    double[] x = argument(t);
    for (int k = 0; k < size; k++) {
      x[STATE + size + k] = 1;
      double[] gradient = system.gradient(x);
      x[STATE + size + k] = 0;
      for (int i = 0; i < size; i++) {
        jacobian[i][k] = -gradient[STATE + i];
      }
      for (int j = 0; j < theta.length; j++) {
        jacobian[size + j][k] = -gradient[STATE + 2 * size + j];
      }
    }
    return jacobian;
  }
}
