package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Calculus;
import dev.leibniz.Status;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.testkit.GlobalFunctions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The lowest of many minima.
final class GlobalSearchTest {
  private static final double[] LOWER = {-3, -2};
  private static final double[] UPPER = {3, 2};

  private static double camel(double[] x) {
    double a = x[0] * x[0];
    double b = x[1] * x[1];
    return (4 - 2.1 * a + a * a / 3) * a + x[0] * x[1] + (-4 + 4 * b) * b;
  }

  private static Stream<DynamicTest> each(
      java.util.function.Consumer<GlobalFunctions.Problem> law) {
    return GlobalFunctions.ALL.stream()
        .map(problem -> DynamicTest.dynamicTest(problem.name(), () -> law.accept(problem)));
  }

  @TestFactory
  Stream<DynamicTest> globalFunctionsHaveTheirValuesAndGradients() {
    return each(problem -> {
      double atCheck = problem.function().applyAsDouble(problem.check().clone());
      assertThat(atCheck).isCloseTo(problem.atCheck(), within(1e-12 * Math.abs(problem.atCheck())));
      assertThat(Calculus.checkGradient(problem.function(), problem.check()).passed()).isTrue();
    });
  }

  @TestFactory
  Stream<DynamicTest> theGlobalMinimumIsFoundFrom200StartsWithEverySeed() {
    return each(problem -> {
      for (long seed = 1; seed <= 5; seed++) {
        Optimum found =
            GlobalSearch.defaults()
                .seed(seed)
                .of(problem.function(), problem.low(), problem.high());
        assertThat(found.status().kind()).isIn(Status.Kind.CONVERGED, Status.Kind.ROUNDING);
        assertThat(found.value())
            .as("seed %d", seed)
            .isCloseTo(problem.minimum(), within(1e-8 * Math.max(1, Math.abs(problem.minimum()))));
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> theLowestMinimumOf200StartsIsTheGlobalOneWhereItsBasinIsLarge() {
    return each(problem -> {
      Optimum found =
          GlobalSearch.defaults()
              .startsOnly()
              .of(problem.function(), problem.low(), problem.high());
      assertThat(found.iterations()).isEqualTo(200);
      if (problem.isReached()) {
        assertThat(found.value())
            .isCloseTo(problem.minimum(), within(1e-8 * Math.max(1, Math.abs(problem.minimum()))));
      }
    });
  }

  @Test
  void theSameSeedGivesTheSameSearch() {
    GlobalSearch search = GlobalSearch.defaults().starts(10).seed(4);
    Optimum first = search.of(GlobalSearchTest::camel, LOWER, UPPER);
    Optimum second = search.of(GlobalSearchTest::camel, LOWER, UPPER);
    assertThat(second.point()).containsExactly(first.point());
    assertThat(second.evaluations()).isEqualTo(first.evaluations());
  }

  @Test
  void theListenerHearsOfEachLocalSearchAndTheLowestNeverRises() {
    List<Iteration> heard = new ArrayList<>();
    Optimum found =
        GlobalSearch.defaults()
            .starts(30)
            .local(Minimize.with(Method.lbfgs()).listener(heard::add).history(true))
            .of(GlobalSearchTest::camel, LOWER, UPPER);
    assertThat(found.history()).isEqualTo(heard).hasSize(found.iterations());
    for (int i = 1; i < heard.size(); i++) {
      assertThat(heard.get(i).value()).isLessThanOrEqualTo(heard.get(i - 1).value());
    }
    Optimum stopped =
        GlobalSearch.defaults()
            .local(Minimize.with(Method.lbfgs()).listener(search -> search.number() < 3))
            .of(GlobalSearchTest::camel, LOWER, UPPER);
    assertThat(stopped.status().kind()).isEqualTo(Status.Kind.STOPPED);
    assertThat(stopped.iterations()).isEqualTo(3);
  }

  @Test
  void limitsAreForTheWholeSearch() {
    Minimizer local = Minimize.with(Method.lbfgs());
    Optimum cheap =
        GlobalSearch.defaults()
            .local(local.evaluations(100))
            .of(GlobalSearchTest::camel, LOWER, UPPER);
    assertThat(cheap.status().kind()).isEqualTo(Status.Kind.LIMIT);
    assertThat(cheap.evaluations().total()).isEqualTo(100);
    Optimum late =
        GlobalSearch.defaults()
            .local(local.time(Duration.ofNanos(1)))
            .of(GlobalSearchTest::camel, LOWER, UPPER);
    assertThat(late.status().kind()).isEqualTo(Status.Kind.LIMIT);
  }

  @Test
  void placesWhereTheFunctionFailsAreLeftOut() {
    MultivariateFunction f = x -> Math.log(x[0]) * Math.log(x[0]) + x[1] * x[1];
    assertThat(Minimize.global(f, LOWER, UPPER).value()).isCloseTo(0, within(1e-12));
    Optimum nowhere = Minimize.global(x -> Math.sqrt(-1 - x[0] * x[0]), LOWER, UPPER);
    assertThat(nowhere.status().kind()).isEqualTo(Status.Kind.NOT_A_NUMBER);
  }

  @Test
  void aFunctionWithoutDerivativesIsSearchedBySimplices() {
    MultivariateFunction opaque = x -> Double.parseDouble(String.valueOf(camel(x)));
    Optimum found = GlobalSearch.defaults().starts(20).of(opaque, LOWER, UPPER);
    assertThat(found.value()).isCloseTo(-1.0316284534898774, within(1e-8));
    assertThat(found.evaluations().gradient()).isZero();
  }

  @Test
  void badInputIsRefused() {
    assertThatThrownBy(() ->
            Minimize.global(
                GlobalSearchTest::camel, new double[] {0, 0}, new double[] {1, 1.0 / 0}))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("upper = [1.0, Infinity]");
    assertThatThrownBy(() -> GlobalSearch.defaults().starts(0))
        .isInstanceOf(ArgumentException.class);
  }
}
