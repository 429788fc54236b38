package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.error.ArgumentException;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Derivatives of losses of solutions.
final class OdeObjectiveTest {
  private static final OdeMethod[] METHODS = OdeMethod.values();

  private static OdeOptions options(double tolerance, OdeMethod method) {
    return OdeOptions.of(tolerance, tolerance).method(method);
  }

  private static OdeObjective hares(double tolerance, OdeMethod method) {
    return Ode.objective(
        HareAndLynx.EQUATION, 0, HareAndLynx.TIMES, HareAndLynx.LOSS, options(tolerance, method));
  }

  private static double[] joined(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static double[] joined(OdeGradient gradient) {
    return joined(gradient.y0(), gradient.theta());
  }

  private static void close(double[] actual, double[] expected, double relative) {
    assertThat(actual).hasSameSizeAs(expected);
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("component %d", i)
          .isCloseTo(expected[i], within(relative * Math.max(scale, 1e-300)));
    }
  }

  /// Central differences of fourth order of a vector function.
  private static double[][] differences(Function<double[], double[]> f, double[] x, double size) {
    double[][] rows = new double[x.length][];
    for (int j = 0; j < x.length; j++) {
      double h = size * Math.max(Math.abs(x[j]), 1e-3);
      double[] up = f.apply(moved(x, j, h));
      double[] down = f.apply(moved(x, j, -h));
      double[] farUp = f.apply(moved(x, j, 2 * h));
      double[] farDown = f.apply(moved(x, j, -2 * h));
      rows[j] = new double[up.length];
      for (int i = 0; i < up.length; i++) {
        rows[j][i] = (8 * (up[i] - down[i]) - (farUp[i] - farDown[i])) / (12 * h);
      }
    }
    return rows;
  }

  private static double[] moved(double[] x, int index, double step) {
    double[] moved = x.clone();
    moved[index] += step;
    return moved;
  }

  @Test
  void theDensityOfHaresAndLynxesIsThePublishedOne() {
    for (OdeMethod method : METHODS) {
      OdeObjective objective = hares(1e-9, method);
      for (double[] row : HareAndLynx.checks()) {
        double value = objective.value(HareAndLynx.start(row), HareAndLynx.parameters(row));
        assertThat(-value).isCloseTo(row[8], within(1e-4 * Math.abs(row[8])));
      }
    }
  }

  /// y′ = −θy, loss y(t₁)²: everything in closed form, forward and back in time.
  @TestFactory
  Stream<DynamicTest> gradientsEqualTheClosedForm() {
    return Arrays.stream(METHODS)
        .flatMap(method ->
            Arrays.stream(OdeDerivative.values())
                .map(way ->
                    DynamicTest.dynamicTest(
                        method + " by " + way, () -> decayHasItsClosedForm(method, way))));
  }

  private static void decayHasItsClosedForm(OdeMethod method, OdeDerivative way) {
    for (double[] ends : new double[][] {{0.5, 2}, {2, 0.5}}) {
      OdeObjective objective =
          Ode.objective(
                  (t, y, theta) -> new double[] {-theta[0] * y[0]},
                  ends[0],
                  new double[] {ends[1]},
                  (states, theta) -> states[0][0] * states[0][0] + theta[0],
                  options(1e-11, method))
              .by(way);
      double rate = 0.7;
      double y = 1.3;
      double span = ends[1] - ends[0];
      double square = y * y * Math.exp(-2 * rate * span);
      OdeGradient gradient = objective.gradient(new double[] {y}, new double[] {rate});
      assertThat(gradient.value()).isCloseTo(square + rate, within(1e-9));
      assertThat(gradient.y0()[0]).isCloseTo(2 * square / y, within(1e-8));
      assertThat(gradient.theta()[0]).isCloseTo(1 - 2 * span * square, within(1e-8));
      assertThat(gradient.t0()).isCloseTo(2 * rate * square, within(1e-8));
      assertThat(gradient.times()[0]).isCloseTo(-2 * rate * square, within(1e-8));
      double[][] hessian = objective.hessian(new double[] {y}, new double[] {rate});
      assertThat(hessian[0][0]).isCloseTo(2 * square / (y * y), within(1e-7));
      assertThat(hessian[0][1]).isCloseTo(-4 * span * square / y, within(1e-7));
      assertThat(hessian[1][0]).isCloseTo(-4 * span * square / y, within(1e-7));
      assertThat(hessian[1][1]).isCloseTo(4 * span * span * square, within(1e-7));
    }
  }

