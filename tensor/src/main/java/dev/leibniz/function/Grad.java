package dev.leibniz.function;

import dev.leibniz.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Gradients by reverse mode: ∂f/∂x of a function f from trees of tensors to a single number.
///
/// ```java
/// record Line(Tensor slope, Tensor offset) {}
/// Grad2<Line, Tensor> gradient =
///     Grad.of((Line line, Tensor x) -> line.slope().times(x).plus(line.offset()).square().mean());
/// Line direction = gradient.apply(line, x); // of the type of what it is differentiated in
/// ```
///
/// The first argument is differentiated; `second()` and `third()` choose another. Gradients of
/// functions that themselves take gradients work to any order. Leaves of whole numbers get zeros;
/// leaves that the value does not depend on get zeros, with a warning.
public final class Grad {
  private Grad() {}

  /// The gradient of a function of one argument.
  public static <A> Grad1<A> of(Function<A, Tensor> function) {
    return new Grad1<>(function);
  }

  /// The gradient of a function of two arguments, in the first.
  public static <A, B> Grad2<A, B> of(BiFunction<A, B, Tensor> function) {
    return new Grad2<>(function);
  }

  /// The gradient of a function of three arguments, in the first.
  public static <A, B, C> Grad3<A, B, C> of(Function3<A, B, C, Tensor> function) {
    return new Grad3<>(function);
  }

  /// The gradient of a function that also computes something else.
  public static <A, X> GradWithAux<A, X> withAux(Function<A, Aux<X>> function) {
    return new GradWithAux<>(function);
  }

  /// The gradient in the first argument of a function that also computes something else.
  public static <A, B, X> GradWithAux2<A, B, X> withAux(BiFunction<A, B, Aux<X>> function) {
    return new GradWithAux2<>(function);
  }
}
