package dev.leibniz.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Derivatives of functions of tensors and trees, against closed forms.
final class DerivativesTest {
  private static final Tensor X = Tensor.of(new double[] {0.3, -1.2, 2.5});

  private record Line(Tensor slope, Tensor offset) {}

  private record Nested(
      List<Line> lines, Map<String, Tensor> named, Optional<Tensor> maybe, int steps) {}

  private static double[] doubles(Tensor t) {
    return t.toDoubleArray();
  }

  @Test
  void theGradientOfASumOfSquaresIsTwiceTheArgument() {
    Tensor gradient = Grad.of((Tensor x) -> x.square().sum()).apply(X);
    assertThat(doubles(gradient)).containsExactly(0.6, -2.4, 5.0);
  }

  @Test
  void theGradientHasTheTypeOfItsArgument() {
    Line line = new Line(Tensor.scalar(2.0), Tensor.scalar(1.0));
    Grad2<Line, Tensor> gradient =
        Grad.of((Line l, Tensor x) -> l.slope().times(x).plus(l.offset()).square().sum());
    Line result = gradient.apply(line, X);
    double[] residuals = {1.6, -1.4, 6.0};
    assertThat(result.offset().item())
        .isCloseTo(2 * (residuals[0] + residuals[1] + residuals[2]), within(1e-12));
    assertThat(result.slope().item())
        .isCloseTo(
            2 * (residuals[0] * 0.3 - residuals[1] * 1.2 + residuals[2] * 2.5), within(1e-12));
    assertThat(gradient.withValue().apply(line, X).value().item())
        .isCloseTo(1.6 * 1.6 + 1.4 * 1.4 + 36, within(1e-12));
    assertThat(doubles(gradient.second().apply(line, X)))
        .containsExactly(new double[] {6.4, -5.6, 24}, within(1e-12));
  }

  @Test
  void recordsListsMapsAndOptionalsAreTrees() {
    Nested tree =
        new Nested(
            List.of(new Line(Tensor.scalar(1.0), Tensor.scalar(2.0))),
            Map.of("w", Tensor.scalar(3.0)),
            Optional.of(Tensor.scalar(4.0)),
            2);
    Nested gradient =
        Grad.of((Nested n) ->
                n.lines()
                    .getFirst()
                    .slope()
                    .times(n.named().get("w"))
                    .plus(n.maybe().orElseThrow().times(n.steps()))
                    .plus(n.lines().getFirst().offset().square()))
            .apply(tree);
    assertThat(gradient.lines().getFirst().slope().item()).isEqualTo(3);
    assertThat(gradient.lines().getFirst().offset().item()).isEqualTo(4);
    assertThat(gradient.named().get("w").item()).isEqualTo(1);
    assertThat(gradient.maybe().orElseThrow().item()).isEqualTo(2);
    assertThat(gradient.steps()).isEqualTo(2);
  }

