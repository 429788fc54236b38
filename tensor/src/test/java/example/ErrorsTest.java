package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.DerivativeException;
import dev.leibniz.error.DonatedException;
import dev.leibniz.error.ForeignThreadException;
import dev.leibniz.error.IndexException;
import dev.leibniz.error.LeibnizException;
import dev.leibniz.error.LinalgException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.error.TraceLeakException;
import dev.leibniz.error.TracedValueException;
import dev.leibniz.error.TreeException;
import dev.leibniz.error.UnreachedGradientException;
import dev.leibniz.function.Custom;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Jit1;
import dev.leibniz.function.Jvp;
import dev.leibniz.function.Vmap;
import dev.leibniz.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Errors say the law, the values, the user's line and the fix. This class plays the user: it is
/// outside the packages of Leibniz.
final class ErrorsTest {
  private static final Tensor X = Tensor.of(new double[] {1, 2, 3});

  private static <E extends LeibnizException> String text(Class<E> type, Runnable code) {
    E error = catchThrowableOfType(type, code::run);
    assertThat(error).isNotNull();
    assertThat(error.getMessage()).contains("\n  Where: ErrorsTest.").contains("(ErrorsTest.java:");
    return error.getMessage().replaceAll("\\(ErrorsTest.java:\\d+\\)", "(line)");
  }

  @Test
  void matmulNamesTheInnerAxes() {
    Tensor a = Tensor.zeros(DType.F32, 8, 16);
    Tensor b = Tensor.zeros(DType.F32, 32, 4);
    assertThat(text(ShapeException.class, () -> a.matmul(b)))
        .startsWith(
            "matmul: inner axes must match; got a = f32[8, 16] (axis 1 = 16), b = f32[32, 4] (axis"
                + " 0 = 32).\n  Where: ErrorsTest.matmulNamesTheInnerAxes (line)\n  Fix: ");
  }

  @Test
  void errorsOfTracedFunctionsNameTheLineInside() {
    Function<Tensor, Tensor> f = x -> x.plus(Tensor.zeros(DType.F64, 4));
    assertThat(text(ShapeException.class, () -> Jit.of(f).apply(X)))
        .contains("plus: axes must be of equal size, counted from the last, or 1")
        .contains("a = f64[3]")
        .contains("b = f64[4]")
        .contains("Where: ErrorsTest.errorsOfTracedFunctionsNameTheLineInside (line)");
  }

  @Test
  void mixedElementTypesNameTheConversion() {
    assertThat(text(DTypeException.class, () -> X.times(Tensor.ones(DType.F32, 3))))
        .contains("times: element types must match; got a = f64[3], b = f32[3].")
        .contains("Fix: convert one of them, as in a.convert(DType.F32).");
  }

  @Test
  void aFractionDoesNotGoIntoWholeNumbers() {
    assertThat(text(DTypeException.class, () -> Tensor.arange(DType.I32, 3).plus(0.5)))
        .contains(
            "plus: a tensor of whole numbers takes whole numbers only; got a = i32[3], b = 0.5.");
  }

  @Test
  void anAxisThatIsNotThereIsNamed() {
    assertThat(text(ShapeException.class, () -> X.sum(2)))
        .contains("sum: the axis must be one of the shape's; got axis = 2, shape = [3].");
  }

  @Test
  void reshapeCountsElements() {
    assertThat(text(ShapeException.class, () -> X.reshape(2, 2)))
        .contains("reshape: the number of elements must stay the same")
        .contains("3 elements")
        .contains("4 elements");
  }

  @Test
  void anIfOnATracedValueNamesControl() {
    Function<Tensor, Tensor> f = x -> x.sum().item() > 0 ? x : x.negate();
    assertThat(text(TracedValueException.class, () -> Jit.of(f).apply(X)))
        .contains("item: a traced tensor has no numbers yet")
        .contains("Control.cond");
  }

  @Test
  void aLeakedTensorIsRefused() {
    List<Tensor> kept = new ArrayList<>();
    Jit.of(
            (Tensor x) -> {
              kept.add(x.exp());
              return x;
            })
        .apply(X);
    assertThat(text(TraceLeakException.class, () -> kept.getFirst().plus(1)))
        .contains("plus: a traced tensor must not be used after its function was traced");
  }

