package dev.leibniz.optimize;

import dev.leibniz.optimize.ResidualModel.Point;
import java.util.Arrays;

/// The linear model of the residuals at a point, with the robust loss folded into it, and the steps
/// that it proposes within bounds and a scaled trust region.
///
/// A robust loss is folded in as Triggs et al., Bundle adjustment (2000), 4.3 do: rows of J times a
/// = √(ρ′ + 2zρ″), residuals times ρ′ / a, which keeps the gradient; where the curvature would fall
/// below ρ′/10 it is kept there, so that the model stays convex.
final class LinearizedResiduals {
  private static final double EPSILON = Math.ulp(1.0);
  private static final double LEAST_CURVATURE = 0.1;
  private static final double CAUCHY_SHARE = 0.1;
  private static final int HALVINGS = 60;

  private final FitOptions options;
  private final double[] parameters;
  private final ResidualMatrix matrix;
  private final double[] right;
  private final double objective;
  private final double[] norms;
  private final double[] gradient;
  private final double noise;

  LinearizedResiduals(Point point, ResidualMatrix jacobian, FitOptions options) {
    this.options = options;
    parameters = point.parameters();
    objective = point.objective();
    right = new double[jacobian.rows()];
    double[] factors = new double[right.length];
    RobustLoss loss = options.loss();
    for (int i = 0; i < right.length; i++) {
      double residual = point.weighted()[i];
      double weight = loss.weight(residual);
      double curvature = Math.max(loss.curvature(residual), LEAST_CURVATURE * weight);
      factors[i] = Math.sqrt(curvature);
      right[i] = factors[i] == 0 ? 0 : residual * (weight / factors[i]);
    }
    matrix = jacobian.scaled(factors);
    norms = matrix.columnNorms();
    gradient = matrix.transposedTimes(right);
    noise = estimateNoise();
  }

