package dev.leibniz.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.error.CheckException;
import dev.leibniz.error.TreeException;
import dev.leibniz.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Control flow by values, its derivatives and its batching.
final class ControlTest {
  /// The number of steps depends on x.
  private static Tensor doubledPast(Tensor x) {
    return Control.whileLoop((Tensor y) -> y.less(100), (Tensor y) -> y.times(y).plus(x), x);
  }

  private static double doubledPast(double x) {
    double y = x;
    while (y < 100) {
      y = y * y + x;
    }
    return y;
  }

  private static double slope(double x) {
    double y = x;
    double slope = 1;
    while (y < 100) {
      slope = 2 * y * slope + 1;
      y = y * y + x;
    }
    return slope;
  }

  @Test
  void reverseModeGoesThroughALoopOfUnknownLength() {
    for (double x : new double[] {1.1, 2, 3.7, 120}) {
      Tensor t = Tensor.scalar(x);
      assertThat(doubledPast(t).item()).isEqualTo(doubledPast(x));
      assertThat(Grad.of((Tensor y) -> doubledPast(y)).apply(t).item())
          .isCloseTo(slope(x), within(1e-12 * slope(x)));
      Tensor forward = Jvp.of((Tensor y) -> doubledPast(y)).apply(t, Tensor.scalar(1.0)).tangent();
      assertThat(forward.item()).isCloseTo(slope(x), within(1e-12 * slope(x)));
    }
  }

  @Test
  void batchedLoopsRunEachExampleToItsOwnEnd() {
    double[] xs = {1.1, 2, 3.7, 120};
    Tensor t = Tensor.of(xs);
    Tensor values = Vmap.of((Tensor x) -> doubledPast(x)).apply(t);
    Tensor slopes = Vmap.of(Grad.of((Tensor x) -> doubledPast(x))).apply(t);
    Tensor sum =
        Grad.of((Tensor x) -> Vmap.of((Tensor y) -> doubledPast(y)).apply(x).sum()).apply(t);
    for (int i = 0; i < xs.length; i++) {
      assertThat(values.toDoubleArray()[i]).isEqualTo(doubledPast(xs[i]));
      assertThat(slopes.toDoubleArray()[i]).isCloseTo(slope(xs[i]), within(1e-12 * slope(xs[i])));
      assertThat(sum.toDoubleArray()[i]).isCloseTo(slope(xs[i]), within(1e-12 * slope(xs[i])));
    }
  }

  @Test
  void secondDerivativesGoThroughALoop() {
    Function<Tensor, Tensor> f = x -> doubledPast(x);
    GradientCheck check = GradCheck.of(f).order(3).at(Tensor.scalar(3.7));
    assertThat(check.passed()).as(check.report()).isTrue();
  }

  @Test
  void scanCarriesAndStacks() {
    Tensor xs = Tensor.of(new double[] {1, 2, 3, 4});
    Step<Tensor, Tensor> result =
        Control.scan(
            (Tensor sum, Tensor x) -> {
              Tensor next = sum.plus(x);
              return new Step<>(next, next.square());
            },
            Tensor.scalar(0.0),
            xs);
    assertThat(result.carry().item()).isEqualTo(10);
    assertThat(result.output().toDoubleArray()).containsExactly(1, 9, 36, 100);
    Step<Tensor, Tensor> counted =
        Control.scan(
            (Tensor sum, Tensor step) -> new Step<>(sum.plus(step.convert(DType.F64)), step),
            Tensor.scalar(0.0),
            5);
    assertThat(counted.carry().item()).isEqualTo(10);
    assertThat(counted.output().toIntArray()).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void theGradientOfAScanReachesCarrySequenceAndOutside() {
    Tensor weight = Tensor.scalar(0.9);
    Function<Tensor, Tensor> f =
        w ->
            Control.scan(
                    (Tensor h, Tensor x) -> {
                      Tensor next = h.times(w).plus(x).tanh();
                      return new Step<>(next, next);
                    },
                    w.times(0.1),
                    Tensor.of(new double[] {0.5, -0.3, 0.8}).times(w))
                .output()
                .sum();
    GradientCheck check = GradCheck.of(f).order(2).at(weight);
    assertThat(check.passed()).as(check.report()).isTrue();
  }

  @Test
  void onlyOneBranchRuns() {
    Function<Tensor, Tensor> f =
        x -> Control.cond(x.greater(0), (Tensor y) -> y.log(), (Tensor y) -> y.times(2), x);
    assertThat(f.apply(Tensor.scalar(-3.0)).item()).isEqualTo(-6);
    assertThat(Grad.of(f).apply(Tensor.scalar(-3.0)).item()).isEqualTo(2);
    assertThat(Grad.of(f).apply(Tensor.scalar(4.0)).item()).isEqualTo(0.25);
    Tensor both = Vmap.of(Grad.of(f)).apply(Tensor.of(new double[] {-3, 4}));
    assertThat(both.toDoubleArray()).containsExactly(2, 0.25);
  }

  @Test
  void aFailedCheckStopsTheRunWithItsLaw() {
    Function<Tensor, Tensor> f =
        x -> {
          Control.check(x.greater(0), "x must be positive");
          return x.log();
        };
    assertThat(Jit.of(f).apply(Tensor.scalar(1.0)).item()).isZero();
    assertThatThrownBy(() -> Jit.of(f).apply(Tensor.scalar(-1.0)))
        .isInstanceOf(CheckException.class)
        .hasMessageContaining("x must be positive");
  }

  @Test
  void aBodyThatChangesWhatItCarriesIsRefused() {
    assertThatThrownBy(() ->
            Control.whileLoop(
                (Tensor x) -> x.sum().less(3), (Tensor x) -> x.sum(), Tensor.of(new double[2])))
        .isInstanceOf(TreeException.class)
        .hasMessageContaining("whileLoop: the body must keep the types of what it carries");
  }

  @Test
  void aScanOfManyStepsIsAsShortAsOneOfFew() {
    Function<Tensor, Tensor> f =
        x -> Control.scan((Tensor y, Tensor i) -> new Step<>(y.sin(), y.cos()), x, 10_000).carry();
    assertThat(Jit.of(f).apply(Tensor.scalar(1.0)).item()).isBetween(0.0, 0.02);
    assertThat(Grad.of(f).apply(Tensor.scalar(1.0)).item()).isBetween(0.0, 1e-3);
  }
}
