package dev.leibniz.app;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.UnivariateFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The derivative beside the limit [f(x + h) − f(x)] / h as h shrinks: differences get better, then
/// worse, since f is rounded; the derivative has no h.
final class DerivativeRow implements TourRow {
  private static final double AT = 1.5;

  DerivativeRow() {}

  @Override
  public String title() {
    return "Derivative: the limit of [f(x+h) - f(x)] / h. f(x) = x² sin x at x = 1.5";
  }

  @Override
  public Outcome run() {
    UnivariateFunction f = x -> x * x * Math.sin(x);
    double derivative = Calculus.derivative(f).applyAsDouble(AT);
    double expected = 2 * AT * Math.sin(AT) + AT * AT * Math.cos(AT);
    List<String> lines = new ArrayList<>();
    lines.add("h        difference            digits");
    double best = 0;
    for (int k = 1; k <= 15; k += 2) {
      double h = Math.pow(10, -k);
      double difference = (f.applyAsDouble(AT + h) - f.applyAsDouble(AT)) / h;
      double digits = -Math.log10(Math.abs(difference - expected) / Math.abs(expected));
      best = Math.max(best, digits);
      lines.add(String.format(Locale.ROOT, "1e-%02d    %-20.16f  %4.1f", k, difference, digits));
    }
    double error = Math.abs(derivative - expected) / Math.ulp(expected);
    lines.add(
        String.format(
            Locale.ROOT,
            "exact    %-20.16f  off by %.0f units in the last place",
            derivative,
            error));
    return new Outcome(lines, error <= 2 && best < 10);
  }
}
