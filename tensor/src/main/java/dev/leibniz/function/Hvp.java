package dev.leibniz.function;

import dev.leibniz.tensor.Tensor;
import java.util.function.Function;

/// Hessian-vector products H(x)·v of a function to a single number, by forward mode over reverse
/// mode: the cost of a few gradients, whatever the number of parameters.
///
/// @param <A> the type of the argument, a tree of tensors
public final class Hvp<A> {
  private final Transformed product;

  private Hvp(Function<A, Tensor> function) {
    product =
        new Transformed(
            "Hvp", arguments -> Plans.hvp(a -> function.apply(Gradients.cast(a[0])), arguments));
  }

  /// The Hessian-vector product of a function.
  public static <A> Hvp<A> of(Function<A, Tensor> function) {
    return new Hvp<>(function);
  }

  /// H(x)·v, where `v` has the tree and types of `x`.
  ///
  /// @throws dev.leibniz.error.TreeException if `v` has another tree or other types
  public A apply(A x, A v) {
    return Gradients.cast(product.apply(x, v));
  }
}
