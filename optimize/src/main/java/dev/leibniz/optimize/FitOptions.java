package dev.leibniz.optimize;

import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.SparseMatrixFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How [LeastSquares#of] works. Each method gives new options and leaves these as they are.
///
/// ```java
/// FitOptions options =
///     FitOptions.defaults().bounds(new double[] {0, 0}, new double[] {1, 10}).loss(RobustLoss.huber(0.1));
/// ```
///
/// The tolerances say when to end, all of them relative:
/// - the reduction of the objective that a full step of the linear model will still leave to gain
///   is within `reduction` (1e-16) of the objective; what is left is judged by how fast the steps
///   shrink;
/// - the error that the step will leave, in units of the Jacobian's columns, is within `step`
///   (1e-10) of the parameters;
/// - the cosine of the angle between the residuals and each column of the Jacobian is within
///   `gradient` (1e-12).
public final class FitOptions {
  private static final FitOptions DEFAULTS = new FitOptions();

  private FitMethod method = FitMethod.LEVENBERG_MARQUARDT;
  private RobustLoss loss = RobustLoss.squares();
  private double[] lower = {};
  private double[] upper = {};
  private double[] weights = {};
  private double[] observations = {};
  private @Nullable MatrixFunction jacobian;
  private boolean isSparse;
  private @Nullable SparseMatrixFunction sparseJacobian;
  private double reduction = 1e-16;
  private double step = 1e-10;
  private double gradient = 1e-12;
  private int iterations = 5_000;
  private int evaluations = 10_000;
  private Duration time = Duration.ofDays(365);
  private @Nullable FitListener listener;

  private FitOptions() {}

  private FitOptions(FitOptions other) {
    method = other.method;
    loss = other.loss;
    lower = other.lower;
    upper = other.upper;
    weights = other.weights;
    observations = other.observations;
    jacobian = other.jacobian;
    isSparse = other.isSparse;
    sparseJacobian = other.sparseJacobian;
    reduction = other.reduction;
    step = other.step;
    gradient = other.gradient;
    iterations = other.iterations;
    evaluations = other.evaluations;
    time = other.time;
    listener = other.listener;
  }

  /// Levenberg–Marquardt with exact derivatives, no bounds, squares as losses.
  public static FitOptions defaults() {
    return DEFAULTS;
  }

  /// The same with another method.
  public FitOptions method(FitMethod value) {
    FitOptions result = new FitOptions(this);
    result.method = value;
    return result;
  }

  /// The same with a robust loss.
  public FitOptions loss(RobustLoss value) {
    FitOptions result = new FitOptions(this);
    result.loss = value;
    return result;
  }

  /// The same with bounds, one for each parameter; infinite ones do not bound.
  public FitOptions bounds(double[] lowest, double[] highest) {
    if (lowest.length != highest.length) {
      throw refuse(
          "there must be as many lower as upper bounds",
          lowest.length + " and " + highest.length,
          "use infinities for parameters without a bound");
    }
    for (int j = 0; j < lowest.length; j++) {
      if (!(lowest[j] <= highest[j])) {
        throw refuse(
            "a lower bound must not be above the upper one",
            "parameter " + j + " with " + lowest[j] + " and " + highest[j],
            "swap them");
      }
    }
    FitOptions result = new FitOptions(this);
    result.lower = lowest.clone();
    result.upper = highest.clone();
    return result;
  }

  /// The same with a weight for each residual: Σ wᵢ rᵢ² is minimized; 1 / σᵢ² for measurements with
  /// standard deviations σᵢ.
  public FitOptions weights(double... values) {
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0) || Double.isInfinite(values[i])) {
        throw refuse(
            "weights must be finite and not negative",
            "weight " + i + " = " + values[i],
            "use 0 for a residual that is not to count");
      }
    }
    FitOptions result = new FitOptions(this);
    result.weights = values.clone();
    return result;
  }

  /// The same with the observations that the residuals are differences from; they serve only to
  /// tell R².
  public FitOptions observations(double... values) {
    FitOptions result = new FitOptions(this);
    result.observations = values.clone();
    return result;
  }

  /// The same with a Jacobian of the user's, ∂rᵢ/∂pⱼ in row i and column j, in place of the exact
  /// one.
  public FitOptions jacobian(MatrixFunction function) {
    FitOptions result = new FitOptions(this);
    result.jacobian = function;
    result.isSparse = false;
    return result;
  }

  /// The same for residuals of few parameters each, thousands of parameters in all: the Jacobian is
  /// found as `Calculus.sparseJacobian` does, by colouring, and its factors are sparse (George and
  /// Heath 1980). [Fit#covariance()] is empty then, as it would be full of numbers.
  ///
  /// ```java
  /// Fit fit = LeastSquares.of(residuals, start, FitOptions.defaults().sparse());
  /// ```
  ///
  /// Whether the data determine a parameter is told with less certainty than by the factors of a
  /// dense Jacobian, whose columns are ordered for that; and the residuals must not share a
  /// parameter each with all others, which fills the factors.
  public FitOptions sparse() {
    FitOptions result = new FitOptions(this);
    result.isSparse = true;
    result.sparseJacobian = null;
    return result;
  }

  /// The same with a sparse Jacobian of the user's, or with the exact one for a pattern that is
  /// known: `sparseJacobian(Calculus.sparseJacobian(residuals, pattern))`.
  public FitOptions sparseJacobian(SparseMatrixFunction function) {
    FitOptions result = new FitOptions(this);
    result.isSparse = true;
    result.sparseJacobian = function;
    return result;
  }

  /// The same with other tolerances; see above.
  public FitOptions tolerances(double relativeReduction, double relativeStep, double cosine) {
    if (!(relativeReduction >= 0 && relativeStep >= 0 && cosine >= 0)) {
      throw refuse(
          "tolerances must not be negative",
          "reduction = "
              + relativeReduction
              + ", step = "
              + relativeStep
              + ", gradient = "
              + cosine,
          "use 0 for a test that is not wanted");
    }
    FitOptions result = new FitOptions(this);
    result.reduction = relativeReduction;
    result.step = relativeStep;
    result.gradient = cosine;
    return result;
  }

  /// The same with at most so many steps.
  public FitOptions iterations(int most) {
    FitOptions result = new FitOptions(this);
    result.iterations = positive("iterations", most);
    return result;
  }

  /// The same with at most so many evaluations of the residuals.
  public FitOptions evaluations(int most) {
    FitOptions result = new FitOptions(this);
    result.evaluations = positive("evaluations", most);
    return result;
  }

  /// The same with at most so much time, looked at between evaluations.
  public FitOptions time(Duration most) {
    FitOptions result = new FitOptions(this);
    result.time = most;
    return result;
  }

  /// The same with a listener that hears of each step and may end the fit.
  public FitOptions listener(FitListener value) {
    FitOptions result = new FitOptions(this);
    result.listener = value;
    return result;
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw refuse(
          "limits must be at least 1", name + " = " + value, "leave the limit out or raise it");
    }
    return value;
  }

  private static ArgumentException refuse(String law, String got, String fix) {
    return new ArgumentException(Explanation.of("FitOptions", law).got(got).fix(fix));
  }

  FitMethod method() {
    return method;
  }

  RobustLoss loss() {
    return loss;
  }

  boolean bounded() {
    return lower.length > 0;
  }

  double lower(int parameter) {
    return bounded() ? lower[parameter] : Double.NEGATIVE_INFINITY;
  }

  double upper(int parameter) {
    return bounded() ? upper[parameter] : Double.POSITIVE_INFINITY;
  }

  int boundCount() {
    return lower.length;
  }

  double[] weights() {
    return weights;
  }

  double[] observations() {
    return observations;
  }

  @Nullable MatrixFunction jacobian() {
    return jacobian;
  }

  boolean isSparse() {
    return isSparse;
  }

  @Nullable SparseMatrixFunction sparseJacobian() {
    return sparseJacobian;
  }

  double reduction() {
    return reduction;
  }

  double step() {
    return step;
  }

  double gradient() {
    return gradient;
  }

  int iterations() {
    return iterations;
  }

  int evaluations() {
    return evaluations;
  }

  Duration time() {
    return time;
  }

  @Nullable FitListener listener() {
    return listener;
  }
}