  @Test
  void derivativesNestToAnyOrder() {
    Function<Tensor, Tensor> f = x -> x.sin().times(x);
    for (int order = 1; order <= 4; order++) {
      f = Grad.of(f);
    }
    double x = 0.7;
    double expected = x * Math.sin(x) - 4 * Math.cos(x);
    assertThat(f.apply(Tensor.scalar(x)).item()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void thereIsNoPerturbationConfusion() {
    Function<Tensor, Tensor> outer =
        x -> x.times(Grad.of((Tensor y) -> x.plus(y)).apply(Tensor.scalar(1.0)));
    assertThat(Grad.of(outer).apply(Tensor.scalar(5.0)).item()).isEqualTo(1);
    Function<Tensor, Tensor> product =
        x -> x.times(Grad.of((Tensor y) -> x.times(y)).apply(Tensor.scalar(2.0)));
    assertThat(Grad.of(product).apply(Tensor.scalar(3.0)).item()).isEqualTo(6);
  }

  @Test
  void jvpAndVjpAreTransposesOfEachOther() {
    Function<Tensor, Tensor> f = x -> x.exp().cumSum(0).tanh();
    Tensor v = Tensor.of(new double[] {1, -2, 0.5});
    Tensor w = Tensor.of(new double[] {0.2, 0.7, -1});
    ValueAndTangent<Tensor> forward = Jvp.of(f).apply(X, v);
    Pullback<Tensor, Tensor> pullback = Vjp.of(f).apply(X);
    assertThat(doubles(pullback.value())).containsExactly(doubles(forward.value()));
    assertThat(forward.tangent().times(w).sum().item())
        .isCloseTo(pullback.apply(w).times(v).sum().item(), within(1e-14));
  }

  @Test
  void jacobiansAgreeInBothModes() {
    Function<Tensor, Tensor> f =
        x -> Tensor.concat(0, x.sin(), x.prod().reshape(1), x.slice(0, 0, 1).times(x.get(2)));
    Tensor forward = Jacobian.of(f).forward().apply(X);
    Tensor reverse = Jacobian.of(f).reverse().apply(X);
    assertThat(forward.shape().toArray()).containsExactly(5, 3);
    assertThat(doubles(forward)).containsExactly(doubles(reverse), within(1e-14));
    assertThat(doubles(forward)[0]).isCloseTo(Math.cos(0.3), within(1e-15));
    assertThat(doubles(forward)[9]).isCloseTo(-1.2 * 2.5, within(1e-14));
  }

  @Test
  void theHessianTimesAVectorIsTheHessianVectorProduct() {
    Function<Tensor, Tensor> f = x -> x.square().prod().plus(x.sin().sum());
    Tensor v = Tensor.of(new double[] {1, -2, 0.5});
    Tensor hessian = Hessian.of(f).apply(X);
    Tensor product = Hvp.of(f).apply(X, v);
    assertThat(doubles(hessian.matmul(v))).containsExactly(doubles(product), within(1e-12));
    assertThat(doubles(hessian)).containsExactly(doubles(hessian.transpose()), within(1e-12));
  }

  @Test
  void blocksOfAHessianAreChosenByPath() {
    Line line = new Line(Tensor.of(new double[] {2, 3}), Tensor.scalar(1.0));
    Function<Line, Tensor> f = l -> l.slope().square().sum().times(l.offset().square());
    Tensor block = Hessian.of(f).block("slope", "offset").apply(line);
    assertThat(doubles(block)).containsExactly(8, 12);
    Tensor square = Hessian.of(f).block("slope", "slope").apply(line);
    assertThat(doubles(square)).containsExactly(2, 0, 0, 2);
  }

  @Test
  void batchingTheGradientGivesPerExampleGradients() {
    Line line = new Line(Tensor.scalar(2.0), Tensor.scalar(1.0));
    Function<Tensor, Line> each =
        x -> Grad.of((Line l) -> l.slope().times(x).plus(l.offset()).square()).apply(line);
    Line gradients = Vmap.of(each).apply(X);
    assertThat(doubles(gradients.offset()))
        .containsExactly(new double[] {3.2, -2.8, 12}, within(1e-12));
    Line shared =
        Vmap.of(
                (Line l, Tensor x) ->
                    Grad.of((Line m) -> m.slope().times(x).plus(m.offset()).square()).apply(l),
                Vmap.SHARED,
                0)
            .apply(line, X);
    assertThat(doubles(shared.offset())).containsExactly(doubles(gradients.offset()));
  }

  @Test
  void extraResultsAreNotDifferentiated() {
    GradientAnd<Tensor, Tensor> result =
        Grad.withAux((Tensor x) -> new Aux<>(x.square().sum(), x.max())).apply(X);
    assertThat(result.extra().item()).isEqualTo(2.5);
    assertThat(doubles(result.gradient())).containsExactly(0.6, -2.4, 5.0);
  }

  @Test
  void wholeNumbersGetZeros() {
    record Mixed(Tensor weight, Tensor labels) {}
    Mixed mixed = new Mixed(Tensor.of(new float[] {1, 2}), Tensor.of(new int[] {1, 0}));
    Mixed gradient =
        Grad.of((Mixed m) -> m.weight().gather(m.labels(), 0).square().sum()).apply(mixed);
    assertThat(gradient.labels().dtype()).isEqualTo(DType.I32);
    assertThat(gradient.labels().toIntArray()).containsExactly(0, 0);
    assertThat(gradient.weight().toFloatArray()).containsExactly(2, 4);
  }

  @Test
  void stoppedGradientsCountAsConstants() {
    Tensor gradient = Grad.of((Tensor x) -> x.stopGradient().times(x).sum()).apply(X);
    assertThat(doubles(gradient)).containsExactly(0.3, -1.2, 2.5);
  }

  @Test
  void checkpointsChangeNoBits() {
    Function<Tensor, Tensor> f = x -> x.exp().sin().times(x);
    Function<Tensor, Tensor> g = Checkpoint.of(f);
    Tensor plain = Grad.of((Tensor x) -> f.apply(x).sum()).apply(X);
    Tensor checkpointed = Grad.of((Tensor x) -> g.apply(x).sum()).apply(X);
    assertThat(doubles(checkpointed)).containsExactly(doubles(plain));
  }

  @Test
  void compiledFunctionsGiveTheBitsOfEagerOnes() {
    Function<Tensor, Tensor> f = x -> x.softmax(0).log().times(x).sum();
    assertThat(Jit.of(f).apply(X).item()).isEqualTo(f.apply(X).item());
    assertThat(Jit.of(f).explain(X)).contains("exp");
  }

  @Test
  void linearAlgebraHasItsDerivatives() {
    Tensor a = Tensor.of(new double[] {4, 1, 0.5, 1, 3, 0.2, 0.5, 0.2, 2}, 3, 3);
    Tensor b = Tensor.of(new double[] {1, 2, 3});
    List<Function<Tensor, Tensor>> functions =
        List.of(
            Tensor::cholesky,
            Tensor::inverse,
            Tensor::det,
            Tensor::logDet,
            m -> m.solve(b),
            m -> m.triangularSolve(b, true));
    for (Function<Tensor, Tensor> f : functions) {
      GradientCheck check = GradCheck.of(f).order(2).at(a);
      assertThat(check.passed()).as(check.report()).isTrue();
      GradientCheck forward = GradCheck.of(f).forward().at(a);
      assertThat(forward.passed()).as(forward.report()).isTrue();
    }
  }

  @Test
  void aWrongDerivativeFailsTheCheck() {
    Function<Tensor, Tensor> wrong =
        Custom.jvp(
            (Tensor x) -> x.square(),
            (Tensor x, Tensor v) -> new ValueAndTangent<>(x.square(), x.times(v).times(2.5)));
    GradientCheck check = GradCheck.of((Tensor x) -> wrong.apply(x).sum()).at(X);
    assertThat(check.passed()).isFalse();
    assertThat(check.report()).contains("WRONG");
  }
}
