package dev.leibniz.integrate;

/// Steps of an explicit Runge–Kutta pair.
///
/// The stages of one component lie side by side: stage j of component i is `k[i * columns + j]`.
final class ExplicitStepper implements Stepper {
  private static final double SAFETY = 0.9;
  private static final int STIFF_STEPS = 15;
  private static final int CALM_STEPS = 6;

  private final Tableau tableau;
  private final RightSide f;
  private final double relative;
  private final double absolute;
  private final int size;
  private final int columns;
  private final double[] k;
  private final double[] point;
  private final double[] lastPoint;
  private final double[] slope;
  private final double shrinkLimit;
  private final double growthLimit;
  private final double integralExponent;
  private final double proportionalExponent;
  private double[] y;
  private double[] candidate;
  private double t;
  private double step;
  private double lastError = 1e-4;
  private boolean rejected;
  private int stiffSteps;
  private int calmSteps;

  ExplicitStepper(Tableau tableau, RightSide f, double relative, double absolute) {
    this.tableau = tableau;
    this.f = f;
    this.relative = relative;
    this.absolute = absolute;
    this.size = f.size();
    this.columns = tableau.columns();
    this.k = new double[size * columns];
    this.point = new double[size];
    this.lastPoint = new double[size];
    this.slope = new double[size];
    this.y = new double[size];
    this.candidate = new double[size];
    this.shrinkLimit = tableau.order() == 8 ? 0.333 : 0.2;
    this.growthLimit = tableau.order() == 8 ? 6 : 10;
    this.proportionalExponent = 0.2 / tableau.order();
    this.integralExponent = 1.0 / tableau.order() - 0.75 * proportionalExponent;
  }

  @Override
  public boolean start(double from, double[] state) {
    t = from;
    System.arraycopy(state, 0, y, 0, size);
    return f.evaluate(t, y, k, 0, columns);
  }

  @Override
  public double attempt(double h) {
    step = h;
    int stages = tableau.stages();
    for (int stage = 1; stage < stages; stage++) {
      toPoint(stage, point);
      if (!f.evaluate(t + tableau.nodes()[stage] * h, point, k, stage, columns)) {
        return Double.NaN;
      }
    }
    System.arraycopy(point, 0, lastPoint, 0, size);
    toPoint(stages, candidate);
    if (tableau.estimatesWithResult() && !slopeAtResult()) {
      return Double.NaN;
    }
    double error = tableau.estimatesWithResult() ? error() : errorOfOrderEight();
    if (error <= 1 && !tableau.estimatesWithResult() && !slopeAtResult()) {
      return Double.NaN;
    }
    return error;
  }

  private boolean slopeAtResult() {
    return f.evaluate(t + step, candidate, k, tableau.stages(), columns);
  }

  private void toPoint(int stage, double[] into) {
    double[] row = tableau.rows()[stage];
    for (int i = 0; i < size; i++) {
      into[i] = y[i] + step * weighted(row, i * columns);
    }
  }

  private double weighted(double[] weights, int start) {
    double even = 0;
    double odd = 0;
    int j = 0;
    for (; j + 1 < weights.length; j += 2) {
      even += weights[j] * k[start + j];
      odd += weights[j + 1] * k[start + j + 1];
    }
    return j < weights.length ? even + weights[j] * k[start + j] + odd : even + odd;
  }

  private double scale(int i) {
    return absolute + relative * Math.max(Math.abs(y[i]), Math.abs(candidate[i]));
  }

