package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.error.ArgumentException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What is refused before the work starts, and how it is said.
final class OdeRefusalTest {
  private static final double[] ONE = {1};

  private static void refuses(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call).isInstanceOf(ArgumentException.class).hasMessageContainingAll(parts);
  }

  private static OdeSolution solve(double t0, double[] y0, double t1) {
    return Ode.solve((t, y) -> new double[] {1}, t0, y0, t1, OdeOptions.defaults());
  }

  @Test
  void timesAndStatesMustBeFinite() {
    refuses(() -> solve(0, ONE, Double.POSITIVE_INFINITY), "finite", "t1 = Infinity");
    refuses(() -> solve(Double.NaN, ONE, 0), "t0 = NaN");
    refuses(() -> solve(0, new double[] {Double.NaN}, 1), "y0[0] = NaN");
    refuses(() -> solve(0, new double[0], 1), "length 0");
  }

  @Test
  void fGivesAsManyValuesAsTheStateHas() {
    refuses(() -> solve(0, new double[] {1, 2}, 1), "length 1", "length 2");
  }

  @Test
  void optionsMustMakeSense() {
    OdeOptions options = OdeOptions.defaults();
    refuses(() -> options.relative(1e-16), "relative = 1.0E-16");
    refuses(() -> options.relative(Double.NaN), "relative = NaN");
    refuses(() -> options.absolute(-1), "absolute = -1.0");
    refuses(() -> options.maxSteps(0), "maxSteps = 0");
    refuses(() -> options.evaluations(0), "evaluations = 0");
    refuses(() -> options.initialStep(-1), "initialStep = -1.0");
    refuses(() -> options.largestStep(0), "largestStep = 0.0");
    refuses(() -> options.stops(Double.NaN), "stop = NaN");
  }

  @Test
  void theSolutionIsKnownBetweenItsEndsOnly() {
    OdeSolution solution = solve(0, ONE, 1);
    refuses(() -> solution.y(1.5), "t = 1.5", "from 0.0 to 1.0");
    refuses(() -> solution.y(Double.NaN), "t = NaN");
    OdeSolution ends =
        Ode.solve(Problems.CIRCLE, 0, new double[] {0, 1}, 1, OdeOptions.defaults().dense(false));
    refuses(() -> ends.y(0.5), "dense(true)");
    assertThat(ends.y(1)).isEqualTo(ends.yEnd());
    assertThat(ends.times()).containsExactly(0, 1);
  }

  @Test
  void theStartIsASolutionOfItsOwn() {
    OdeSolution solution = solve(2, ONE, 2);
    assertThat(solution.status().converged()).isTrue();
    assertThat(solution.y(2)).isEqualTo(ONE);
    assertThat(solution.times()).containsExactly(2);
  }
}
