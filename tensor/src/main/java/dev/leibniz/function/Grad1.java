package dev.leibniz.function;

import dev.leibniz.function.Staged.TreeFunction;
import dev.leibniz.tensor.Tensor;
import java.util.function.Function;

/// The gradient of a function of one argument; see [Grad].
///
/// @param <A> the type of the first argument
public final class Grad1<A> implements Function<A, A> {
  private final TreeFunction tree;
  private final Transformed gradient;

  Grad1(Function<A, Tensor> function) {
    tree = arguments -> function.apply(Gradients.cast(arguments[0]));
    gradient = Gradients.of(tree, 0);
  }

  /// The gradient in the first argument, in its type.
  @Override
  public A apply(A a) {
    return Gradients.cast(gradient.apply(a));
  }

  /// The value together with the gradient in the first argument.
  public Function<A, ValueAnd<A>> withValue() {
    Transformed both = Gradients.withValue(tree, 0);
    return a -> Gradients.cast(both.apply(a));
  }

  /// What runs for these arguments: the program, its kernels, its memory, an estimate of the work.
  public String explain(A a) {
    return gradient.explain(a);
  }
}
