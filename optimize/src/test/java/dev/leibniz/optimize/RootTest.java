package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Status.Kind;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.error.ArgumentException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class RootTest {
  /// A function with a bracket and its root.
  record Row(String name, UnivariateFunction f, double from, double to, double root) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Row> ROWS =
      List.of(
          new Row("a line", x -> 2 * x - 3, -10, 10, 1.5),
          new Row("cos x = x", x -> Math.cos(x) - x, 0, 1, 0.7390851332151607),
          new Row("√2", x -> x * x - 2, 0, 2, Math.sqrt(2)),
          new Row("√2, ends swapped", x -> x * x - 2, 2, 0, Math.sqrt(2)),
          new Row("a steep exponential", x -> Math.exp(x) - 1e8, -100, 300, Math.log(1e8)),
          new Row("a small root", x -> x - 1e-30, -1, 2, 1e-30),
          new Row("a large root", x -> x / 1e200 - 1, 0, 1e300, 1e200),
          new Row("a triple root", x -> Math.pow(x - 1, 3), -1, 4, 1),
          new Row("a root at an end", x -> x - 1, 1, 4, 1),
          new Row("a flat arm", x -> Math.pow(x, 19) - 1e-19, 0, 1, 0.1),
          new Row("a steep arm", x -> Math.atan(1000 * (x - 0.3)), -1, 1, 0.3),
          new Row("values that overflow", x -> Math.sinh(x) - 1, -2000, 1500, 0.881373587019543));

  @ParameterizedTest
  @FieldSource("ROWS")
  void brentReachesTheRoot(Row row) {
    check(row, Root.of(row.f(), row.from(), row.to()));
  }

  @ParameterizedTest
  @FieldSource("ROWS")
  void newtonReachesTheRoot(Row row) {
    check(row, Root.newton(row.f(), row.from(), row.to()));
  }

  private static void check(Row row, Root root) {
    assertThat(root.status().converged()).as(root.status().sentence()).isTrue();
    double tolerance = row.name().contains("triple") ? 1e-5 : 4e-15;
    assertThat(root.point()).isCloseTo(row.root(), within(tolerance * Math.abs(row.root())));
    assertThat(root.value()).isEqualTo(row.f().applyAsDouble(root.point()));
    assertThat(root.from()).isLessThanOrEqualTo(root.point());
    assertThat(root.to()).isGreaterThanOrEqualTo(root.point());
    assertThat(root.evaluations()).isLessThan(1200);
  }

  @Test
  void newtonNeedsFewEvaluationsWhereTheFunctionIsSmooth() {
    Root root = Root.newton(x -> Math.cos(x) - x, 0, 1);

    assertThat(root.evaluations()).isLessThanOrEqualTo(8);
    assertThat(Root.of(x -> Math.cos(x) - x, 0, 1).evaluations()).isLessThanOrEqualTo(10);
  }

  @Test
  void aToleranceEndsTheSearchEarlier() {
    UnivariateFunction f = x -> Math.exp(x) - 2;
    Root rough = Root.of(f, 0, 1, RootOptions.defaults().absolute(1e-3));

    assertThat(rough.evaluations()).isLessThan(Root.of(f, 0, 1).evaluations());
    assertThat(rough.point()).isCloseTo(Math.log(2), within(1e-3));
  }

  @Test
  void equalSignsAreAnOutcome() {
    Root root = Root.of(x -> x * x + 1, -2, 1);

    assertThat(root.status().kind()).isEqualTo(Kind.STALLED);
    assertThat(root.status().sentence())
        .isEqualTo("f has the same sign at both ends: f(1.0) = 2.0, f(-2.0) = 5.0");
    assertThat(root.from()).isNaN();
  }

  @Test
  void aPoleIsNotARoot() {
    assertThat(Root.of(x -> 1 / (x - 0.3), 0, 1).status().kind()).isEqualTo(Kind.SINGULAR);
    assertThat(Root.newton(x -> 1 / (x - 0.3), 0, 1).status().kind()).isEqualTo(Kind.SINGULAR);
  }

  @Test
  void aValueThatIsNotANumberIsAnOutcome() {
    Root root = Root.of(x -> Math.log(x) - 1, -1, 4);

    assertThat(root.status().kind()).isEqualTo(Kind.NOT_A_NUMBER);
    assertThat(root.status().sentence()).isEqualTo("f(-1.0) is NaN");
  }

  @Test
  void anExceptionIsAnOutcome() {
    Root root =
        Root.of(
            x -> {
              if (x > 0.2 && x < 1) {
                throw new IllegalStateException("no");
              }
              return x - 0.5;
            },
            0,
            1);

    assertThat(root.status().kind()).isEqualTo(Kind.FAILED);
    assertThat(root.from()).isEqualTo(0);
    assertThat(root.to()).isEqualTo(1);
  }

  @Test
  void aLimitIsAnOutcome() {
    Root root = Root.of(x -> Math.exp(x) - 2, -50, 60, RootOptions.defaults().evaluations(5));

    assertThat(root.status().kind()).isEqualTo(Kind.LIMIT);
    assertThat(root.evaluations()).isEqualTo(5);
    assertThat(root.from()).isLessThan(Math.log(2));
    assertThat(root.to()).isGreaterThan(Math.log(2));
  }

  @Test
  void anInfiniteEndIsRefused() {
    assertThatThrownBy(() -> Root.of(x -> x, 0, Double.POSITIVE_INFINITY))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("Root.of: the ends of the interval must be finite; got from = 0.0");
  }
}
