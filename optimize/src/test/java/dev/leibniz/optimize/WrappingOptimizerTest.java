package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.function.Function3;
import dev.leibniz.function.Jit;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What single wrappers do at their edges; what all of them do is in [OptimizerLawsTest].
final class WrappingOptimizerTest {
  private static final Tensor START = Tensor.of(new double[] {1, 2});

  private static double[] moved(Optimizer<Tensor, ?> optimizer, double... gradient) {
    return step(optimizer, START, Tensor.of(gradient)).toDoubleArray();
  }

  private static <P, S> P step(Optimizer<P, S> optimizer, P start, P gradient) {
    return optimizer.step(start, gradient, optimizer.init(start)).parameters();
  }

  @Test
  void smallGradientsPassUnclipped() {
    Sgd<Tensor> sgd = Sgd.of(1);
    double[] free = moved(sgd, 0.3, -0.4);
    assertThat(moved(Clip.byValue(0.5, sgd), 0.3, -0.4)).isEqualTo(free);
    assertThat(moved(Clip.byNorm(0.5, sgd), 0.3, -0.4)).containsExactly(free, within(1e-16));
    assertThat(moved(Clip.byGlobalNorm(1, sgd), 0.3, -0.4)).isEqualTo(free);
  }

  @Test
  void normsOfHugeGradientsDoNotOverflow() {
    assertThat(moved(Clip.byNorm(5, Sgd.of(1)), 3e200, -4e200))
        .containsExactly(new double[] {-2, 6}, within(1e-14));
    assertThat(moved(Clip.byGlobalNorm(5, Sgd.of(1)), 3e-200, 4e200))
        .containsExactly(new double[] {1, -3}, within(1e-14));
    Tensor wide = Tensor.of(new float[] {3e30f, 4e30f});
    assertThat(step(Clip.byGlobalNorm(5, Sgd.of(1)), Tensor.zeros(DType.F32, 2), wide))
        .extracting(Tensor::toFloatArray)
        .satisfies(x -> assertThat(x).containsExactly(new float[] {-3, -4}, within(1e-6f)));
  }

  @Test
  void aClippedElementKeepsItsSign() {
    assertThat(moved(Clip.byValue(0.5, Sgd.of(1)), 7, -7)).containsExactly(0.5, 2.5);
  }

  @Test
  void nothingMovesBetweenTheStepsOfAnAccumulation() {
    Accumulation<Tensor, SgdState<Tensor>> patient = Accumulation.of(3, Sgd.of(1));
    Function3<
            Tensor,
            Tensor,
            AccumulationState<Tensor, SgdState<Tensor>>,
            Updated<Tensor, AccumulationState<Tensor, SgdState<Tensor>>>>
        step = Jit.of(patient::step);
    Updated<Tensor, AccumulationState<Tensor, SgdState<Tensor>>> now =
        new Updated<>(START, patient.init(START));
    double[] first = new double[7];
    for (int i = 0; i < 7; i++) {
      now = step.apply(now.parameters(), Tensor.of(new double[] {i, 0}), now.state());
      first[i] = now.parameters().get(0).item();
    }
    assertThat(first).containsExactly(new double[] {1, 1, 0, 0, 0, -4, -4}, within(1e-15));
    assertThat(now.state().inner().step().item()).isEqualTo(2);
  }

  @Test
  void anOverflowIsForgottenAfterItsStep() {
    Accumulation<Tensor, SgdState<Tensor>> single = Accumulation.of(1, Sgd.of(0));
    var next =
        single.step(
            START, Tensor.of(new double[] {Double.POSITIVE_INFINITY, 1}), single.init(START));
    assertThat(next.state().sum().toDoubleArray()).containsExactly(0, 0);
  }

  @Test
  void aMeanOfIteratesIsTheNewestUntilItBegins() {
    PolyakAverage<Tensor, SgdState<Tensor>> averaged = PolyakAverage.of(2, 2, Sgd.of(1));
    Tensor x = Tensor.scalar(0.0);
    PolyakAverageState<Tensor, SgdState<Tensor>> state = averaged.init(x);
    double[] means = new double[8];
    for (int i = 0; i < 8; i++) {
      var next = averaged.step(x, Tensor.scalar(-1.0), state);
      x = next.parameters();
      state = next.state();
      means[i] = state.average().item();
    }
    assertThat(means).containsExactly(1, 2, 3, 4, 4, 5, 5, 6);
  }

  @Test
  void eachPathHasItsRuleAndSamSeesAllOfThem() {
    Map<String, Tensor> start =
        Map.of("a", Tensor.scalar(1.0), "b", Tensor.scalar(2.0), "c", Tensor.scalar(3.0));
    Optimizer<Map<String, Tensor>, ?> rules =
        ByPath.of(
            path -> path.equals("a"),
            Sgd.<Map<String, Tensor>>of(0),
            ByPath.of(
                path -> path.equals("b"),
                Sam.of(0.5, Sgd.<Map<String, Tensor>>of(1)),
                Sgd.<Map<String, Tensor>>of(0.1)));
    Map<String, Tensor> next = climbed(rules, start);
    assertThat(next.get("a").item()).isEqualTo(1);
    assertThat(next.get("b").item()).isCloseTo(2 - 1 * 2.5 * 3, within(1e-14));
    assertThat(next.get("c").item()).isCloseTo(3 - 0.1 * 1 * 2, within(1e-14));
  }

