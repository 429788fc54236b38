package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.UnsupportedCodeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What is outside the language is refused before anything runs, and nothing is silently wrong.
final class RefusalTest {
  private static double total;
  private double field;

  static double caught(double[] x) {
    try {
      return x[0] / x[1];
    } catch (RuntimeException _) {
      return 0;
    }
  }

  static double listed(double[] x) {
    List<Double> list = new ArrayList<>();
    list.add(x[0]);
    return list.get(0);
  }

  static double printed(double[] x) {
    System.out.println(x[0]);
    return x[0];
  }

  static double bits(double[] x) {
    return Double.longBitsToDouble(Double.doubleToLongBits(x[0]) + 1);
  }

  static double counted(double[] x) {
    total += x[0];
    return total;
  }

  static double random(double[] x) {
    return x[0] * Math.random();
  }

  double assigned(double[] x) {
    field = x[0];
    return field * field;
  }

  static double streamed(double[] x) {
    return java.util.Arrays.stream(x).map(Math::sin).sum();
  }

  static double boxed(double[] x) {
    Double box = x[0];
    return box * box;
  }

  static double shapes(double[] x) {
    Samples.Shape[] all = {new Samples.Circle(x[0]), new Samples.Box(x[0], 1)};
    return Samples.area(all[0]);
  }

  static double lambdas(double[] x) {
    UnivariateFunction[] all = {t -> t * x[0]};
    return all[0].applyAsDouble(x[0]);
  }

  static double synchronizedly(double[] x) {
    synchronized (x) {
      return x[0] * x[0];
    }
  }

  static double named(double[] x) {
    String name = "square";
    return switch (name) {
      case "square" -> x[0] * x[0];
      default -> x[0];
    };
  }

  static double mixed(double[] x) {
    Samples.Shape shape = x[0] > 0 ? new Samples.Circle(x[0]) : new Samples.Box(x[0], 1);
    return Samples.area(shape);
  }

  static double throughItself(double[] x) {
    return x[0] < 1 ? x[0] : Differentiator.PLAIN.gradient(RefusalTest::throughItself).apply(x)[0];
  }

  static double everNew(UnivariateFunction f, double x, int n) {
    return n == 0 ? f.applyAsDouble(x) : everNew(t -> f.applyAsDouble(t) * t, x, n - 1);
  }

  private static final class Chain {
    private final double value;

    Chain(double x) {
      this.value = x < 1 ? x : 2 * new Chain(x / 2).value;
    }
  }

  static double parsed(double[] x) {
    return x[0] * Double.parseDouble("2");
  }

  static double timed(double[] x) {
    return x[0] * System.nanoTime();
  }

  /// Holds a state that functions capture.
  private static final class State {
    private double last;
  }

