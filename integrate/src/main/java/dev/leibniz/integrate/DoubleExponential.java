package dev.leibniz.integrate;

/// The double-exponential rules: tanh-sinh between two points, exp-sinh to infinity.
///
/// The trapezoidal rule in t after x = tanh(π/2 sinh t), respectively x = exp(π/2 sinh t), with the
/// step halved until two results agree. Integrands that are analytic inside the interval converge
/// like exp(−c n / log n) whatever happens at its ends, so long as it is integrable. Distances to a
/// finite end are computed as such, so that an end at zero is approached down to the least number;
/// at other ends rounding cuts the integrand off, and what is cut off is part of the error.
///
/// Source: Takahasi, Mori, Double exponential formulas for numerical integration (1974).
final class DoubleExponential {
  private static final double HALF_PI = Math.PI / 2;
  private static final double FARTHEST = 6.5;
  private static final int LEVELS = 9;

  private final Path path;
  private final Sampler sampler;
  private double sum;
  private double absoluteSum;
  private double cutOff;
  private double value;
  private double error = Double.MAX_VALUE;

  DoubleExponential(Path path, Sampler sampler) {
    this.path = path;
    this.sampler = sampler;
  }

  double value() {
    return value;
  }

  double error() {
    return error;
  }

  /// Halves the step until the error is within the target; false if it never is.
  boolean run(IntegrateOptions options, double outside, double share) {
    double step = 1;
    add(0);
    for (int level = 0; level <= LEVELS; level++, step *= 0.5) {
      int stride = level == 0 ? 1 : 2;
      if (!sampler.affords((int) (2 * FARTHEST / step / stride) + 2)) {
        return false;
      }
      cutOff = 0;
      side(step, stride, 1);
      side(step, stride, -1);
      double result = sum * step;
      error = Math.abs(result - value) + cutOff + 20 * Math.ulp(1.0) * Math.abs(absoluteSum) * step;
      value = result;
      if (level > 2 && error <= share * options.target(value + outside)) {
        return true;
      }
    }
    return false;
  }

  private void side(double step, int stride, int sign) {
    double last = 0;
    int negligible = 0;
    for (int i = 1; i * step <= FARTHEST; i += stride) {
      double term = add(sign * i * step);
      if (Double.isNaN(term)) {
        cutOff += last;
        return;
      }
      last = Math.abs(term);
      negligible = last <= 1e-4 * Math.ulp(1.0) * absoluteSum ? negligible + 1 : 0;
      if (negligible == 2) {
        return;
      }
    }
    cutOff += last;
  }

  /// The integrand at a node times its weight, which is added to the sum; NaN beyond the last node
  /// that can be told from the end.
  private double add(double t) {
    double u = HALF_PI * Math.sinh(t);
    double speed = HALF_PI * Math.cosh(t);
    double x;
    double weight;
    switch (path) {
      case Path.Straight(double start, double end) -> {
        double decay = Math.exp(-2 * Math.abs(u));
        double offset = (end - start) * (decay / (1 + decay));
        x = u < 0 ? start + offset : end - offset;
        weight = 2 * (end - start) * speed * decay / ((1 + decay) * (1 + decay));
        if (x == start || x == end) {
          return Double.NaN;
        }
      }
      case Path.Tail(double edge, int sign) -> {
        double offset = Math.exp(u);
        x = edge + sign * offset;
        weight = speed * offset;
        if (x == edge || Double.isInfinite(x)) {
          return Double.NaN;
        }
      }
    }
    double product = sampler.raw(x) * weight;
    if (!(Math.abs(product) <= Double.MAX_VALUE)) {
      return Double.NaN;
    }
    sum += product;
    absoluteSum += Math.abs(product);
    return product;
  }
}
