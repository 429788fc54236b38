import dev.leibniz.Calculus;
import dev.leibniz.calculus.ValueAndGradient;
import dev.leibniz.calculus.ValueAndGradientFunction;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.hipparchus.analysis.differentiation.Gradient;

/// Gradients beside those of Hipparchus, whose `Gradient` carries all partial derivatives forward:
/// Rosenbrock's function of six variables, and one of elementary functions. Processor time, turn by
/// turn; medians of the rounds.
public final class HipparchusReport {
  private static final int ROUNDS = 41;
  private static final int WARM_UP = 20;
  private static final int AT_ONCE = 20_000;
  private static final double[] POINT = {-1.2, 1, 0.8, 1.1, -0.3, 0.5};

  private HipparchusReport() {}

  private static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }

  private static Gradient rosenbrock(Gradient[] x) {
    Gradient sum = x[0].getField().getZero();
    for (int i = 0; i + 1 < x.length; i++) {
      Gradient a = x[i + 1].subtract(x[i].multiply(x[i]));
      Gradient b = x[i].negate().add(1);
      sum = sum.add(a.multiply(a).multiply(100)).add(b.multiply(b));
    }
    return sum;
  }

  private static double rates(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.exp(-x[i]) * Math.sin(x[(i + 1) % x.length]) / (1 + x[i] * x[i]);
    }
    return Math.log(1 + sum * sum);
  }

  private static Gradient rates(Gradient[] x) {
    Gradient sum = x[0].getField().getZero();
    for (int i = 0; i < x.length; i++) {
      Gradient next = x[(i + 1) % x.length].sin();
      sum = sum.add(x[i].negate().exp().multiply(next).divide(x[i].multiply(x[i]).add(1)));
    }
    return sum.multiply(sum).add(1).log();
  }

  private static double[] gradient(java.util.function.Function<Gradient[], Gradient> f) {
    Gradient[] x = new Gradient[POINT.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = Gradient.variable(x.length, i, POINT[i]);
    }
    return f.apply(x).getGradient();
  }

  /// Prints the table.
  public static void main(String[] arguments) {
    System.out.println("| function of 6 variables | Leibniz | Hipparchus | ratio |");
    System.out.println("|---|---|---|---|");
    ValueAndGradientFunction first = Calculus.valueAndGradient(HipparchusReport::rosenbrock);
    row("Rosenbrock", first, () -> gradient(HipparchusReport::rosenbrock));
    ValueAndGradientFunction second = Calculus.valueAndGradient(HipparchusReport::rates);
    row("exp, sin, log, quotients", second, () -> gradient(HipparchusReport::rates));
  }

  private static void row(String name, ValueAndGradientFunction ours, Supplier<double[]> theirs) {
    ValueAndGradient at = ours.apply(POINT);
    double[] expected = theirs.get();
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(at.gradient()[i] - expected[i]) > 1e-12 * Math.max(1, Math.abs(expected[i]))) {
        throw new IllegalStateException(name + ": the gradients differ in element " + i);
      }
    }
    double[] own = new double[ROUNDS];
    double[] other = new double[ROUNDS];
    double[] ratio = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int place = Math.max(round, 0);
      own[place] = time(() -> ours.apply(POINT).gradient());
      other[place] = time(theirs);
      ratio[place] = other[place] / own[place];
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f ns | %.0f ns | %.1f |%n",
        name,
        median(own),
        median(other),
        median(ratio));
  }

  private static double time(Supplier<double[]> work) {
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    double sum = 0;
    for (int i = 0; i < AT_ONCE; i++) {
      sum += work.get()[0];
    }
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("the gradient is not a number");
    }
    return (double) (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / AT_ONCE;
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
