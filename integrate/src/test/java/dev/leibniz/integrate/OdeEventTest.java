package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Events, and the ends of solutions that do not reach their goal.
final class OdeEventTest {
  private static final OdeFunction FALL = (t, y) -> new double[] {y[1], -9.81};

  @Test
  void aTerminalEventEndsTheSolution() {
    OdeEvent ground = OdeEvent.of((t, y) -> y[0]).falling().terminal();
    for (OdeMethod method : OdeMethod.values()) {
      OdeSolution solution =
          Ode.solve(
              FALL,
              0,
              new double[] {0, 20},
              100,
              OdeOptions.of(1e-10, 1e-10).method(method).events(ground));
      double expected = 2 * 20 / 9.81;
      assertThat(solution.status().converged()).isTrue();
      assertThat(solution.tEnd()).isCloseTo(expected, within(1e-9));
      assertThat(solution.yEnd()[1]).isCloseTo(-20, within(1e-8));
      assertThat(solution.y(1)[0]).isCloseTo(20 - 9.81 / 2, within(1e-8));
      assertThat(solution.events()).hasSize(1);
    }
  }

  @Test
  void zerosAreFoundInTheirOrderInBothDirections() {
    OdeOptions options =
        OdeOptions.of(1e-11, 1e-11)
            .dense(false)
            .events(
                OdeEvent.of((t, y) -> y[0]),
                OdeEvent.of((t, y) -> y[1]).rising(),
                OdeEvent.of((t, y) -> y[1]).falling());
    OdeSolution solution = Ode.solve(Problems.CIRCLE, 0, new double[] {0, 1}, 10, options);
    List<OdeEvent.Occurrence> events = solution.events();
    double half = Math.PI / 2;
    assertThat(events.stream().mapToDouble(OdeEvent.Occurrence::t).toArray())
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(half, 2 * half, 3 * half, 4 * half, 5 * half, 6 * half);
    assertThat(events.stream().mapToInt(OdeEvent.Occurrence::event).toArray())
        .containsExactly(2, 0, 1, 0, 2, 0);
    OdeSolution back = Ode.solve(Problems.CIRCLE, 10, solution.yEnd(), 0.1, options);
    assertThat(back.events().stream().mapToDouble(OdeEvent.Occurrence::t).toArray())
        .usingComparatorWithPrecision(1e-8)
        .containsExactly(6 * half, 5 * half, 4 * half, 3 * half, 2 * half, half);
    assertThat(back.events().stream().mapToInt(OdeEvent.Occurrence::event).toArray())
        .containsExactly(0, 1, 0, 2, 0, 1);
  }

  @Test
  void theEarliestTerminalEventWins() {
    OdeOptions options =
        OdeOptions.defaults()
            .events(
                OdeEvent.of((t, y) -> t - 0.31).terminal(),
                OdeEvent.of((t, y) -> t - 0.3).terminal(),
                OdeEvent.of((t, y) -> t - 0.299),
                OdeEvent.of((t, y) -> t - 0.305));
    OdeSolution solution = Ode.solve(Problems.CIRCLE, 0, new double[] {0, 1}, 1, options);
    assertThat(solution.tEnd()).isCloseTo(0.3, within(1e-14));
    assertThat(solution.events().stream().mapToInt(OdeEvent.Occurrence::event).toArray())
        .containsExactly(2, 1);
    assertThat(solution.times()).endsWith(solution.tEnd());
  }

  @Test
  void aSingularityStopsTheSolutionThere() {
    OdeFunction blowUp = (t, y) -> new double[] {y[0] * y[0]};
    for (OdeMethod method : OdeMethod.values()) {
      OdeSolution solution =
          Ode.solve(blowUp, 0, new double[] {1}, 2, OdeOptions.of(1e-8, 1e-8).method(method));
      assertThat(solution.status().converged()).isFalse();
      assertThat(solution.tEnd()).isCloseTo(1, within(1e-5));
      assertThat(solution.status().sentence()).contains("t = " + solution.tEnd());
    }
  }

  @Test
  void notANumberIsNamedWithItsTime() {
    OdeFunction root = (t, y) -> new double[] {Math.sqrt(1 - t)};
    for (OdeMethod method : OdeMethod.values()) {
      OdeSolution solution =
          Ode.solve(root, 0, new double[] {0}, 2, OdeOptions.of(1e-6, 1e-6).method(method));
      assertThat(solution.status().kind()).isEqualTo(Status.Kind.NOT_A_NUMBER);
      assertThat(solution.tEnd()).isCloseTo(1, within(1e-9));
      assertThat(solution.yEnd()[0]).isCloseTo(2 / 3.0, within(1e-4));
      assertThat(solution.status().sentence()).contains("t = 1.0");
    }
    OdeSolution atOnce =
        Ode.solve((t, y) -> new double[] {1 / t}, 0, new double[] {0}, 1, OdeOptions.defaults());
    assertThat(atOnce.status().kind()).isEqualTo(Status.Kind.NOT_A_NUMBER);
    assertThat(atOnce.tEnd()).isZero();
    assertThat(atOnce.yEnd()).containsExactly(0);
  }

  @Test
  void anExceptionIsNamedWithItsTime() {
    IllegalStateException thrown = new IllegalStateException("no fuel");
    OdeFunction throwing =
        (t, y) -> {
          if (t > 0.5) {
            throw thrown;
          }
          return new double[] {1};
        };
    for (OdeMethod method : OdeMethod.values()) {
      OdeOptions options = OdeOptions.defaults().method(method).largestStep(0.01);
      OdeSolution solution = Ode.solve(throwing, 0, new double[] {0}, 1, options);
      assertThat(solution.status().kind()).isEqualTo(Status.Kind.FAILED);
      assertThat(solution.status().sentence()).contains("no fuel").contains("at t = 0.5");
      assertThat(solution.failure()).containsSame(thrown);
      assertThat(solution.yEnd()[0]).isCloseTo(solution.tEnd(), within(1e-12));
    }
  }

  @Test
  void limitsAreKept() {
    OdeOptions options = OdeOptions.of(1e-10, 1e-10).method(OdeMethod.TSITOURAS);
    double[] start = {10, 5};
    OdeSolution few = Ode.solve(Problems.PREDATOR, 0, start, 20, options.maxSteps(7));
    assertThat(few.status().kind()).isEqualTo(Status.Kind.LIMIT);
    assertThat(few.statistics().steps()).isEqualTo(7);
    assertThat(few.status().sentence()).contains("7 steps").contains("t = " + few.tEnd());
    OdeSolution cheap = Ode.solve(Problems.PREDATOR, 0, start, 20, options.evaluations(100));
    assertThat(cheap.status().kind()).isEqualTo(Status.Kind.LIMIT);
    assertThat(cheap.statistics().evaluations()).isEqualTo(100);
    assertThat(cheap.y(cheap.tEnd() / 2)).hasSize(2);
  }

  @Test
  void anEventThatFailsIsNamed() {
    OdeOptions options =
        OdeOptions.defaults().events(OdeEvent.of((t, y) -> t > 0.5 ? Double.NaN : 1));
    OdeSolution solution = Ode.solve(Problems.CIRCLE, 0, new double[] {0, 1}, 1, options);
    assertThat(solution.status().kind()).isEqualTo(Status.Kind.NOT_A_NUMBER);
    assertThat(solution.status().sentence()).contains("event 0");
  }
}
