package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Solutions against closed forms and published values.
final class OdeTest {
  private static Stream<DynamicTest> eachMethod(java.util.function.Consumer<OdeMethod> law) {
    return Arrays.stream(OdeMethod.values())
        .map(method -> DynamicTest.dynamicTest(method.name(), () -> law.accept(method)));
  }

  private static double distance(double[] a, double... b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  private static double errorWithStep(OdeMethod method, double h) {
    OdeOptions options =
        OdeOptions.of(0.5, 1e6).method(method).initialStep(h).largestStep(h).dense(false);
    OdeOptions exact = method == OdeMethod.RADAU ? options.relative(1e-13).absolute(1e6) : options;
    double[] end = Ode.solve(Problems.WAVE, 0, new double[] {1}, 2, exact).yEnd();
    return Math.abs(end[0] - Math.exp(Math.sin(2)));
  }

  @TestFactory
  Stream<DynamicTest> theOrderOfConvergenceIsThatOfTheMethod() {
    return eachMethod(method -> {
      int order =
          switch (method) {
            case AUTOMATIC, DOP853 -> 8;
            case DORMAND_PRINCE, TSITOURAS, RADAU -> 5;
          };
      double h = order == 8 ? 0.5 : 0.1;
      double measured =
          Math.log(errorWithStep(method, h) / errorWithStep(method, h / 4)) / Math.log(4);
      assertThat(measured).isBetween(order - 0.35, order + 1.2);
    });
  }

  @TestFactory
  Stream<DynamicTest> denseOutputHasTheOrderOfTheMethodsInterpolant() {
    return eachMethod(method -> {
      int order =
          switch (method) {
            case AUTOMATIC, DOP853 -> 8;
            case DORMAND_PRINCE, TSITOURAS -> 5;
            case RADAU -> 4;
          };
      double h = order == 8 ? 0.5 : 0.1;
      double measured = Math.log(denseError(method, h) / denseError(method, h / 4)) / Math.log(4);
      assertThat(measured).isBetween(order - 0.5, order + 1.2);
    });
  }

  private static double denseError(OdeMethod method, double h) {
    OdeOptions options =
        OdeOptions.of(method == OdeMethod.RADAU ? 1e-13 : 0.5, 1e6)
            .method(method)
            .initialStep(h)
            .largestStep(h);
    OdeSolution solution = Ode.solve(Problems.WAVE, 0, new double[] {1}, 2, options);
    double largest = 0;
    for (int i = 0; i <= 1000; i++) {
      double t = i * 0.002;
      largest = Math.max(largest, Math.abs(solution.y(t)[0] - Math.exp(Math.sin(t))));
    }
    return largest;
  }

  @TestFactory
  Stream<DynamicTest> theErrorFollowsTheTolerance() {
    return eachMethod(method -> {
      for (double tolerance : new double[] {1e-4, 1e-6, 1e-8, 1e-10}) {
        OdeSolution solution =
            Ode.solve(
                Problems.CIRCLE,
                0,
                new double[] {0, 1},
                10,
                OdeOptions.of(tolerance, tolerance).method(method));
        assertThat(solution.status().converged()).isTrue();
        assertThat(distance(solution.yEnd(), Math.sin(10), Math.cos(10)))
            .isLessThan(100 * tolerance);
        for (int i = 0; i <= 100; i++) {
          double t = 0.1 * i;
          assertThat(distance(solution.y(t), Math.sin(t), Math.cos(t))).isLessThan(200 * tolerance);
        }
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> backInTimeIsTheWayHome() {
    return eachMethod(method -> {
      OdeOptions options = OdeOptions.of(1e-10, 1e-12).method(method);
      double[] start = {10, 5};
      OdeSolution there = Ode.solve(Problems.PREDATOR, 0, start, 3, options);
      OdeSolution back = Ode.solve(Problems.PREDATOR, 3, there.yEnd(), 0, options);
      assertThat(distance(back.yEnd(), start)).isLessThan(1e-6);
      assertThat(distance(back.y(1.3), there.y(1.3))).isLessThan(1e-6);
      assertThat(back.times()[0]).isEqualTo(3);
    });
  }

  @TestFactory
  Stream<DynamicTest> predatorAndPreyKeepTheirConstantOfMotion() {
    return eachMethod(method -> {
      OdeSolution solution =
          Ode.solve(
              Problems.PREDATOR,
              0,
              new double[] {10, 5},
              20,
              OdeOptions.of(1e-10, 1e-10).method(method));
      double start = constant(new double[] {10, 5});
      for (double t : solution.times()) {
        assertThat(constant(solution.y(t))).isCloseTo(start, within(1e-7));
      }
    });
  }

  private static double constant(double[] y) {
    return y[0] - 3 * Math.log(y[0]) + y[1] - 1.5 * Math.log(y[1]);
  }

  @Test
  void arenstorfsOrbitCloses() {
    for (OdeMethod method : new OdeMethod[] {OdeMethod.DOP853, OdeMethod.TSITOURAS}) {
      OdeSolution solution =
          Ode.solve(
              Problems.ARENSTORF,
              0,
              Problems.ORBIT_START,
              Problems.ORBIT_PERIOD,
              OdeOptions.of(1e-13, 1e-13).method(method));
      assertThat(distance(solution.yEnd(), Problems.ORBIT_START)).isLessThan(1e-5);
    }
  }

  /// Mazzia and Magherini, "Test set for IVP solvers", problem ROBER.
  @Test
  void robertsonsReactionsReachThePublishedEnd() {
    for (OdeMethod method : new OdeMethod[] {OdeMethod.RADAU, OdeMethod.AUTOMATIC}) {
      OdeSolution solution =
          Ode.solve(
              Problems.ROBERTSON,
              0,
              new double[] {1, 0, 0},
              1e11,
              OdeOptions.of(1e-9, 1e-16).method(method));
      assertThat(solution.status().converged()).isTrue();
      double[] end = solution.yEnd();
      assertThat(end[0]).isCloseTo(0.2083340149701255e-7, within(1e-7 * 2e-8));
      assertThat(end[1]).isCloseTo(0.8333360770334713e-13, within(1e-7 * 8e-14));
      assertThat(end[2]).isCloseTo(0.9999999791665050, within(1e-12));
    }
  }

  /// SciPy 1.10's Radau takes 2,752 steps at these tolerances.
  @Test
  void robertsonsReactionsTakeNoMoreStepsThanThePeer() {
    OdeSolution solution =
        Ode.solve(
            Problems.ROBERTSON,
            0,
            new double[] {1, 0, 0},
            1e11,
            OdeOptions.of(1e-9, 1e-16).method(OdeMethod.RADAU));
    assertThat(solution.statistics().steps()).isLessThanOrEqualTo(2752);
  }

  /// Mazzia and Magherini, problem VDPOL, with time in units of the stiffness.
  @Test
  void vanDerPolsOscillatorReachesThePublishedEnd() {
    for (OdeMethod method : new OdeMethod[] {OdeMethod.RADAU, OdeMethod.AUTOMATIC}) {
      OdeSolution solution =
          Ode.solve(
              Problems.vanDerPol(1000),
              0,
              new double[] {2, 0},
              2000,
              OdeOptions.of(1e-9, 1e-12).method(method));
      assertThat(solution.status().converged()).isTrue();
      assertThat(solution.yEnd()[0]).isCloseTo(0.1706167732170483e1, within(1e-6));
      assertThat(solution.yEnd()[1]).isCloseTo(-0.8928097010247975e-3, within(1e-9));
    }
  }

  @Test
  void aSystemThatCannotBeReadIsSolvedWithDifferences() {
    OdeFunction opaque =
        (t, y) -> new double[] {Double.parseDouble(String.valueOf(-1000 * (y[0] - Math.cos(t))))};
    OdeSolution solution =
        Ode.solve(
            opaque, 0, new double[] {0}, 1.5, OdeOptions.of(1e-8, 1e-8).method(OdeMethod.RADAU));
    double expected = (1e6 * Math.cos(1.5) + 1000 * Math.sin(1.5)) / (1e6 + 1);
    assertThat(solution.yEnd()[0]).isCloseTo(expected, within(1e-7));
  }

  @Test
  void theJacobianIsExact() {
    double[] y = {1.1, -0.4, 2};
    double[][] jacobian = OdeJacobian.of(Problems.ROBERTSON).apply(0, y);
    double[][] expected = {
      {-0.04, 1e4 * y[2], 1e4 * y[1]},
      {0.04, -1e4 * y[2] - 6e7 * y[1], -1e4 * y[1]},
      {0, 6e7 * y[1], 0}
    };
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(jacobian[i][j]).isCloseTo(expected[i][j], within(1e-6));
      }
    }
  }

  @Test
  void aStepEndsAtEachStop() {
    OdeFunction jump = (t, y) -> new double[] {t < 1 ? 1 : -2};
    OdeSolution solution =
        Ode.solve(jump, 0, new double[] {0}, 2, OdeOptions.of(1e-10, 1e-10).stops(1, 0.25, 7));
    assertThat(solution.times()).contains(0.25, 1);
    assertThat(solution.yEnd()[0]).isCloseTo(-1, within(1e-12));
    OdeSolution back =
        Ode.solve(jump, 2, new double[] {-1}, 0, OdeOptions.of(1e-10, 1e-10).stops(1, 0.25));
    assertThat(back.times()).contains(0.25, 1);
    assertThat(back.yEnd()[0]).isCloseTo(0, within(1e-12));
  }

  @Test
  void withoutDenseOutputTheEndIsTheSame() {
    for (OdeMethod method : OdeMethod.values()) {
      OdeOptions options = OdeOptions.of(1e-8, 1e-8).method(method);
      double[] start = {10, 5};
      double[] with = Ode.solve(Problems.PREDATOR, 0, start, 3, options).yEnd();
      double[] without = Ode.solve(Problems.PREDATOR, 0, start, 3, options.dense(false)).yEnd();
      assertThat(without).isEqualTo(with);
    }
  }
}
