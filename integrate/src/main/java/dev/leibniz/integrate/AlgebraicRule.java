package dev.leibniz.integrate;

/// The rule for f(x) times an [AlgebraicWeight].
///
/// On an interval that touches a limit, f times the other limit's factor is expanded in Chebyshev
/// polynomials from 24 points, which are integrated exactly against this limit's factor. Elsewhere
/// Gauss–Kronrod takes the product. An interval that touches both is halved first.
///
/// Source: Piessens, Branders, Algorithm 454 and QUADPACK (1983), QAWS; the moments are those of
/// 3.2.5.
final class AlgebraicRule implements PanelRule {
  private static final int TERMS = 24;

  private final Sampler sampler;
  private final Sampler product;
  private final double from;
  private final double to;
  private final AlgebraicWeight weight;
  private final double[] leftMoments;
  private final double[] leftLogMoments;
  private final double[] rightMoments;
  private final double[] rightLogMoments;
  private final double[] scratch = new double[GaussKronrod.FIFTEEN.points()];

  AlgebraicRule(Sampler sampler, double from, double to, AlgebraicWeight weight) {
    this.sampler = sampler;
    this.product = sampler.times(x -> weight.atLeft(x - from) * weight.atRight(to - x));
    this.from = from;
    this.to = to;
    this.weight = weight;
    this.leftMoments = moments(weight.left());
    this.leftLogMoments = logMoments(weight.left(), leftMoments);
    this.rightMoments = moments(weight.right());
    this.rightLogMoments = logMoments(weight.right(), rightMoments);
  }

  @Override
  public int points() {
    return 2 * TERMS;
  }

  @Override
  public Panel apply(double low, double high) {
    boolean left = low == from;
    boolean right = high == to;
    if (left && right) {
      double middle = 0.5 * (low + high);
      return join(apply(low, middle), apply(middle, high));
    }
    if (!left && !right) {
      return GaussKronrod.FIFTEEN.apply(new Path.Straight(low, high), product, low, high, scratch);
    }
    double width = high - low;
    double[] values = new double[TERMS];
    double magnitude = 0;
    for (int i = 0; i < TERMS; i++) {
      double distance = 0.5 * width * (1 + Math.cos((i + 0.5) * Math.PI / TERMS));
      double x = left ? low + distance : high - distance;
      double other = left ? weight.atRight(to - x) : weight.atLeft(x - from);
      values[i] = sampler.at(x) * other;
      magnitude = Math.max(magnitude, Math.abs(values[i]));
    }
    return left
        ? expand(low, high, values, magnitude, weight.left(), weight.leftLogarithm(), true)
        : expand(low, high, values, magnitude, weight.right(), weight.rightLogarithm(), false);
  }

  private static Panel join(Panel left, Panel right) {
    return new Panel(
        left.from(),
        right.to(),
        left.value() + right.value(),
        left.error() + right.error(),
        left.magnitude() + right.magnitude(),
        left.variation() + right.variation());
  }

  private Panel expand(
      double low,
      double high,
      double[] values,
      double magnitude,
      double power,
      boolean logarithm,
      boolean left) {
    double[] plain = left ? leftMoments : rightMoments;
    double[] log = left ? leftLogMoments : rightLogMoments;
    double width = high - low;
    double scale = Math.pow(0.5 * width, power + 1);
    double logWidth = Math.log(width);
    double sum = 0;
    double tail = 0;
    for (int k = 0; k < TERMS; k++) {
      double coefficient = 0;
      for (int i = 0; i < TERMS; i++) {
        coefficient += values[i] * Math.cos(k * (i + 0.5) * Math.PI / TERMS);
      }
      coefficient *= (k == 0 ? 1.0 : 2.0) / TERMS;
      sum += coefficient * (logarithm ? log[k] + logWidth * plain[k] : plain[k]);
      if (k >= TERMS - 4) {
        tail += Math.abs(coefficient);
      }
    }
    double mass = plain[0] * scale * (logarithm ? Math.abs(logWidth) + 1 / (power + 1) : 1);
    double error = mass * Math.max(tail, 50 * Math.ulp(1.0) * magnitude);
    return new Panel(low, high, scale * sum, error, mass * magnitude, mass * magnitude);
  }

  /// ∫ (1 + t)^a T_k(t) dt from −1 to 1.
  private static double[] moments(double a) {
    double[] moments = new double[TERMS];
    double two = Math.pow(2, a + 1);
    moments[0] = two / (a + 1);
    moments[1] = moments[0] * a / (a + 2);
    for (int k = 2; k < TERMS; k++) {
      moments[k] = -(two + k * (k - a - 2) * moments[k - 1]) / ((k - 1) * (k + a + 1));
    }
    return moments;
  }

  /// ∫ (1 + t)^a log((1 + t)/2) T_k(t) dt from −1 to 1.
  private static double[] logMoments(double a, double[] plain) {
    double[] moments = new double[TERMS];
    double two = Math.pow(2, a + 1);
    moments[0] = -plain[0] / (a + 1);
    moments[1] = -2 * two / ((a + 2) * (a + 2)) - moments[0];
    for (int k = 2; k < TERMS; k++) {
      double before = k * (k - a - 2) * moments[k - 1] - k * plain[k - 1];
      moments[k] = -(before + (k - 1) * plain[k]) / ((k - 1) * (k + a + 1));
    }
    return moments;
  }
}
