package dev.leibniz.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.CheckException;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Jacobian;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Jvp;
import dev.leibniz.function.Vmap;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class ImplicitFunctionTest {
  private static final RandomKey KEY = RandomKey.of(5);
  private static final Tensor DATA = KEY.normal(DType.F64, 12, 3);
  private static final Tensor TARGETS = KEY.fold(1).normal(DType.F64, 12);

  private static final ImplicitFunction<Tensor, Tensor> RIDGE =
      ImplicitFunction.argmin(
          (Tensor w, Tensor penalty) ->
              DATA.matmul(w).minus(TARGETS).square().sum().plus(w.square().sum().times(penalty)),
          Tensor.zeros(DType.F64, 3));

  /// x³ + x = p.
  private static final ImplicitFunction<Tensor, Tensor> CUBIC =
      ImplicitFunction.root(
          (Tensor x, Tensor p) -> x.square().times(x).plus(x).minus(p), Tensor.scalar(0.0));

  private static double slope(Function<Tensor, Tensor> f, double at) {
    return Grad.of(f).apply(Tensor.scalar(at)).item();
  }

  private static void assertClose(Tensor actual, Tensor expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.minus(expected).abs().max().item())
        .isLessThanOrEqualTo(tolerance * Math.max(1, expected.abs().max().item()));
  }

  @Test
  void ridgeRegressionInItsPenaltyIsTheClosedForm() {
    Tensor penalty = Tensor.scalar(0.7);
    Tensor matrix = DATA.transpose().matmul(DATA).plus(Tensor.eye(DType.F64, 3).times(0.7));
    Tensor weights = matrix.solve(DATA.transpose().matmul(TARGETS));
    Tensor first = matrix.solve(weights).negate();
    Tensor second = matrix.solve(first).times(-2);
    Jacobian<Tensor, Tensor> rates = Jacobian.of(RIDGE);
    assertClose(RIDGE.apply(penalty), weights, 1e-12);
    assertClose(rates.apply(penalty), first, 1e-12);
    assertClose(rates.forward().apply(penalty), first, 1e-12);
    assertClose(rates.reverse().apply(penalty), first, 1e-12);
    assertClose(Jacobian.of(rates).apply(penalty), second, 1e-11);
  }

  @Test
  void theRootOfACubicHasTheDerivativesOfItsInverse() {
    double x = CUBIC.apply(Tensor.scalar(10.0)).item();
    assertThat(x).isCloseTo(2, within(1e-14));
    double d = 3 * x * x + 1;
    Function<Tensor, Tensor> first = p -> Grad.of(CUBIC).apply(p);
    Function<Tensor, Tensor> second = p -> Grad.of(first).apply(p);
    assertThat(slope(CUBIC, 10)).isCloseTo(1 / d, within(1e-14));
    assertThat(slope(first, 10)).isCloseTo(-6 * x / Math.pow(d, 3), within(1e-14));
    double third = (-6 * d + 108 * x * x) / Math.pow(d, 5);
    assertThat(slope(second, 10)).isCloseTo(third, within(1e-14));
  }

  @Test
  void theFixedPointOfACosineHasItsDerivatives() {
    ImplicitFunction<Tensor, Tensor> fixed =
        ImplicitFunction.fixedPoint((Tensor x, Tensor p) -> x.times(p).cos(), Tensor.scalar(1.0));
    double p = 0.8;
    double x = fixed.apply(Tensor.scalar(p)).item();
    double expected = -x * Math.sin(p * x) / (1 + p * Math.sin(p * x));
    assertThat(x).isCloseTo(Math.cos(p * x), within(1e-12));
    assertThat(slope(fixed, p)).isCloseTo(expected, within(1e-11));
    Tensor forward = Jvp.of(fixed).apply(Tensor.scalar(p), Tensor.scalar(1.0)).tangent();
    assertThat(forward.item()).isCloseTo(expected, within(1e-11));
  }

  record Line(Tensor slope, Tensor offset) {}

  record Model(Tensor scale, Tensor shift) {}

  @Test
  void solutionsAndParametersAreTrees() {
    Tensor x = KEY.fold(2).normal(DType.F64, 20);
    ImplicitFunction<Model, Line> fit =
        ImplicitFunction.leastSquares(
            (Line l, Model m) ->
                l.slope()
                    .times(x)
                    .plus(l.offset())
                    .minus(x.times(m.scale()).sin().plus(m.shift()))
                    .times(l.offset().square().plus(1).sqrt()),
            new Line(Tensor.scalar(0.0), Tensor.scalar(0.0)));
    Function<Model, Tensor> score =
        m -> fit.apply(m).slope().times(3).plus(fit.apply(m).offset().exp());
    Model at = new Model(Tensor.scalar(0.6), Tensor.scalar(0.3));
    Model gradient = Grad.of(score).apply(at);
    double h = 1e-4;
    double byScale =
        (score.apply(new Model(Tensor.scalar(0.6 + h), at.shift())).item()
                - score.apply(new Model(Tensor.scalar(0.6 - h), at.shift())).item())
            / (2 * h);
    double byShift =
        (score.apply(new Model(at.scale(), Tensor.scalar(0.3 + h))).item()
                - score.apply(new Model(at.scale(), Tensor.scalar(0.3 - h))).item())
            / (2 * h);
    assertThat(gradient.scale().item()).isCloseTo(byScale, within(1e-6));
    assertThat(gradient.shift().item()).isCloseTo(byShift, within(1e-6));
  }

  @Test
  void anArgminIsAMinimumWhereTheHessianIsIndefiniteAtTheStart() {
    ImplicitFunction<Tensor, Tensor> well =
        ImplicitFunction.argmin(
            (Tensor x, Tensor p) -> x.square().minus(p).square().sum(), Tensor.scalar(0.1));
    assertThat(well.apply(Tensor.scalar(4.0)).item()).isCloseTo(2, within(1e-12));
    assertThat(slope(well, 4)).isCloseTo(0.25, within(1e-11));
  }

  @Test
  void solutionsAreCompiledAndBatched() {
    Tensor many = Tensor.of(new double[] {0, 2, 10, 30});
    Tensor expected = Tensor.of(new double[] {0, 1, 2, 3});
    assertClose(Vmap.of(CUBIC).apply(many), expected, 1e-13);
    assertThat(Jit.of((Tensor p) -> CUBIC.apply(p)).apply(Tensor.scalar(10.0)).item())
        .isEqualTo(CUBIC.apply(Tensor.scalar(10.0)).item());
    Function<Tensor, Tensor> slopes = p -> Grad.of(CUBIC).apply(p);
    assertThat(Vmap.of(slopes).apply(many).get(2).item()).isCloseTo(1.0 / 13, within(1e-14));
  }

  @Test
  void theElementTypeIsKept() {
    ImplicitFunction<Tensor, Tensor> root =
        ImplicitFunction.root((Tensor x, Tensor p) -> x.square().minus(p), Tensor.scalar(1f));
    Tensor x = root.apply(Tensor.scalar(2f));
    assertThat(x.dtype()).isEqualTo(DType.F32);
    assertThat(x.item()).isCloseTo(Math.sqrt(2), within(1e-6));
  }

  @Test
  void aSearchThatDoesNotEndStopsTheRun() {
    ImplicitFunction<Tensor, Tensor> none =
        ImplicitFunction.root((Tensor x, Tensor p) -> x.square().plus(p), Tensor.scalar(1.0));
    assertThatThrownBy(() -> none.apply(Tensor.scalar(1.0)))
        .isInstanceOf(CheckException.class)
        .hasMessageContaining("the search of an implicit function must end within 200 steps");
    ImplicitFunction<Tensor, Tensor> away =
        ImplicitFunction.fixedPoint((Tensor x, Tensor p) -> x.times(p), Tensor.scalar(1.0));
    assertThatThrownBy(() -> away.apply(Tensor.scalar(3.0))).isInstanceOf(CheckException.class);
  }

  @Test
  void unknownsThatAreNotOfOneTypeAreRefused() {
    assertThatThrownBy(() ->
            ImplicitFunction.root(
                (Line l, Tensor p) -> l, new Line(Tensor.scalar(1f), Tensor.scalar(1.0))))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("unknowns must be floating-point tensors of one element type");
    assertThatThrownBy(() -> CUBIC.tolerance(0)).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> CUBIC.iterations(0)).isInstanceOf(ArgumentException.class);
  }
}
