package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.function.Function3;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Vmap;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Steps in closed form, and what a compiled step serves; longer paths are those of
/// [ReferenceTrajectoryTest].
final class TrajectoryTest {
  private static final double[] START = {1.5, -0.5, 2};
  private static final double[] TARGET = {0.25, 1, -0.75};
  private static final double[] FACTOR = {1, 0.1, 0.3};

  private static double[] gradient(double[] x) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      gradient[i] = FACTOR[i] * Math.pow(x[i] - TARGET[i], 3);
    }
    return gradient;
  }

  /// θ = 1, g = 0.5 then −0.25, rate 0.1, momentum 0.9: v = 0.5, θ = 0.95; v = 0.2, θ = 0.93.
  @Test
  void twoStepsOfMomentumAreThoseComputedByHand() {
    Sgd<Tensor> sgd = Sgd.<Tensor>of(0.1).withMomentum(0.9);
    Tensor start = Tensor.scalar(1.0);
    Updated<Tensor, SgdState<Tensor>> one = sgd.step(start, Tensor.scalar(0.5), sgd.init(start));
    Updated<Tensor, SgdState<Tensor>> two =
        sgd.step(one.parameters(), Tensor.scalar(-0.25), one.state());
    assertThat(one.parameters().item()).isCloseTo(0.95, within(1e-15));
    assertThat(two.parameters().item()).isCloseTo(0.93, within(1e-15));
  }

  @Test
  void adamsFirstStepIsTheRateWhateverTheGradientsSize() {
    Adam<Tensor> adam = Adam.<Tensor>of(0.1).withEpsilon(0);
    Tensor start = Tensor.of(new double[] {0, 0, 0});
    Tensor gradient = Tensor.of(new double[] {1e-100, -3, 1e100});
    double[] moved = adam.step(start, gradient, adam.init(start)).parameters().toDoubleArray();
    assertThat(moved).containsExactly(new double[] {-0.1, 0.1, -0.1}, within(1e-13));
  }

  @Test
  void oneCompiledStepServesAllNumbers() {
    int[] traces = new int[1];
    Adam<Tensor> any = Adam.of(1);
    Function3<Tensor, Tensor, AdamState<Tensor>, Updated<Tensor, AdamState<Tensor>>> step =
        Jit.of((Tensor x, Tensor g, AdamState<Tensor> state) -> {
          traces[0]++;
          return any.step(x, g, state);
        });
    Tensor x = Tensor.of(START);
    Tensor g = Tensor.of(gradient(START));
    for (double rate : new double[] {0.1, 0.01, 0.001}) {
      Adam<Tensor> adam = Adam.<Tensor>of(rate).withBetas(0.5 + rate, 0.9);
      assertThat(step.apply(x, g, adam.init(x)).parameters().toDoubleArray())
          .isEqualTo(adam.step(x, g, adam.init(x)).parameters().toDoubleArray());
    }
    assertThat(traces[0]).isEqualTo(1);
  }

  @Test
  void aPopulationOfRatesStepsAtOnce() {
    Tensor x = Tensor.of(START);
    Tensor g = Tensor.of(gradient(START));
    Adam<Tensor> any = Adam.of(1);
    List<AdamState<Tensor>> states = new ArrayList<>();
    for (double rate : new double[] {0.1, 0.01, 0.001}) {
      states.add(Adam.<Tensor>of(rate).init(x));
    }
    AdamState<Tensor> population =
        Tree.zip(leaves -> Tensor.stack(0, leaves.toArray(Tensor[]::new)), states);
    Tensor all =
        Vmap.of((AdamState<Tensor> state) -> any.step(x, g, state).parameters()).apply(population);
    for (int i = 0; i < 3; i++) {
      assertThat(all.get(i).toDoubleArray())
          .containsExactly(
              any.step(x, g, states.get(i)).parameters().toDoubleArray(), within(1e-15));
    }
  }

  @Test
  void aDonatedStateLeavesTheOptimizersOwnNumbersAlone() {
    Adam<Tensor> adam = Adam.of(Schedule.warmUp(3, Schedule.cosine(0.1, 9)));
    Function3<Tensor, Tensor, AdamState<Tensor>, Updated<Tensor, AdamState<Tensor>>> step =
        Jit.of((Tensor x, Tensor g, AdamState<Tensor> state) -> adam.step(x, g, state)).donate(2);
    Tensor x = Tensor.of(START);
    double[] first = step.apply(x, x, adam.init(x)).parameters().toDoubleArray();
    double[] second = step.apply(x, x, adam.init(x)).parameters().toDoubleArray();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Sgd.of(0.1).withMomentum(1))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("Sgd: the momentum must be from 0 to below 1; got momentum = 1.0.");
    assertThatThrownBy(() -> Adam.of(0.1).withBetas(0.9, Double.NaN))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("beta2 = NaN");
    assertThatThrownBy(() -> AdamW.of(0.1, -1))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("decay = -1.0");
    assertThatThrownBy(() -> Adam.of(-0.1))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("Schedule.constant: a rate must be finite and not negative");
  }
}