  @TestFactory
  Stream<DynamicTest> allWaysToTheGradientAgree() {
    return Arrays.stream(METHODS)
        .map(method ->
            DynamicTest.dynamicTest(
                method.name(),
                () -> {
                  double[] row = HareAndLynx.checks()[0];
                  double[] start = HareAndLynx.start(row);
                  double[] theta = HareAndLynx.parameters(row);
                  double tolerance = method == OdeMethod.RADAU ? 1e-9 : 1e-11;
                  OdeObjective objective = hares(tolerance, method);
                  double[] discrete = joined(objective.gradient(start, theta));
                  double[] forward =
                      joined(objective.by(OdeDerivative.SENSITIVITIES).gradient(start, theta));
                  double[] continuous =
                      joined(objective.by(OdeDerivative.CONTINUOUS_ADJOINT).gradient(start, theta));
                  close(forward, discrete, 1e-11);
                  close(continuous, discrete, 1e-7);
                }));
  }

  @TestFactory
  Stream<DynamicTest> theGradientEqualsDifferencesOfTheValue() {
    return Arrays.stream(METHODS)
        .map(method ->
            DynamicTest.dynamicTest(
                method.name(),
                () -> {
                  double[] row = HareAndLynx.checks()[1];
                  OdeObjective objective = hares(method == OdeMethod.RADAU ? 1e-10 : 1e-12, method);
                  double[] point = joined(HareAndLynx.start(row), HareAndLynx.parameters(row));
                  double[][] differences =
                      differences(
                          x ->
                              new double[] {
                                objective.value(
                                    Arrays.copyOf(x, 2), Arrays.copyOfRange(x, 2, x.length))
                              },
                          point,
                          1e-3);
                  double[] expected =
                      Arrays.stream(differences).mapToDouble(each -> each[0]).toArray();
                  close(
                      joined(
                          objective.gradient(HareAndLynx.start(row), HareAndLynx.parameters(row))),
                      expected,
                      1e-7);
                }));
  }

  @TestFactory
  Stream<DynamicTest> theHessianEqualsDifferencesOfTheGradient() {
    return Arrays.stream(METHODS)
        .filter(method -> method != OdeMethod.RADAU)
        .map(method ->
            DynamicTest.dynamicTest(method.name(), () -> hessianOfHares(method, 1e-12, 1e-6)));
  }

  @Test
  void theHessianOfImplicitStepsEqualsDifferencesOfTheGradient() {
    hessianOfHares(OdeMethod.RADAU, 1e-9, 1e-6);
  }

