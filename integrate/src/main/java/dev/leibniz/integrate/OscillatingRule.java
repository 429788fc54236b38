package dev.leibniz.integrate;

/// The rule for f(x) cos(ωx) and f(x) sin(ωx), as dear for fast waves as for slow ones.
///
/// f is expanded in Legendre polynomials by Gauss' rule with 24 points, and the polynomials are
/// integrated exactly against the wave: ∫ P_k(t) exp(iθt) dt from −1 to 1 is 2 iᵏ j_k(θ) with the
/// spherical Bessel function. The error is estimated by the last four terms of the expansion. Where
/// the interval holds less than a third of a wave, Gauss–Kronrod takes the product.
///
/// Source: Bakhvalov, Vasil'eva, Evaluation of the integrals of oscillating functions by
/// interpolation at nodes of Gaussian quadratures (1968).
final class OscillatingRule implements PanelRule {
  private static final int TERMS = 24;
  private static final double SLOW = 1;
  private static final GaussRule GAUSS = GaussRule.legendre(TERMS);
  private static final double[][] POLYNOMIALS = polynomials();

  private final Sampler sampler;
  private final Sampler product;
  private final double frequency;
  private final boolean sine;
  private final double[] scratch = new double[GaussKronrod.TWENTY_ONE.points()];

  OscillatingRule(Sampler sampler, double frequency, boolean sine) {
    this.sampler = sampler;
    this.frequency = frequency;
    this.sine = sine;
    this.product = sampler.times(x -> sine ? Math.sin(frequency * x) : Math.cos(frequency * x));
  }

  /// (2k + 1)/2 · w_i P_k(t_i).
  private static double[][] polynomials() {
    double[][] rows = new double[TERMS][TERMS];
    for (int i = 0; i < TERMS; i++) {
      double t = GAUSS.node(i);
      double before = 0;
      double current = 1;
      for (int k = 0; k < TERMS; k++) {
        rows[k][i] = (k + 0.5) * GAUSS.weight(i) * current;
        double next = ((2 * k + 1) * t * current - k * before) / (k + 1);
        before = current;
        current = next;
      }
    }
    return rows;
  }

  @Override
  public int points() {
    return TERMS;
  }

  @Override
  public Panel apply(double from, double to) {
    double center = 0.5 * (from + to);
    double half = 0.5 * (to - from);
    double theta = frequency * half;
    if (Math.abs(theta) < SLOW) {
      return GaussKronrod.TWENTY_ONE.apply(new Path.Straight(from, to), product, from, to, scratch);
    }
    double[] values = new double[TERMS];
    double magnitude = 0;
    for (int i = 0; i < TERMS; i++) {
      values[i] = sampler.at(center + half * GAUSS.node(i));
      magnitude += GAUSS.weight(i) * Math.abs(values[i]);
    }
    double[] bessel = SphericalBessel.upTo(TERMS, theta);
    double phase = frequency * center;
    double even = sine ? Math.sin(phase) : Math.cos(phase);
    double odd = sine ? Math.cos(phase) : -Math.sin(phase);
    double sum = 0;
    double tail = 0;
    for (int k = 0; k < TERMS; k++) {
      double coefficient = 0;
      for (int i = 0; i < TERMS; i++) {
        coefficient += POLYNOMIALS[k][i] * values[i];
      }
      double sign = (k / 2) % 2 == 0 ? 2 : -2;
      sum += sign * (k % 2 == 0 ? even : odd) * coefficient * bessel[k];
      if (k >= TERMS - 4) {
        tail += 2 * Math.abs(coefficient);
      }
    }
    double error = half * Math.max(tail, 50 * Math.ulp(1.0) * magnitude);
    return new Panel(from, to, half * sum, error, half * magnitude, half * magnitude);
  }
}
