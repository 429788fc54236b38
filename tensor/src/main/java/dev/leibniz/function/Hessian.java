package dev.leibniz.function;

import dev.leibniz.tensor.Tensor;
import java.util.function.Function;

/// Hessians: all second derivatives of a function to a single number, by forward mode over reverse
/// mode. For an argument of shape [a…] the Hessian has shape [a…, a…].
///
/// ```java
/// Tensor h = Hessian.of((Tensor x) -> x.square().sum()).apply(x);
/// Tensor block = Hessian.of((Mlp m) -> loss(m)).block("a.weight", "b.bias").apply(model);
/// ```
///
/// @param <A> the type of the argument, a tensor or a tree of tensors
public final class Hessian<A> implements Function<A, Tensor> {
  private final Jacobian<A, A> hessian;

  private Hessian(Jacobian<A, A> hessian) {
    this.hessian = hessian;
  }

  /// The Hessian of a function of a tensor; choose a [#block] of one of a tree.
  public static <A> Hessian<A> of(Function<A, Tensor> function) {
    return new Hessian<>(Jacobian.of(Grad.of(function)).forward());
  }

  /// The block of second derivatives in two leaves of the argument, each named by its path.
  public Hessian<A> block(String rowPath, String columnPath) {
    return new Hessian<>(hessian.block(rowPath, columnPath));
  }

  /// The Hessian at `x`.
  ///
  /// @throws dev.leibniz.error.ArgumentException if the argument holds several tensors and no block
  ///   was chosen
  @Override
  public Tensor apply(A x) {
    return hessian.apply(x);
  }
}