  /// A step on a·b·c, whose gradient in each is the product of the others, but in b it is taken to
  /// be a·b·c, so that it shows where it was asked for.
  private static <S> Map<String, Tensor> climbed(
      Optimizer<Map<String, Tensor>, S> optimizer, Map<String, Tensor> start) {
    UnaryOperator<Map<String, Tensor>> gradient =
        at ->
            Map.of(
                "a", at.get("b").times(at.get("c")),
                "b", at.get("a").times(at.get("b")).times(at.get("c")),
                "c", at.get("a").times(at.get("b")));
    return optimizer
        .step(start, gradient.apply(start), gradient, optimizer.init(start))
        .parameters();
  }

  @Test
  void decayIsOfTheChosenPathsOnly() {
    List<Tensor> start = List.of(START, START);
    List<Tensor> none = Tree.map((Tensor leaf) -> leaf.times(0), start);
    List<Tensor> apart =
        step(
            WeightDecay.decoupled(Schedule.constant(0.5), 0.5, Sgd.<List<Tensor>>of(0.5))
                .where(path -> path.equals("[1]")),
            start,
            none);
    assertThat(apart.get(0).toDoubleArray()).containsExactly(1, 2);
    assertThat(apart.get(1).toDoubleArray()).containsExactly(0.75, 1.5);
    List<Tensor> pulled =
        step(
            WeightDecay.coupled(0.5, Sgd.<List<Tensor>>of(0.5)).where(path -> path.equals("[0]")),
            start,
            none);
    assertThat(pulled.get(0).toDoubleArray()).containsExactly(0.75, 1.5);
    assertThat(pulled.get(1).toDoubleArray()).containsExactly(1, 2);
  }

  @Test
  void samOfASingleGradientSaysWhatItNeeds() {
    Sam<Tensor, SgdState<Tensor>> sam = Sam.of(0.1, Sgd.of(1));
    assertThatThrownBy(() -> sam.step(START, START, sam.init(START)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("needs the gradient there")
        .hasMessageContaining("Fix: step(parameters, gradient, at ->");
    assertThatThrownBy(() -> moved(Clip.byValue(1, Accumulation.of(1, sam)), 1, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("needs the gradient there");
  }

  /// With s ← 0.5·s + 0.5·g² of 1e8 + {1, −1, 1, …}, the variance as a difference of squares would
  /// be a multiple of 2.
  @Test
  void theVarianceOfNearlyEqualGradientsDoesNotCancel() {
    RmsProp<Tensor> centred = RmsProp.<Tensor>of(1).withDecay(0.5).centered();
    Tensor x = Tensor.scalar(0.0);
    RmsPropState<Tensor> state = centred.init(x);
    for (int i = 0; i < 120; i++) {
      double gradient = i % 2 == 0 ? 1e8 + 1 : 1e8 - 1;
      state = centred.step(x, Tensor.scalar(gradient), state).state();
    }
    assertThat(state.square().item()).isCloseTo(8.0 / 9, within(1e-7));
  }

  private record Refused(String message, ThrowingCallable call) {}

  @TestFactory
  Stream<DynamicTest> numbersOutOfRangeAreRefusedByName() {
    Sgd<Tensor> sgd = Sgd.of(1);
    return Stream.of(
            new Refused(
                "Clip: the limit must be finite and positive; got limit = 0.0.",
                () -> Clip.byNorm(0, sgd)),
            new Refused(
                "Sam: the radius must be finite and not negative; got radius = NaN.",
                () -> Sam.of(Double.NaN, sgd)),
            new Refused(
                "WeightDecay: the decay must be finite and not negative",
                () -> WeightDecay.coupled(-1, sgd)),
            new Refused(
                "ExponentialAverage: the decay must be from 0 to below 1; got decay = 1.0.",
                () -> ExponentialAverage.of(1, sgd)),
            new Refused(
                "PolyakAverage: the number `every` must be positive; got every = 0.",
                () -> PolyakAverage.of(0, 0, sgd)),
            new Refused(
                "PolyakAverage: the number `from` must not be negative; got from = -1.",
                () -> PolyakAverage.of(-1, 1, sgd)),
            new Refused(
                "Accumulation: the number `every` must be positive; got every = -3.",
                () -> Accumulation.of(-3, sgd)),
            new Refused("Adagrad: the initial must", () -> Adagrad.of(1).withInitial(-1)),
            new Refused("RmsProp: the momentum must", () -> RmsProp.of(1).withMomentum(1)),
            new Refused(
                "Adadelta: the epsilon must be finite and positive",
                () -> Adadelta.of(1).withEpsilon(0)),
            new Refused("Nadam: the momentumDecay must", () -> new Nadam<>(Adam.of(1), -1)),
            new Refused("Lion: the beta2 must", () -> Lion.of(1).withBetas(0.9, 1)),
            new Refused("Lamb: the decay must", () -> Lamb.of(1, -1)),
            new Refused(
                "Adafactor: the threshold must",
                () -> new Adafactor<>(Schedule.constant(1), 0.8, 1e-3, 0)))
        .map(refused ->
            DynamicTest.dynamicTest(
                refused.message(),
                () ->
                    assertThatThrownBy(refused.call())
                        .isInstanceOf(ArgumentException.class)
                        .hasMessageContaining(refused.message())));
  }
}
