package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Status;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.testkit.MoreGarbowHillstrom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Minimization by every method.
final class MinimizeTest {
  private static final List<Method> METHODS =
      List.of(
          Method.gradientDescent(),
          Method.conjugateGradient(),
          Method.bfgs(),
          Method.lbfgs(),
          Method.newton(),
          Method.trustRegion(),
          Method.trustRegionProducts(),
          Method.nelderMead());

  private static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }

  private static double bowl(double[] x) {
    double sum = 1;
    for (int i = 0; i < x.length; i++) {
      double d = x[i] - i;
      sum += (i + 1) * d * d;
    }
    return sum;
  }

  private static double squares(double[] r) {
    double sum = 0;
    for (double each : r) {
      sum += each * each;
    }
    return sum;
  }

  @TestFactory
  Stream<DynamicTest> everyMethodFindsTheMinimumOfAQuadratic() {
    return METHODS.stream()
        .map(method ->
            DynamicTest.dynamicTest(
                method.kind().toString(),
                () -> {
                  Optimum best =
                      Minimize.with(method).of(MinimizeTest::bowl, new double[] {5, -3, 0.5});
                  assertThat(best.status().converged()).as(best.status().sentence()).isTrue();
                  assertThat(best.point()).containsExactly(new double[] {0, 1, 2}, within(1e-6));
                  assertThat(best.value()).isCloseTo(1, within(1e-12));
                }));
  }

  @TestFactory
  Stream<DynamicTest> everyMethodButTheSteepestFindsTheEndOfRosenbrocksValley() {
    return METHODS.stream()
        .filter(method -> method.kind() != Method.Kind.GRADIENT_DESCENT)
        .map(method ->
            DynamicTest.dynamicTest(
                method.kind().toString(),
                () -> {
                  Optimum best =
                      Minimize.with(method).of(MinimizeTest::rosenbrock, new double[] {-1.2, 1});
                  assertThat(best.status().converged()).as(best.status().sentence()).isTrue();
                  assertThat(best.point()).containsExactly(new double[] {1, 1}, within(1e-5));
                }));
  }

  @TestFactory
  Stream<DynamicTest> theProblemsOfMoreGarbowAndHillstromAreSolvedFromTheirStarts() {
    return Stream.of(
            Method.automatic(),
            Method.bfgs(),
            Method.lbfgs(),
            Method.newton(),
            Method.trustRegion())
        .flatMap(method ->
            MoreGarbowHillstrom.ALL.stream()
                .map(problem ->
                    DynamicTest.dynamicTest(
                        problem + " " + method.kind(), () -> solve(problem, method))));
  }

  private static void solve(MoreGarbowHillstrom.Problem problem, Method method) {
    VectorFunction residuals = problem.residuals();
    Optimum best = Minimize.with(method).of(x -> squares(residuals.apply(x)), problem.start());
    double tolerance = problem.minimum() == 0 ? 1e-10 : 1e-6 * problem.minimum();
    assertThat(best.value()).isCloseTo(problem.minimum(), within(tolerance));
    assertThat(best.status().converged()).as(best.status().sentence()).isTrue();
  }

  @Test
  void boundsHold() {
    double[] lower = {1.5, -10};
    double[] upper = {3, 10};
    Optimum best = Minimize.of(MinimizeTest::rosenbrock, new double[] {2, 2}, lower, upper);
    assertThat(best.status().converged()).as(best.status().sentence()).isTrue();
    assertThat(best.point()[0]).isEqualTo(1.5);
    assertThat(best.point()[1]).isCloseTo(2.25, within(1e-8));
    Optimum simplex =
        Minimize.with(Method.nelderMead())
            .of(MinimizeTest::rosenbrock, new double[] {2, 2}, lower, upper);
    assertThat(simplex.value()).isCloseTo(0.25, within(1e-8));
  }

  @Test
  void manyVariablesAreMinimized() {
    double[] start = new double[1000];
    for (int i = 0; i < start.length; i++) {
      start[i] = i % 2 == 0 ? -1.2 : 1;
    }
    Optimum best = Minimize.of(MinimizeTest::rosenbrock, start);
    assertThat(best.status().converged()).as(best.status().sentence()).isTrue();
    assertThat(best.gradientNorm()).isLessThan(1e-7);
    assertThat(best.evaluations().hessian()).isZero();
  }

  @Test
  void aFunctionThatCannotBeDifferentiatedIsMinimizedWithoutDerivatives() {
    MultivariateFunction opaque = x -> Double.parseDouble(String.valueOf(rosenbrock(x)));
    Optimum best = Minimize.of(opaque, new double[] {-1.2, 1});
    assertThat(best.evaluations().gradient()).isZero();
    assertThat(best.point()).containsExactly(new double[] {1, 1}, within(1e-5));
  }

  @Test
  void badFunctionsHaveNamedOutcomes() {
    assertThat(Minimize.of(x -> -x[0] * x[0], new double[] {1}).status().kind())
        .isEqualTo(Status.Kind.DIVERGENT);
    assertThat(Minimize.with(Method.bfgs()).of(x -> x[0], new double[] {1}).status().kind())
        .isEqualTo(Status.Kind.DIVERGENT);
    assertThat(Minimize.of(x -> Math.log(x[0]), new double[] {-1}).status().kind())
        .isEqualTo(Status.Kind.NOT_A_NUMBER);
    Optimum thrown = Minimize.of(MinimizeTest::throwing, new double[] {5});
    assertThat(thrown.status().kind()).isEqualTo(Status.Kind.FAILED);
    assertThat(thrown.status().sentence()).contains("too small");
    assertThat(thrown.point()[0]).isLessThanOrEqualTo(5);
  }

  private static double throwing(double[] x) {
    if (x[0] < 3) {
      throw new IllegalStateException("too small");
    }
    return x[0] * x[0];
  }

  @Test
  void limitsEndTheSearch() {
    double[] start = {-1.2, 1};
    Optimum few = Minimize.with(Method.bfgs()).iterations(3).of(MinimizeTest::rosenbrock, start);
    assertThat(few.status().kind()).isEqualTo(Status.Kind.LIMIT);
    assertThat(few.iterations()).isEqualTo(3);
    Optimum cheap = Minimize.with(Method.bfgs()).evaluations(5).of(MinimizeTest::rosenbrock, start);
    assertThat(cheap.status().kind()).isEqualTo(Status.Kind.LIMIT);
    assertThat(cheap.evaluations().gradient()).isEqualTo(5);
    Optimum late =
        Minimize.with(Method.bfgs()).time(Duration.ZERO).of(MinimizeTest::rosenbrock, start);
    assertThat(late.status().kind()).isEqualTo(Status.Kind.LIMIT);
    Optimum stopped =
        Minimize.with(Method.bfgs())
            .listener(step -> step.number() < 4)
            .of(MinimizeTest::rosenbrock, start);
    assertThat(stopped.status().kind()).isEqualTo(Status.Kind.STOPPED);
  }

  @Test
  void theHistoryHasEveryIterationAndFalls() {
    List<Iteration> heard = new ArrayList<>();
    Optimum best =
        Minimize.with(Method.lbfgs())
            .history(true)
            .listener(heard::add)
            .of(MinimizeTest::rosenbrock, new double[] {-1.2, 1});
    assertThat(best.history()).hasSize(best.iterations() + 1).isEqualTo(heard);
    for (int i = 1; i < heard.size(); i++) {
      assertThat(heard.get(i).value()).isLessThan(heard.get(i - 1).value());
    }
  }

  @Test
  void badInputIsRefused() {
    MultivariateFunction f = MinimizeTest::bowl;
    assertThatThrownBy(() -> Minimize.of(f, new double[] {1, Double.NaN}))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("start[1] = NaN");
    assertThatThrownBy(() -> Minimize.of(f, new double[0])).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> Minimize.of(f, new double[1], new double[2], new double[1]))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("lower of length 2");
    assertThatThrownBy(() -> Minimize.of(f, new double[1], new double[] {2}, new double[] {1}))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("lower[0] = 2.0");
    assertThatThrownBy(() ->
            Minimize.with(Method.newton()).of(f, new double[1], new double[1], new double[] {1}))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("bounds");
    assertThatThrownBy(() -> Minimize.with(Method.lbfgs()).iterations(0))
        .isInstanceOf(ArgumentException.class);
  }
}
