package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Stack traces through derivative code show the user's file and line.
final class StackTraceTest {
  /// What fails, by rule, so that derivative code calls it as it is.
  @DerivativeBy(Rules.class)
  static double failing(double x) {
    throw new IllegalStateException("at " + x);
  }

  /// Rules of [StackTraceTest#failing].
  static final class Rules {
    private Rules() {}

    static double failingBy0(double x, double v, double t) {
      return t;
    }
  }

  static double helper(double x) {
    return failing(x) * x;
  }

  private static List<StackTraceElement> derivativeFrames(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> frame.getClassName().endsWith("$Derivative"))
        .toList();
  }

  @Test
  void theLineOfTheFunctionIsShown() {
    int line = StackWalker.getInstance().walk(all -> all.findFirst().orElseThrow().getLineNumber());
    MultivariateFunction f =
        x -> {
          double y = x[0] * x[0];
          return y * failing(y);
        };
    Throwable failure =
        catchThrowable(() -> Differentiator.PLAIN.gradient(f).apply(new double[] {3}));
    assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("at 9.0");
    List<StackTraceElement> frames = derivativeFrames(failure);
    assertThat(frames).hasSize(1);
    assertThat(frames.getFirst())
        .hasToString(
            "derivative//dev.leibniz.calculus.StackTraceTest$Derivative.theLineOfTheFunctionIsShown"
                + "(StackTraceTest.java:"
                + (line + 4)
                + ")");
  }

  @Test
  void whatIsCalledInTheSameFileShowsItsOwnLine() {
    MultivariateFunction f = x -> helper(x[0]);
    int line = lineOf(() -> helper(1));
    Throwable failure =
        catchThrowable(() -> Differentiator.PLAIN.gradient(f).apply(new double[] {3}));
    assertThat(derivativeFrames(failure).getFirst().getLineNumber()).isEqualTo(line);
  }

  private static int lineOf(Runnable call) {
    return Arrays.stream(catchThrowable(call::run).getStackTrace())
        .filter(frame -> frame.getMethodName().equals("helper"))
        .findFirst()
        .orElseThrow()
        .getLineNumber();
  }

  @Test
  void functionObjectsThatDerivativeCodeMakesShowTheirLine() {
    MultivariateFunction f = x -> RulesTest.area(t -> failing(t * x[0]), 0, x[0]).value();
    Throwable failure =
        catchThrowable(() -> Differentiator.PLAIN.gradient(f).apply(new double[] {3}));
    assertThat(failure.getStackTrace())
        .anyMatch(frame ->
            frame.getClassName().endsWith("StackTraceTest$Function")
                && "StackTraceTest.java".equals(frame.getFileName())
                && frame.getLineNumber() > 0);
  }
}
