package dev.leibniz.bench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.data.DType;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Grad1;
import dev.leibniz.integrate.Integrate;
import dev.leibniz.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/// The time of smooth integrals to 1e-10: one by one, 100,000 at once over tensors, and of
/// gradients in many parameters beside their values.
public final class IntegralSpeedReport {
  private static final int ROUNDS = 21;
  private static final int WARM_UP = 10;
  private static final int MEMBERS = 100_000;
  private static final int[] PARAMETERS = {1, 4, 16, 64};

  private IntegralSpeedReport() {}

  /// Prints the figures.
  public static void main(String[] arguments) {
    single();
    batched();
    for (int parameters : PARAMETERS) {
      gradients("of", IntegralSpeedReport::line, parameters, 1000);
      gradients("box", IntegralSpeedReport::square, parameters, 50);
    }
  }

  /// ∫ exp(−θ x²) over [0, 1] for changing θ.
  private static void single() {
    int count = 20_000;
    report(
        "∫ exp(−θx²) one by one",
        microseconds(
            count,
            () -> {
              double sum = 0;
              for (int i = 0; i < count; i++) {
                double theta = 0.5 + i * 1e-4;
                sum += Integrate.of(x -> Math.exp(-theta * x * x), 0, 1).value();
              }
              return sum;
            }));
  }

  private static Tensor values(Tensor thetas) {
    return Integrate.batch(
            (Tensor x, Tensor theta) -> x.square().times(theta).negate().exp(), thetas, 0, 1)
        .value();
  }

  /// The same for 100,000 values of θ at once.
  private static void batched() {
    Tensor thetas = Tensor.linspace(DType.F64, 0.5, 2.5, MEMBERS);
    report(
        "∫ exp(−θx²) of 100,000 at once", microseconds(MEMBERS, () -> values(thetas).sum().item()));
    Grad1<Tensor> gradient = Grad.of((Tensor t) -> values(t).sum());
    report(
        "their derivatives by θ", microseconds(MEMBERS, () -> gradient.apply(thetas).sum().item()));
  }

  private static double line(double[] p) {
    return Integrate.of(
            x -> {
              double sum = 0;
              for (int k = 0; k < p.length; k++) {
                sum += p[k] * Math.sin(x + 0.1 * k);
              }
              return Math.exp(sum);
            },
            0,
            1)
        .value();
  }

  private static double square(double[] p) {
    double[] from = {0, 0};
    double[] to = {1, 1};
    return Integrate.box(
            x -> {
              double sum = 0;
              for (int k = 0; k < p.length; k++) {
                sum += p[k] * Math.sin(x[0] + 0.1 * k) * Math.cos(x[1] + 0.2 * k);
              }
              return Math.exp(sum);
            },
            from,
            to)
        .value();
  }

  /// A gradient in n parameters, in units of its value.
  private static void gradients(
      String entry, MultivariateFunction integral, int parameters, int count) {
    double[] p = new double[parameters];
    for (int k = 0; k < p.length; k++) {
      p[k] = 0.5 / (1 + k);
    }
    VectorFunction gradient = Calculus.gradient(integral);
    double[] value =
        microseconds(
            count,
            () -> {
              double sum = 0;
              for (int i = 0; i < count; i++) {
                p[0] += 1e-9;
                sum += integral.applyAsDouble(p);
              }
              return sum;
            });
    double[] slope =
        microseconds(
            count,
            () -> {
              double sum = 0;
              for (int i = 0; i < count; i++) {
                p[0] += 1e-9;
                sum += gradient.apply(p)[0];
              }
              return sum;
            });
    System.out.printf(
        Locale.ROOT,
        "Integrate.%s in %d parameters: value %.2f µs, gradient %.2f µs, ratio %.1f%n",
        entry,
        parameters,
        value[0],
        slope[0],
        slope[0] / value[0]);
  }

  private static void report(String name, double[] times) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f µs each (%.2f–%.2f)%n",
        name,
        times[times.length / 2],
        times[0],
        times[times.length - 1]);
  }

  /// The times of one of so many integrals in rounds, sorted, after a warm-up.
  private static double[] microseconds(int count, DoubleSupplier round) {
    double[] times = new double[ROUNDS];
    double checksum = 0;
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      long start = System.nanoTime();
      checksum += round.getAsDouble();
      times[Math.max(0, i)] = (System.nanoTime() - start) * 1e-3 / count;
    }
    if (Double.isNaN(checksum)) {
      throw new IllegalStateException("an integral is no number");
    }
    Arrays.sort(times);
    return times;
  }
}
