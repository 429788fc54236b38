package dev.leibniz.integrate;

import dev.leibniz.error.UnsupportedCodeException;
import org.jspecify.annotations.Nullable;

/// Steps of Radau IIA of order 5: Hairer and Wanner, "Solving Ordinary Differential Equations II",
/// IV.8, whose numbers of equations are given below.
///
/// The three stages z satisfy A⁻¹z/h = F(y + z). In the basis that turns A⁻¹ into a real number γ
/// and a rotation α ± iβ the simplified Newton iteration needs one real and one complex linear
/// system of the size of y (8.9).
final class RadauStepper implements Stepper {
  private static final double ROOT_SIX = Math.sqrt(6);
  static final double[] NODES = {(4 - ROOT_SIX) / 10, (4 + ROOT_SIX) / 10, 1};
  private static final double GAMMA = 3.637834252744496;
  private static final double ALPHA = 2.6810828736277523;
  private static final double BETA = 3.0504301992474105;
  private static final double[][] FROM_BASIS = {
    {0.09443876248897524, -0.1412552950209542, -0.030029194105147424},
    {0.2502131229653333, 0.20412935229379994, 0.3829421127572619},
    {1, 1, 0}
  };
  private static final double[][] TO_BASIS = {
    {4.178718591551905, 0.32768282076106237, 0.5233764454994495},
    {-4.178718591551905, -0.32768282076106237, 0.47662355450055044},
    {-0.5028726349457868, 2.571926949855605, -0.5960392048282249}
  };
  private static final double[] ERROR = {
    (-13 - 7 * ROOT_SIX) / 3, (-13 + 7 * ROOT_SIX) / 3, -1.0 / 3
  };
  private static final double[] SQUARE = {
    (-23 - 22 * ROOT_SIX) / 3, (-23 + 22 * ROOT_SIX) / 3, -8.0 / 3
  };
  private static final double[] CUBE = {
    (10 + 15 * ROOT_SIX) / 3, (10 - 15 * ROOT_SIX) / 3, 10.0 / 3
  };
  private static final int DEGREE = 3;
  private static final int ITERATIONS = 7;
  private static final double SAFETY = 0.9;

  private final RightSide f;
  private final double relative;
  private final double absolute;
  private final double newtonTolerance;
  private final int size;
  private final LuReal real;
  private final LuComplex complex;
  private final double[][] z;
  private final double[][] w;
  private final double[][] change;
  private final double[] y;
  private final double[] candidate;
  private final double[] point;
  private final double[] estimate;
  private final double[] slope;
  private final double[] nextSlope;
  private final double[] memory;
  private @Nullable OdeJacobian jacobian;
  private double[][] matrix = {};
  private double t;
  private double step;
  private double memoryStep;
  private double decomposedStep;
  private boolean matrixIsCurrent;
  private boolean matrixIsWanted = true;
  private boolean rejected;
  private int iterations;
  private double rate;
  private boolean isFinite = true;
  private double lastStep;
  private double lastError;
  private int jacobians;
  private int decompositions;

  RadauStepper(RightSide f, @Nullable OdeJacobian jacobian, double relative, double absolute) {
    this.f = f;
    this.jacobian = jacobian;
    this.relative = relative;
    this.absolute = absolute;
    this.newtonTolerance =
        Math.max(10 * Math.ulp(1.0) / relative, Math.min(0.03, Math.sqrt(relative)));
    this.size = f.size();
    this.real = new LuReal(size);
    this.complex = new LuComplex(size);
    this.z = new double[3][size];
    this.w = new double[3][size];
    this.change = new double[3][size];
    this.y = new double[size];
    this.candidate = new double[size];
    this.point = new double[size];
    this.estimate = new double[size];
    this.slope = new double[size];
    this.nextSlope = new double[size];
    this.memory = new double[(DEGREE + 1) * size];
  }

  @Override
  public boolean start(double from, double[] state) {
    t = from;
    System.arraycopy(state, 0, y, 0, size);
    memoryStep = 0;
    matrixIsWanted = true;
    return f.evaluate(t, y, slope, 0, 1);
  }