  @Test
  void anotherThreadMayNotUseATracedTensor() {
    Function<Tensor, Tensor> f =
        x -> {
          List<LeibnizException> errors = new ArrayList<>();
          Thread other =
              new Thread(() -> {
                try {
                  x.plus(1);
                } catch (LeibnizException error) {
                  errors.add(error);
                }
              });
          other.start();
          try {
            other.join();
          } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
          }
          throw errors.getFirst();
        };
    assertThat(text(ForeignThreadException.class, () -> Jit.of(f).apply(X)))
        .contains("plus: a function is traced by one thread, which alone may use it");
  }

  @Test
  void aGradientThatReachesNothingIsRefused() {
    Tensor constant = Tensor.scalar(3.0);
    assertThat(
            text(
                UnreachedGradientException.class,
                () -> Grad.of((Tensor x) -> constant.square()).apply(X)))
        .contains("Grad: the value must depend on what it is differentiated in");
  }

  @Test
  void aGradientOfManyNumbersNamesTheReduction() {
    assertThat(text(DerivativeException.class, () -> Grad.of((Tensor x) -> x.exp()).apply(X)))
        .contains("Grad: the function must give a single floating-point number")
        .contains("f64[3]")
        .contains("sum()");
  }

  @Test
  void aTensorThatACompiledFunctionUsesIsRefusedOnceItIsDonated() {
    Tensor captured = Tensor.of(new float[] {1, 2});
    Jit1<Tensor, Tensor> sum = Jit.of((Tensor x) -> x.plus(captured));
    sum.apply(captured.plus(1));
    Jit.of((Tensor x) -> x.times(2)).donate(0).apply(captured);
    assertThat(text(DonatedException.class, () -> sum.apply(Tensor.of(new float[] {1, 2}))))
        .contains("donated");
  }

  @Test
  void donatingAReshapedTensorLeavesTheOriginalAlone() {
    Tensor x = Tensor.of(new float[] {1, 2});
    Jit.of((Tensor y) -> y.times(2)).donate(0).apply(x.reshape(2, 1));
    assertThat(x.toFloatArray()).containsExactly(1, 2);
  }

  @Test
  void aDonatedTensorIsGone() {
    Jit1<Tensor, Tensor> step = Jit.of((Tensor x) -> x.plus(1)).donate(0);
    Tensor before = Tensor.of(new double[] {1, 2});
    step.apply(before);
    assertThat(text(DonatedException.class, () -> before.plus(1)))
        .contains("plus: a donated tensor must not be used again; got f64[2]");
    assertThat(text(DonatedException.class, () -> step.apply(before))).contains("donated");
  }

  @Test
  void aRuleForCotangentsHasNoTangents() {
    Function<Tensor, Tensor> f =
        Custom.vjp(
            (Tensor x) -> x.square(),
            (Tensor x) -> new Custom.ValueAndKept<>(x.square(), x),
            (Tensor x, Tensor w) -> x.times(w).times(2));
    assertThat(Grad.of((Tensor x) -> f.apply(x).sum()).apply(X).toDoubleArray())
        .containsExactly(2, 4, 6);
    assertThat(text(DerivativeException.class, () -> Jvp.of(f).apply(X, X)))
        .contains("Custom.vjp: a rule for cotangents only cannot push tangents forward")
        .contains("Custom.jvp");
  }

  @Test
  void anIndexOutsideItsAxisIsNamed() {
    Tensor indices = Tensor.of(new int[] {0, 7});
    assertThat(text(IndexException.class, () -> X.gather(indices, 0))).contains("7").contains("3");
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsNamed() {
    Tensor matrix = Tensor.of(new double[] {1, 2, 2, 1}, 2, 2);
    assertThat(text(LinalgException.class, () -> matrix.cholesky())).contains("positive definite");
  }

  @Test
  void batchesOfDifferentSizesAreListed() {
    assertThat(
            text(
                ShapeException.class,
                () -> {
                  Tensor _ =
                      Vmap.of((Tensor a, Tensor b) -> a.plus(b))
                          .apply(X, Tensor.zeros(DType.F64, 4));
                }))
        .contains("Vmap: the batched axes of all leaves must have the same size")
        .contains("argument 1 value = f64[3] (axis 0 = 3)")
        .contains("argument 2 value = f64[4] (axis 0 = 4)");
  }

  @Test
  void aLambdaIsNoPartOfATree() {
    record Layer(Tensor weight, Function<Tensor, Tensor> activation) {}
    Layer layer = new Layer(X, Tensor::tanh);
    assertThat(
            text(
                TreeException.class,
                () -> Jit.of((Layer l) -> l.activation().apply(l.weight())).apply(layer)))
        .contains("tree: what is no tensor must be a value with equals")
        .contains("enum");
  }

  @Test
  void vmapTakesOneAxisPerArgument() {
    assertThat(text(ArgumentException.class, () -> Vmap.of((Tensor x) -> x, 0, 1)))
        .contains("Vmap: there must be one axis per argument; got 1 arguments, axes = [0, 1].");
  }
}
