package dev.leibniz.function;

import dev.leibniz.function.Staged.TreeFunction;
import dev.leibniz.tensor.Tensor;

/// The gradient of a function of three arguments; see [Grad].
///
/// @param <A> the type of the first argument
/// @param <B> the type of the second argument
/// @param <C> the type of the third argument
public final class Grad3<A, B, C> implements Function3<A, B, C, A> {
  private final TreeFunction tree;
  private final Transformed gradient;

  Grad3(Function3<A, B, C, Tensor> function) {
    tree =
        arguments ->
            function.apply(
                Gradients.cast(arguments[0]),
                Gradients.cast(arguments[1]),
                Gradients.cast(arguments[2]));
    gradient = Gradients.of(tree, 0);
  }

  /// The gradient in the first argument, in its type.
  @Override
  public A apply(A a, B b, C c) {
    return Gradients.cast(gradient.apply(a, b, c));
  }

  /// The value together with the gradient in the first argument.
  public Function3<A, B, C, ValueAnd<A>> withValue() {
    Transformed both = Gradients.withValue(tree, 0);
    return (a, b, c) -> Gradients.cast(both.apply(a, b, c));
  }

  /// The gradient in the second argument, in its type.
  public Function3<A, B, C, B> second() {
    Transformed gradient = Gradients.of(tree, 1);
    return (a, b, c) -> Gradients.cast(gradient.apply(a, b, c));
  }

  /// The gradient in the third argument, in its type.
  public Function3<A, B, C, C> third() {
    Transformed gradient = Gradients.of(tree, 2);
    return (a, b, c) -> Gradients.cast(gradient.apply(a, b, c));
  }

  /// What runs for these arguments: the program, its kernels, its memory, an estimate of the work.
  public String explain(A a, B b, C c) {
    return gradient.explain(a, b, c);
  }
}