  private static void hessianOfHares(OdeMethod method, double tolerance, double bound) {
    double[] row = HareAndLynx.checks()[0];
    double[] start = HareAndLynx.start(row);
    double[] theta = HareAndLynx.parameters(row);
    OdeObjective objective = hares(tolerance, method);
    double[][] hessian = objective.hessian(start, theta);
    double[][] differences =
        differences(
            x ->
                joined(objective.gradient(Arrays.copyOf(x, 2), Arrays.copyOfRange(x, 2, x.length))),
            joined(start, theta),
            1e-3);
    for (int i = 0; i < hessian.length; i++) {
      for (int j = 0; j < hessian.length; j++) {
        assertThat(hessian[i][j])
            .as("component %d, %d", i, j)
            .isCloseTo(differences[i][j], within(bound * Math.abs(hessian[i][j]) + 1e-9));
      }
      for (int j = 0; j < i; j++) {
        assertThat(hessian[i][j])
            .isCloseTo(hessian[j][i], within(1e-7 * Math.abs(hessian[i][j]) + 1e-7));
      }
    }
    double[] direction = {1, -0.5, 0.1, 0.2, -0.3, 0.05, 0.4, 1};
    double[] expected = new double[8];
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 8; j++) {
        expected[i] += hessian[i][j] * direction[j];
      }
    }
    close(objective.hessianVectorProduct(start, theta, direction), expected, 1e-9);
  }

  @Test
  void sensitivitiesEqualTheClosedForm() {
    double[] times = {0, 0.3, 0.3, 2};
    OdeSensitivities result =
        Ode.sensitivities(
            (t, y, theta) -> new double[] {theta[0] * y[1], -theta[0] * y[0]},
            0,
            new double[] {0.5, 2},
            times,
            new double[] {1.7},
            OdeOptions.of(1e-11, 1e-11));
    for (int i = 0; i < times.length; i++) {
      double cos = Math.cos(1.7 * times[i]);
      double sin = Math.sin(1.7 * times[i]);
      close(result.states()[i], new double[] {0.5 * cos + 2 * sin, 2 * cos - 0.5 * sin}, 1e-9);
      close(result.byY0()[i][0], new double[] {cos, sin}, 1e-9);
      close(result.byY0()[i][1], new double[] {-sin, cos}, 1e-9);
      assertThat(result.byTheta()[i][0][0])
          .isCloseTo(times[i] * (2 * cos - 0.5 * sin), within(1e-9));
    }
  }

  @Test
  void aStiffGradientEqualsDifferences() {
    OdeParameterFunction robertson =
        (t, y, k) -> {
          double slow = k[0] * y[0];
          double middle = k[1] * y[1] * y[2];
          double fast = k[2] * y[1] * y[1];
          return new double[] {-slow + middle, slow - middle - fast, fast};
        };
    double[] start = {1, 0, 0};
    double[] rates = {0.04, 1e4, 3e7};
    OdeObjective objective =
        Ode.objective(
            robertson,
            0,
            new double[] {1, 100},
            (y, k) -> y[0][0] + y[1][2],
            OdeOptions.of(1e-10, 1e-14));
    double[][] differences =
        differences(x -> new double[] {objective.value(start, x)}, rates, 1e-3);
    OdeGradient gradient = objective.gradient(start, rates);
    OdeGradient continuous = objective.by(OdeDerivative.CONTINUOUS_ADJOINT).gradient(start, rates);
    for (int i = 0; i < rates.length; i++) {
      double expected = differences[i][0];
      assertThat(gradient.theta()[i]).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
      assertThat(continuous.theta()[i]).isCloseTo(expected, within(1e-3 * Math.abs(expected)));
    }
  }

  /// Some hundred steps, with few states kept: checkpoints are dropped and blocks cut up again.
  @TestFactory
  Stream<DynamicTest> checkpointsChangeNothing() {
    return Arrays.stream(METHODS)
        .flatMap(method ->
            IntStream.of(4, 6, 10, 40)
                .mapToObj(states ->
                    DynamicTest.dynamicTest(
                        method + ", " + states + " states",
                        () -> checkpointsChangeNothing(hares(1e-8, method), states))));
  }

  /// The derivatives of y′ = −1000 (y − θ cos t), which becomes stiff on the way, so that the
  /// method changes.
  @Test
  void checkpointsRememberThatTheMethodChanged() {
    OdeObjective stiff =
        Ode.objective(
            (t, y, theta) -> new double[] {-1000 * (y[0] - theta[0] * Math.cos(t))},
            0,
            new double[] {0.5, 3},
            (states, theta) -> states[0][0] * states[1][0],
            options(1e-7, OdeMethod.AUTOMATIC));
    double[] one = {1};
    OdeGradient all = stiff.gradient(one, one);
    OdeGradient few = stiff.keeping(6).gradient(one, one);
    assertThat(few.theta()).isEqualTo(all.theta());
    assertThat(few.y0()).isEqualTo(all.y0());
  }

  private static void checkpointsChangeNothing(OdeObjective objective, int states) {
    double[] row = HareAndLynx.checks()[0];
    double[] start = HareAndLynx.start(row);
    double[] theta = HareAndLynx.parameters(row);
    double[] direction = {1, -0.5, 0.1, 0.2, -0.3, 0.05, 0.4, 1};
    OdeObjective few = objective.keeping(states);
    assertThat(joined(few.gradient(start, theta)))
        .isEqualTo(joined(objective.gradient(start, theta)));
    assertThat(joined(few.by(OdeDerivative.SENSITIVITIES).gradient(start, theta)))
        .isEqualTo(joined(objective.by(OdeDerivative.SENSITIVITIES).gradient(start, theta)));
    assertThat(few.hessianVectorProduct(start, theta, direction))
        .isEqualTo(objective.hessianVectorProduct(start, theta, direction));
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    OdeParameterFunction f = (t, y, theta) -> new double[] {-theta[0] * y[0]};
    OdeLoss loss = (states, theta) -> states[0][0];
    OdeOptions options = OdeOptions.defaults();
    refuses(() -> Ode.objective(f, 0, new double[0], loss, options), "length 0");
    refuses(() -> Ode.objective(f, 0, new double[] {2, 1}, loss, options), "times[1] = 1.0");
    refuses(() -> Ode.objective(f, 0, new double[] {1, 0.5, 2}, loss, options), "times[1] = 0.5");
    refuses(() -> Ode.objective(f, 0, new double[] {Double.NaN}, loss, options), "times[0] = NaN");
    refuses(
        () ->
            Ode.objective(
                f, 0, new double[] {1}, loss, options.events(OdeEvent.of((t, y) -> y[0]))),
        "no events");
    OdeObjective objective = Ode.objective(f, 0, new double[] {1}, loss, options);
    double[] one = {1};
    refuses(
        () -> objective.hessianVectorProduct(one, one, one), "direction of length 1", "length 1");
    refuses(() -> objective.keeping(3), "states = 3");
    OdeObjective blowUp =
        Ode.objective(
            (t, y, theta) -> new double[] {y[0] * y[0]}, 0, new double[] {2}, loss, options);
    refuses(() -> blowUp.gradient(one, one), "last time = 2.0", "t = 1.0");
  }

  @Test
  void sensitivitiesAreRefusedUnderTheirOwnName() {
    OdeParameterFunction f = (t, y, theta) -> new double[] {y[0] * y[0]};
    double[] one = {1};
    OdeOptions options = OdeOptions.defaults();
    refuses(
        () -> Ode.sensitivities(f, 0, one, new double[] {2}, one, options),
        "Ode.sensitivities",
        "last time = 2.0");
    refuses(
        () -> Ode.sensitivities(f, 0, one, new double[0], one, options),
        "Ode.sensitivities",
        "length 0");
    refuses(
        () -> Ode.sensitivities(f, 0, new double[] {Double.NaN}, one, one, options),
        "Ode.sensitivities",
        "y0[0] = NaN");
  }

  @Test
  void anyNumberOfThreadsMayUseAnObjective() {
    OdeObjective objective = hares(1e-8, OdeMethod.DOP853);
    double[][] rows = HareAndLynx.checks();
    double[][] alone =
        Arrays.stream(rows).map(row -> joined(gradient(objective, row))).toArray(double[][]::new);
    double[][] together =
        IntStream.range(0, 200)
            .parallel()
            .mapToObj(i -> joined(gradient(objective, rows[i % rows.length])))
            .toArray(double[][]::new);
    for (int i = 0; i < together.length; i++) {
      assertThat(together[i]).isEqualTo(alone[i % rows.length]);
    }
  }

  private static OdeGradient gradient(OdeObjective objective, double[] row) {
    return objective.gradient(HareAndLynx.start(row), HareAndLynx.parameters(row));
  }

  private static void refuses(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... parts) {
    assertThatThrownBy(call).isInstanceOf(ArgumentException.class).hasMessageContainingAll(parts);
  }
}