  private double error() {
    double[] weights = tableau.errors()[0];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double ratio = weighted(weights, i * columns) / scale(i);
      sum += ratio * ratio;
    }
    return Math.abs(step) * Math.sqrt(sum / size);
  }

  /// Hairer, Nørsett and Wanner I, II.10 (10.17): the estimates of orders 5 and 3 together behave
  /// like one of order 8.
  private double errorOfOrderEight() {
    double fifth = 0;
    double third = 0;
    for (int i = 0; i < size; i++) {
      double scale = scale(i);
      double high = weighted(tableau.errors()[0], i * columns) / scale;
      double low = weighted(tableau.errors()[1], i * columns) / scale;
      fifth += high * high;
      third += low * low;
    }
    double both = fifth + 0.01 * third;
    return both == 0 ? 0 : Math.abs(step) * fifth / Math.sqrt(both * size);
  }

  /// Gustafsson's PI control as in Hairer and Wanner II, IV.2 (2.43).
  @Override
  public double next(double h, double error) {
    if (!(error <= 1)) {
      rejected = true;
      return Double.isNaN(error)
          ? h * 0.1
          : h * Math.max(shrinkLimit, SAFETY / Math.pow(error, integralExponent));
    }
    double factor =
        error == 0
            ? growthLimit
            : SAFETY
                * Math.pow(lastError, proportionalExponent)
                / Math.pow(error, integralExponent);
    factor = Math.min(rejected ? 1 : growthLimit, Math.max(shrinkLimit, factor));
    lastError = Math.max(error, 1e-4);
    rejected = false;
    return h * factor;
  }

  @Override
  public int degree() {
    return tableau.degree();
  }

  @Override
  public boolean piece(double[] into, int start) {
    int last = tableau.stages();
    for (int stage = last + 1; stage < columns; stage++) {
      toPoint(stage, point);
      if (!f.evaluate(t + tableau.nodes()[stage] * step, point, k, stage, columns)) {
        return false;
      }
    }
    for (int i = 0; i < size; i++) {
      double rise = candidate[i] - y[i];
      double bend = step * k[i * columns] - rise;
      into[start + i] = y[i];
      into[start + size + i] = rise;
      into[start + 2 * size + i] = bend;
      into[start + 3 * size + i] = rise - step * k[i * columns + last] - bend;
      for (int d = 0; d < tableau.dense().length; d++) {
        into[start + (4 + d) * size + i] = step * weighted(tableau.dense()[d], i * columns);
      }
    }
    return true;
  }

  @Override
  public void advance() {
    int last = tableau.stages();
    watchStiffness(last);
    t += step;
    for (int i = 0; i < size; i++) {
      k[i * columns] = k[i * columns + last];
    }
    double[] spare = y;
    y = candidate;
    candidate = spare;
  }

  /// The last stage and the result are both at t + h: the ratio of the differences of slopes and
  /// points estimates |λ|.
  private void watchStiffness(int last) {
    double slopes = 0;
    double points = 0;
    for (int i = 0; i < size; i++) {
      double slopeDifference = k[i * columns + last] - k[i * columns + last - 1];
      double pointDifference = candidate[i] - lastPoint[i];
      slopes += slopeDifference * slopeDifference;
      points += pointDifference * pointDifference;
    }
    double bound = tableau.stiff() / step;
    if (slopes > bound * bound * points && points > 0) {
      stiffSteps++;
      calmSteps = 0;
    } else if (stiffSteps > 0 && ++calmSteps == CALM_STEPS) {
      stiffSteps = 0;
      calmSteps = 0;
    }
  }

  /// Whether stability, not accuracy, has limited the steps for a while.
  boolean isStiff() {
    return stiffSteps >= STIFF_STEPS;
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
    for (int i = 0; i < size; i++) {
      slope[i] = k[i * columns];
    }
    return slope;
  }

  @Override
  public Stepper copy() {
    ExplicitStepper copy = new ExplicitStepper(tableau, f, relative, absolute);
    System.arraycopy(k, 0, copy.k, 0, k.length);
    System.arraycopy(y, 0, copy.y, 0, size);
    copy.t = t;
    copy.step = step;
    copy.lastError = lastError;
    copy.rejected = rejected;
    copy.stiffSteps = stiffSteps;
    copy.calmSteps = calmSteps;
    return copy;
  }

  @Override
  public int jacobians() {
    return 0;
  }

  @Override
  public int decompositions() {
    return 0;
  }
}