  /// An estimate of the rounding error of the objective: that of the residuals is taken to be ε
  /// times the sizes of the terms that make them up.
  private double estimateNoise() {
    double[] terms = new double[right.length];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = Math.abs(right[i]);
    }
    matrix.addAbsoluteProduct(parameters, terms);
    double sum = 0;
    for (int i = 0; i < terms.length; i++) {
      double error = EPSILON * terms[i];
      sum += error * (2 * Math.abs(right[i]) + error);
    }
    return sum;
  }

  double noise() {
    return noise;
  }

  double[] norms() {
    return norms;
  }

  /// The largest |cos| of an angle between the residuals and a column of the Jacobian whose
  /// parameter is free to move against the gradient.
  double gradientCosine() {
    return gradientRatio(norms);
  }

  /// The largest |Jᵀr|ⱼ / (scaleⱼ ‖r‖) of a parameter that is free to move against the gradient.
  /// With the largest column norms seen it is small near a minimum where a column vanishes, too.
  double gradientRatio(double[] scale) {
    double length = HouseholderQr.norm(right, 0);
    double largest = 0;
    for (int j = 0; j < norms.length; j++) {
      if (scale[j] > 0 && length > 0 && !held(j)) {
        largest = Math.max(largest, Math.abs(gradient[j]) / scale[j] / length);
      }
    }
    return largest;
  }

  /// Whether the gradient pushes the parameter against a bound that it is at.
  private boolean held(int j) {
    return (parameters[j] <= options.lower(j) && gradient[j] >= 0)
        || (parameters[j] >= options.upper(j) && gradient[j] <= 0);
  }

  /// A step and what the model expects of it.
  ///
  /// @param vector the change of the parameters
  /// @param damping the Levenberg–Marquardt parameter
  /// @param inside whether the trust region does not shorten it
  /// @param predicted by how much the objective will fall
  record Proposal(double[] vector, double damping, boolean inside, double predicted) {}

  /// The step within bounds and the trust region ‖D step‖ ≤ `radius`.
  Proposal propose(double[] scale, double radius, double damping) {
    int n = parameters.length;
    boolean[] fixed = new boolean[n];
    double[] step = new double[n];
    int free = 0;
    for (int j = 0; j < n; j++) {
      fixed[j] = held(j);
      free += fixed[j] ? 0 : 1;
    }
    TrustRegionStep last = new TrustRegionStep(new double[0], 0, true);
    boolean cut = true;
    while (cut && free > 0) {
      last = stepOfFree(fixed, step, scale, radius, damping);
      cut = false;
      int next = 0;
      for (int j = 0; j < n; j++) {
        if (!fixed[j]) {
          step[j] = last.vector()[next++] / scale[j];
        }
      }
      for (int j = 0; j < n; j++) {
        double target = parameters[j] + step[j];
        if (!fixed[j] && (target < options.lower(j) || target > options.upper(j))) {
          step[j] = Math.clamp(target, options.lower(j), options.upper(j)) - parameters[j];
          fixed[j] = true;
          free--;
          cut = true;
        }
      }
    }
    double predicted = predictedReduction(step);
    if (options.bounded()) {
      double[] descent = projectedDescent(scale, radius);
      double byDescent = predictedReduction(descent);
      if (predicted < CAUCHY_SHARE * byDescent) {
        return new Proposal(descent, last.damping(), false, byDescent);
      }
    }
    return new Proposal(step, last.damping(), last.inside(), predicted);
  }

  /// The step along Powell's path, without bounds.
  Proposal path(double[] scale, double radius) {
    boolean[] fixed = new boolean[parameters.length];
    double[] step = new double[parameters.length];
    TriangularFactors factors = matrix.factors(fixed, scale, right);
    TrustRegionStep found = TrustRegionStep.of(FitMethod.DOGLEG, factors, radius, 0);
    for (int j = 0; j < step.length; j++) {
      step[j] = found.vector()[j] / scale[j];
    }
    return new Proposal(step, 0, found.inside(), predictedReduction(step));
  }

  /// The step of the free parameters, in scaled variables, after the fixed ones have moved.
  private TrustRegionStep stepOfFree(
      boolean[] fixed, double[] step, double[] scale, double radius, double damping) {
    double[] ofFixed = new double[step.length];
    for (int j = 0; j < step.length; j++) {
      ofFixed[j] = fixed[j] ? step[j] : 0;
    }
    double[] moved = right.clone();
    matrix.addProduct(ofFixed, moved);
    return TrustRegionStep.of(
        options.method(), matrix.factors(fixed, scale, moved), radius, damping);
  }

  /// A step against the scaled gradient, cut off at the bounds and shortened until the model falls.
  private double[] projectedDescent(double[] scale, double radius) {
    int n = parameters.length;
    double[] direction = new double[n];
    double length = 0;
    for (int j = 0; j < n; j++) {
      direction[j] = held(j) ? 0 : -gradient[j] / scale[j] / scale[j];
      length = Math.hypot(length, direction[j] * scale[j]);
    }
    double[] step = new double[n];
    if (length == 0) {
      return step;
    }
    double image = HouseholderQr.norm(times(direction), 0);
    double along = Math.min(radius / length, (length / image) * (length / image));
    for (int halving = 0; halving < HALVINGS; halving++) {
      for (int j = 0; j < n; j++) {
        double target = parameters[j] + along * direction[j];
        step[j] = Math.clamp(target, options.lower(j), options.upper(j)) - parameters[j];
      }
      if (predictedReduction(step) > 0) {
        return step;
      }
      along /= 2;
    }
    Arrays.fill(step, 0);
    return step;
  }

  private double[] times(double[] step) {
    double[] result = new double[right.length];
    matrix.addProduct(step, result);
    return result;
  }

  /// ‖r‖² − ‖r + J step‖².
  private double predictedReduction(double[] step) {
    double[] image = times(step);
    Compensated sum = new Compensated();
    for (int i = 0; i < image.length; i++) {
      sum.plusProduct(-image[i], image[i]).plusProduct(-2 * image[i], right[i]);
    }
    return sum.value();
  }

  /// Whether the residuals are as small as the rounding errors in them.
  boolean vanished() {
    return objective == 0 || 4 * objective <= noise;
  }
}