  @Override
  public double attempt(double h) {
    step = h;
    if (matrixIsWanted && !evaluateJacobian()) {
      return Double.NaN;
    }
    boolean converged = decompose() && iterate();
    if (!converged && !matrixIsCurrent) {
      if (!evaluateJacobian()) {
        return Double.NaN;
      }
      converged = decompose() && iterate();
    }
    if (!converged) {
      return isFinite ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    for (int i = 0; i < size; i++) {
      candidate[i] = y[i] + z[2][i];
    }
    double error = error();
    if (error <= 1 && !f.evaluate(t + h, candidate, nextSlope, 0, 1)) {
      return Double.NaN;
    }
    return error;
  }

  private boolean evaluateJacobian() {
    jacobians++;
    matrixIsCurrent = true;
    matrixIsWanted = false;
    decomposedStep = 0;
    matrix = jacobian().apply(t, y.clone());
    double zero = 0;
    for (double[] row : matrix) {
      for (double each : row) {
        zero += 0 * each;
      }
    }
    return zero == 0;
  }

  private OdeJacobian jacobian() {
    OdeJacobian known = jacobian;
    if (known == null) {
      try {
        known = OdeJacobian.of(f.function());
      } catch (UnsupportedCodeException _) {
        known = OdeJacobian.differences(f.function());
      }
      jacobian = known;
    }
    return known;
  }

  private boolean decompose() {
    if (step == decomposedStep) {
      return true;
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double diagonal = i == j ? 1 / step : 0;
        real.set(i, j, GAMMA * diagonal - matrix[i][j]);
        complex.set(i, j, ALPHA * diagonal - matrix[i][j], BETA * diagonal);
      }
    }
    decompositions++;
    decomposedStep = step;
    isFinite = true;
    return real.decompose() && complex.decompose();
  }

  /// The simplified Newton iteration, whether it converged (8.10, 8.11).
  private boolean iterate() {
    extrapolate();
    double last = 0;
    rate = 0;
    for (iterations = 1; iterations <= ITERATIONS; iterations++) {
      if (!residual()) {
        return false;
      }
      real.solve(change[0]);
      complex.solve(change[1], change[2]);
      double norm = normOfChange();
      if (iterations > 1) {
        rate = norm / last;
        double remaining = Math.pow(rate, ITERATIONS - iterations) / (1 - rate) * norm;
        if (rate >= 1 || remaining > newtonTolerance) {
          return false;
        }
      }
      improve();
      if (norm == 0 || (iterations > 1 && rate / (1 - rate) * norm < newtonTolerance)) {
        return true;
      }
      last = norm;
    }
    return false;
  }

  /// Starting values: the polynomial of the step before (8.5).
  private void extrapolate() {
    for (int stage = 0; stage < 3; stage++) {
      double theta = memoryStep == 0 ? 0 : 1 + NODES[stage] * step / memoryStep;
      for (int i = 0; i < size; i++) {
        z[stage][i] =
            memoryStep == 0 ? 0 : Pieces.rise(memory, i, size, DEGREE, theta) - memory[size + i];
      }
    }
    multiply(TO_BASIS, z, w);
  }

  private void multiply(double[][] basis, double[][] from, double[][] to) {
    for (int i = 0; i < size; i++) {
      for (int stage = 0; stage < 3; stage++) {
        double[] row = basis[stage];
        to[stage][i] = row[0] * from[0][i] + row[1] * from[1][i] + row[2] * from[2][i];
      }
    }
  }

  private boolean residual() {
    double[][] slopes = change;
    for (int stage = 0; stage < 3; stage++) {
      for (int i = 0; i < size; i++) {
        point[i] = y[i] + z[stage][i];
      }
      isFinite = f.evaluate(t + NODES[stage] * step, point, slopes[stage], 0, 1);
      if (!isFinite) {
        return false;
      }
    }
    for (int i = 0; i < size; i++) {
      double first = slopes[0][i];
      double second = slopes[1][i];
      double third = slopes[2][i];
      double a = TO_BASIS[0][0] * first + TO_BASIS[0][1] * second + TO_BASIS[0][2] * third;
      double b = TO_BASIS[1][0] * first + TO_BASIS[1][1] * second + TO_BASIS[1][2] * third;
      double c = TO_BASIS[2][0] * first + TO_BASIS[2][1] * second + TO_BASIS[2][2] * third;
      change[0][i] = a - GAMMA / step * w[0][i];
      change[1][i] = b - (ALPHA * w[1][i] - BETA * w[2][i]) / step;
      change[2][i] = c - (BETA * w[1][i] + ALPHA * w[2][i]) / step;
    }
    return true;
  }

