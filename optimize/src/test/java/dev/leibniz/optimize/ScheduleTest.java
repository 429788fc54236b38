package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.function.Jit;
import dev.leibniz.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each schedule is one row beside its formula in plain Java.
final class ScheduleTest {
  private record Row(String name, Schedule schedule, IntToDoubleFunction formula) {}

  private static double fall(double part) {
    return 0.5 * (1 + Math.cos(Math.PI * Math.clamp(part, 0, 1)));
  }

  private static final List<Row> ROWS =
      List.of(
          new Row("constant", Schedule.constant(0.3), t -> 0.3),
          new Row("step", Schedule.step(2, 0.5, 10), t -> 2 * Math.pow(0.5, Math.floor(t / 10.0))),
          new Row(
              "exponential", Schedule.exponential(2, 0.5, 10), t -> 2 * Math.pow(0.5, t / 10.0)),
          new Row("cosine", Schedule.cosine(2, 40), t -> 2 * fall(t / 40.0)),
          new Row(
              "oneCycle",
              Schedule.oneCycle(2, 50),
              t ->
                  t < 15
                      ? 2 + (0.08 - 2) * fall(1 - (1 - t / 15.0))
                      : 8e-6 + (2 - 8e-6) * fall((t - 15) / 35.0)),
          new Row(
              "warmUp",
              Schedule.warmUp(8, Schedule.cosine(2, 40)),
              t -> Math.min(1, (t + 1) / 8.0) * 2 * fall(t / 40.0)),
          new Row(
              "linear", Schedule.linear(2, 0.5, 40), t -> 2 + (0.5 - 2) * Math.min(1, t / 40.0)),
          new Row(
              "join",
              Schedule.join(
                  Schedule.linear(0.25, 2, 8),
                  8,
                  Schedule.join(Schedule.cosine(2, 40), 20, Schedule.exponential(1, 0.5, 4))),
              t ->
                  t < 8
                      ? 0.25 + 1.75 * t / 8
                      : t < 28 ? 2 * fall((t - 8) / 40.0) : Math.pow(0.5, (t - 28) / 4.0)),
          new Row(
              "piecewise",
              Schedule.piecewise(new int[] {5, 20}, new double[] {3, 2, 1}),
              t -> t < 5 ? 3 : t < 20 ? 2 : 1),
          new Row(
              "piecewise without boundaries",
              Schedule.piecewise(new int[0], new double[] {4}),
              t -> 4));

  @TestFactory
  Stream<DynamicTest> ratesFollowTheFormulaEagerAndCompiled() {
    return ROWS.stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.name(),
                () -> {
                  BiFunction<Schedule, Tensor, Tensor> compiled = Jit.of(Schedule::at);
                  for (int t = 0; t < 60; t++) {
                    Tensor rate = row.schedule().at(Tensor.scalar(t));
                    assertThat(rate.dtype()).isEqualTo(DType.F64);
                    assertThat(rate.item())
                        .as("step %d", t)
                        .isCloseTo(row.formula().applyAsDouble(t), within(1e-14));
                    assertThat(compiled.apply(row.schedule(), Tensor.scalar(t)).item())
                        .isEqualTo(rate.item());
                  }
                }));
  }

  @Test
  void schedulesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Schedule.cosine(1, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("Schedule.cosine: the number of steps must be positive");
    assertThatThrownBy(() -> Schedule.exponential(1, Double.POSITIVE_INFINITY, 5))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("factor = Infinity");
    assertThatThrownBy(() -> Schedule.join(Schedule.constant(1), 0, Schedule.constant(2)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("Schedule.join: the number of steps must be positive");
    assertThatThrownBy(() -> Schedule.linear(1, -1, 5))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("rate = -1.0");
    assertThatThrownBy(() -> Schedule.piecewise(new int[] {5, 5}, new double[] {1, 2, 3}))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("boundaries must ascend");
    assertThatThrownBy(() -> Schedule.piecewise(new int[] {5}, new double[] {1}))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("one rate more than boundaries");
  }
}
