package dev.leibniz.integrate;

import java.util.ArrayList;
import java.util.List;

/// The alternating series of the integrals over half waves, and its extrapolated sum.
///
/// Two extrapolations of different kinds, the epsilon algorithm and Levin's transformation with the
/// next term as remainder, have to agree: where the terms are no smooth alternating series they do
/// not. Half waves that do not tend to zero make the integral divergent, though both would give it
/// a value (Abel's sum).
///
/// Source: Levin, Development of non-linear transformations for improving convergence of sequences
/// (1973).
final class WaveSeries {
  private static final int FEWEST_WAVES = 8;
  private static final int LEVIN_TERMS = 18;
  private static final int REVIEW = 20;

  private final List<Double> ends = new ArrayList<>();
  private final List<Double> terms = new ArrayList<>();
  private final List<Double> sums = new ArrayList<>();
  private final EpsilonTable table = new EpsilonTable();
  private double sum;
  private double errors;
  private double magnitude;
  private double value;
  private double error = Double.MAX_VALUE;

  double value() {
    return value;
  }

  double error() {
    return error;
  }

  /// Takes the next half wave: how far out it ends, its integral with its error, and the integral
  /// of |f|.
  void add(double end, double term, double termError, double termMagnitude) {
    ends.add(end);
    terms.add(term);
    sum += term;
    sums.add(sum);
    errors += termError;
    magnitude += termMagnitude;
    table.add(sum);
    value = table.value();
    if (terms.size() > FEWEST_WAVES) {
      double rounding = errors + 10 * Math.ulp(1.0) * magnitude;
      error = table.error() + Math.abs(levin() - value) + rounding;
    }
    boolean vanished = terms.size() > 2 && term == 0 && terms.get(terms.size() - 2) == 0;
    if (vanished) {
      value = sum;
      error = errors + 10 * Math.ulp(1.0) * magnitude;
    }
  }

  /// DONE if the error is within the target, DIVERGENT or BAD if it never will be, else LIMIT.
  Adaptive.Ending judge(IntegrateOptions options, double outside, double share) {
    int waves = terms.size();
    boolean good = error <= share * options.target(value + outside);
    if (waves > 2 && good && terms.getLast() == 0) {
      return Adaptive.Ending.DONE;
    }
    if (waves <= FEWEST_WAVES || !(good || waves % REVIEW == 0)) {
      return Adaptive.Ending.LIMIT;
    }
    Adaptive.Ending ending = decay();
    return good || ending == Adaptive.Ending.DIVERGENT ? ending : Adaptive.Ending.LIMIT;
  }

  /// Whether the half waves tend to zero: their decay in log–log must not flatten out.
  private Adaptive.Ending decay() {
    int last = terms.size() - 1;
    double late = slope(last / 2, last);
    double early = slope(0, last / 2);
    if (late <= 1e-3 || (late < 0.6 * early && late < 0.5)) {
      return regular() ? Adaptive.Ending.DIVERGENT : Adaptive.Ending.BAD;
    }
    return Adaptive.Ending.DONE;
  }

  /// Whether the last terms alternate and are of a size.
  private boolean regular() {
    int last = terms.size() - 1;
    for (int i = last - 4; i < last; i++) {
      double ratio = terms.get(i + 1) / terms.get(i);
      if (!(ratio > -1.5 && ratio < -0.67)) {
        return false;
      }
    }
    return true;
  }

  private double slope(int from, int to) {
    double decay = Math.log(Math.abs(terms.get(from)) / Math.abs(terms.get(to)));
    return decay / Math.log(Math.abs(ends.get(to) / ends.get(from)));
  }

  private double levin() {
    int order = Math.min(LEVIN_TERMS, terms.size() - 2);
    int first = terms.size() - 2 - order;
    double numerator = 0;
    double denominator = 0;
    double coefficient = 1;
    for (int j = 0; j <= order; j++) {
      double remainder = terms.get(first + j + 1);
      double power = Math.pow((first + j + 1.0) / (first + order + 1.0), order - 1);
      double factor = coefficient * power / remainder;
      numerator += factor * sums.get(first + j);
      denominator += factor;
      coefficient *= -(order - j) / (j + 1.0);
    }
    return numerator / denominator;
  }
}