  private double normOfChange() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double scale = absolute + relative * Math.abs(y[i]);
      for (double[] each : change) {
        double ratio = each[i] / scale;
        sum += ratio * ratio;
      }
    }
    return Math.sqrt(sum / (3 * size));
  }

  private void improve() {
    for (int stage = 0; stage < 3; stage++) {
      for (int i = 0; i < size; i++) {
        w[stage][i] += change[stage][i];
      }
    }
    multiply(FROM_BASIS, w, z);
  }

  /// The estimate of order 3, filtered by the real system, twice after a rejection (8.19, 8.20).
  private double error() {
    for (int i = 0; i < size; i++) {
      estimate[i] = slope[i] + combination(ERROR, i) / step;
    }
    real.solve(estimate);
    double error = normOfEstimate();
    if (error > 1 && (rejected || memoryStep == 0)) {
      for (int i = 0; i < size; i++) {
        point[i] = y[i] + estimate[i];
      }
      if (f.evaluate(t, point, estimate, 0, 1)) {
        for (int i = 0; i < size; i++) {
          estimate[i] += combination(ERROR, i) / step;
        }
        real.solve(estimate);
        error = normOfEstimate();
      }
    }
    return error;
  }

  private double combination(double[] weights, int i) {
    return weights[0] * z[0][i] + weights[1] * z[1][i] + weights[2] * z[2][i];
  }

  private double normOfEstimate() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double largest = Math.max(Math.abs(y[i]), Math.abs(candidate[i]));
      double ratio = estimate[i] / (absolute + relative * largest);
      sum += ratio * ratio;
    }
    return Math.sqrt(sum / size);
  }

  /// Gustafsson's predictive control (8.25). A step within a fifth of the last keeps its size, and
  /// so its decomposition.
  @Override
  public double next(double h, double error) {
    if (!(error < Double.POSITIVE_INFINITY)) {
      rejected = true;
      return h * (Double.isNaN(error) ? 0.1 : 0.5);
    }
    double safety = SAFETY * (2 * ITERATIONS + 1) / (2 * ITERATIONS + iterations);
    double shrinkage = Math.pow(Math.max(error, 1e-10), -0.25);
    if (error > 1) {
      rejected = true;
      return h * Math.max(0.2, safety * shrinkage);
    }
    double factor = shrinkage;
    if (lastStep != 0) {
      double trend = Math.abs(h / lastStep) * Math.pow(lastError / Math.max(error, 1e-10), 0.25);
      factor *= Math.min(1, trend);
    }
    factor = Math.min(rejected ? 1 : 10, Math.max(0.2, safety * factor));
    rejected = false;
    lastStep = h;
    lastError = Math.max(error, 0.01);
    matrixIsWanted = iterations > 2 && rate > 1e-3;
    return !matrixIsWanted && factor >= 1 && factor <= 1.2 ? h : h * factor;
  }

  @Override
  public int degree() {
    return DEGREE;
  }

  @Override
  public boolean piece(double[] into, int start) {
    for (int i = 0; i < size; i++) {
      double last = -combination(CUBE, i);
      into[start + i] = y[i];
      into[start + size + i] = z[2][i];
      into[start + 2 * size + i] = last - combination(SQUARE, i);
      into[start + 3 * size + i] = last;
    }
    return true;
  }

  @Override
  public void advance() {
    boolean _ = piece(memory, 0);
    memoryStep = step;
    t += step;
    System.arraycopy(candidate, 0, y, 0, size);
    System.arraycopy(nextSlope, 0, slope, 0, size);
    matrixIsCurrent = false;
  }

  @Override
  public double[] state() {
    return y;
  }

  @Override
  public double[] result() {
    return candidate;
  }

  @Override
  public double[] slope() {
    return slope;
  }

  /// The decomposition is not copied: that of the same matrix is the same.
  @Override
  public Stepper copy() {
    RadauStepper copy = new RadauStepper(f, jacobian, relative, absolute);
    System.arraycopy(y, 0, copy.y, 0, size);
    System.arraycopy(slope, 0, copy.slope, 0, size);
    System.arraycopy(memory, 0, copy.memory, 0, memory.length);
    copy.matrix = matrix;
    copy.t = t;
    copy.step = step;
    copy.memoryStep = memoryStep;
    copy.matrixIsCurrent = matrixIsCurrent;
    copy.matrixIsWanted = matrixIsWanted;
    copy.rejected = rejected;
    copy.iterations = iterations;
    copy.rate = rate;
    copy.lastStep = lastStep;
    copy.lastError = lastError;
    return copy;
  }

  @Override
  public int jacobians() {
    return jacobians;
  }

  @Override
  public int decompositions() {
    return decompositions;
  }
}
