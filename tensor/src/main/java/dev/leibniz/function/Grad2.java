package dev.leibniz.function;

import dev.leibniz.function.Staged.TreeFunction;
import dev.leibniz.tensor.Tensor;
import java.util.function.BiFunction;

/// The gradient of a function of two arguments; see [Grad].
///
/// @param <A> the type of the first argument
/// @param <B> the type of the second argument
public final class Grad2<A, B> implements BiFunction<A, B, A> {
  private final TreeFunction tree;
  private final Transformed gradient;

  Grad2(BiFunction<A, B, Tensor> function) {
    tree = arguments -> function.apply(Gradients.cast(arguments[0]), Gradients.cast(arguments[1]));
    gradient = Gradients.of(tree, 0);
  }

  /// The gradient in the first argument, in its type.
  @Override
  public A apply(A a, B b) {
    return Gradients.cast(gradient.apply(a, b));
  }

  /// The value together with the gradient in the first argument.
  public BiFunction<A, B, ValueAnd<A>> withValue() {
    Transformed both = Gradients.withValue(tree, 0);
    return (a, b) -> Gradients.cast(both.apply(a, b));
  }

  /// The gradient in the second argument, in its type.
  public BiFunction<A, B, B> second() {
    Transformed gradient = Gradients.of(tree, 1);
    return (a, b) -> Gradients.cast(gradient.apply(a, b));
  }

  /// What runs for these arguments: the program, its kernels, its memory, an estimate of the work.
  public String explain(A a, B b) {
    return gradient.explain(a, b);
  }
}