  @TestFactory
  Stream<DynamicTest> codeOutsideTheLanguageIsRefusedWithItsLine() {
    State state = new State();
    double[] work = new double[1];
    Map<String, MultivariateFunction> refused = new LinkedHashMap<>();
    refused.put("try and catch", RefusalTest::caught);
    refused.put("collections", RefusalTest::listed);
    refused.put("output", RefusalTest::printed);
    refused.put("bits of a number", RefusalTest::bits);
    refused.put("assignment to a static field", RefusalTest::counted);
    refused.put("assignment to a field", this::assigned);
    refused.put("random numbers", RefusalTest::random);
    refused.put("streams", RefusalTest::streamed);
    refused.put("boxed numbers", RefusalTest::boxed);
    refused.put("arrays of interfaces", RefusalTest::shapes);
    refused.put("arrays of lambdas", RefusalTest::lambdas);
    refused.put("locks", RefusalTest::synchronizedly);
    refused.put("strings", RefusalTest::named);
    refused.put("objects of different classes in one variable", RefusalTest::mixed);
    refused.put("recursion through a derivative", RefusalTest::throughItself);
    refused.put("recursion with ever new functions", x -> everNew(t -> t, x[0], (int) x[0]));
    refused.put("recursion in a constructor", x -> new Chain(x[0]).value);
    refused.put("numbers in text", RefusalTest::parsed);
    refused.put("the clock", RefusalTest::timed);
    refused.put(
        "assignment to a field of a captured object",
        x -> {
          state.last = x[0];
          return state.last * x[0];
        });
    refused.put(
        "an order that is computed",
        x -> Differentiator.PLAIN.derivative(t -> t * t * x[0], (int) x[1]).applyAsDouble(x[0]));
    refused.put(
        "an inner function that writes into its argument",
        x -> Differentiator.PLAIN.gradient(RefusalTest::overwrites).apply(x)[0]);
    refused.put("boxes", x -> Double.valueOf(x[0]).hashCode());
    refused.put(
        "store into a captured array",
        x -> {
          work[0] = x[0];
          return work[0] * work[0];
        });
    return refused.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () ->
                    assertThatThrownBy(() -> Differentiator.PLAIN.gradient(entry.getValue()))
                        .isInstanceOf(UnsupportedCodeException.class)
                        .hasMessageContaining("RefusalTest.java:")
                        .hasMessageContaining(", instruction ")
                        .hasMessageContaining("Fix:")));
  }

  private static double overwrites(double[] y) {
    y[0] = y[0] * y[0];
    return y[0];
  }

  @Test
  void anArrayThatIsCapturedAndPassedIsRefused() {
    double[] a = {1, 2};
    VectorFunction gradient = Differentiator.PLAIN.gradient(x -> x[0] * a[1]);
    assertThatThrownBy(() -> gradient.apply(a)).isInstanceOf(ArgumentException.class);
    assertThat(gradient.apply(a.clone())).containsExactly(2, 0);
  }

  @Test
  void theUsersOwnExceptionArrives() {
    VectorFunction gradient = Differentiator.PLAIN.gradient(Samples::guarded);
    assertThatThrownBy(() -> gradient.apply(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two arguments, not 3")
        .hasStackTraceContaining("Samples.java:");
    assertThatThrownBy(() -> Differentiator.PLAIN.gradient(x -> x[5]).apply(new double[2]))
        .isInstanceOf(ArrayIndexOutOfBoundsException.class);
  }

  @Test
  void anArgumentThatIsWrittenIsLeftAsTheFunctionLeavesIt() {
    double[] x = {0.5, 1.25, 2};
    double[] expected = x.clone();
    Samples.mutates(expected);
    Differentiator.PLAIN.gradient(Samples::mutates).apply(x);
    assertThat(x).containsExactly(expected);
  }

  @Test
  void mathRulesAreFiniteAtZero() {
    MultivariateFunction f =
        x -> Math.sqrt(x[0]) * 0 + Math.hypot(x[0], x[1]) + Math.atan2(x[0], x[1]);
    assertThat(Differentiator.PLAIN.gradient(f).apply(new double[2])).containsExactly(0, 0);
    assertThat(Differentiator.PLAIN.gradient(x -> Math.pow(x[0], 2)).apply(new double[1]))
        .containsExactly(0);
  }

  @Test
  void derivativesOfHigherOrder() {
    assertThat(Differentiator.PLAIN.derivative(x -> x * x * x * x, 3).applyAsDouble(2))
        .isEqualTo(48);
    assertThat(Differentiator.PLAIN.derivative(Math::sin).applyAsDouble(0)).isEqualTo(1);
    double[] taylor = Differentiator.PLAIN.taylor(Math::exp, 0, 4);
    assertThat(taylor).containsExactly(1, 1, 0.5, 1 / 6.0, 1 / 24.0);
    UnivariateFunction twice =
        Differentiator.PLAIN.derivative(Differentiator.PLAIN.derivative(Math::exp));
    assertThat(twice.applyAsDouble(1)).isEqualTo(Math.E);
  }

  @Test
  void jacobiansBothWays() {
    VectorFunction wide = x -> new double[] {x[0] * x[1] * x[2]};
    assertThat(Differentiator.PLAIN.jacobian(wide).apply(new double[] {2, 3, 5}))
        .isDeepEqualTo(new double[][] {{15, 10, 6}});
    VectorFunction tall = x -> new double[] {x[0], x[0] * x[0], Math.exp(x[0])};
    assertThat(Differentiator.PLAIN.jacobian(tall).apply(new double[] {0}))
        .isDeepEqualTo(new double[][] {{1}, {0}, {1}});
    assertThat(Differentiator.PLAIN.vjp(tall).apply(new double[] {3}, new double[] {1, 1, 0}))
        .containsExactly(7);
    assertThat(Differentiator.PLAIN.jvp(tall).apply(new double[] {3}, new double[] {2}))
        .startsWith(2, 12);
  }
}
