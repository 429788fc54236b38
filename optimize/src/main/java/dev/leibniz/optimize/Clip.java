package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.function.UnaryOperator;

/// Another optimizer with gradients that are not too large.
///
/// Source: Pascanu, Mikolov, Bengio: On the difficulty of training recurrent neural networks (ICML
/// 2013), algorithm 1, for norms.
///
/// ```java
/// var careful = Clip.byGlobalNorm(1, Adam.<Mlp>of(1e-3));
/// ```
///
/// @param kind what is limited
/// @param limit the largest size
/// @param inner the optimizer that steps
/// @param <P> the parameters, a tree of tensors
/// @param <S> the other optimizer's state
public record Clip<P, S>(Kind kind, double limit, Optimizer<P, S> inner)
    implements WrappingOptimizer<P, ClipState<S>> {
  /// What is limited.
  public enum Kind {
    /// Each element: g ← min(max(g, −limit), limit).
    VALUE,
    /// The Euclidean norm of each leaf: g ← g · min(1, limit / ‖g‖).
    NORM,
    /// The Euclidean norm of all leaves together, by one factor for all.
    GLOBAL_NORM
  }

  /// Checks the limit.
  ///
  /// @throws ArgumentException if it is not finite and positive
  public Clip {
    Ranges.requirePositive("Clip", "limit", limit);
  }

  /// Limits each element to [−limit, limit].
  public static <P, S> Clip<P, S> byValue(double limit, Optimizer<P, S> inner) {
    return new Clip<>(Kind.VALUE, limit, inner);
  }

  /// Limits the Euclidean norm of each leaf.
  public static <P, S> Clip<P, S> byNorm(double limit, Optimizer<P, S> inner) {
    return new Clip<>(Kind.NORM, limit, inner);
  }

  /// Limits the Euclidean norm of all leaves together; the direction stays.
  public static <P, S> Clip<P, S> byGlobalNorm(double limit, Optimizer<P, S> inner) {
    return new Clip<>(Kind.GLOBAL_NORM, limit, inner);
  }

  @Override
  public ClipState<S> init(P parameters) {
    return new ClipState<>(Tensor.scalar(limit), inner.init(parameters));
  }

  @Override
  public P result(P parameters, ClipState<S> state) {
    return inner.result(parameters, state.inner());
  }

  @Override
  public Updated<P, ClipState<S>> step(
      P parameters, P gradient, UnaryOperator<P> gradientAt, ClipState<S> state) {
    Trees.requireGradient("Clip", parameters, gradient);
    Tensor most = state.limit();
    Updated<P, S> next =
        inner.step(
            parameters,
            clipped(gradient, most),
            at -> clipped(gradientAt.apply(at), most),
            state.inner());
    return new Updated<>(next.parameters(), new ClipState<>(most, next.state()));
  }

  private P clipped(P gradient, Tensor most) {
    return switch (kind) {
      case VALUE ->
          Trees.map(
              (Tensor leaf) -> {
                Tensor here = most.convert(leaf.dtype());
                return leaf.minimum(here).maximum(here.negate());
              },
              gradient);
      case NORM ->
          Trees.map((Tensor leaf) -> Trees.scaled(leaf, factor(Trees.norm(leaf), most)), gradient);
      case GLOBAL_NORM -> {
        Tensor factor = factor(Trees.norm(gradient), most);
        yield Trees.map((Tensor leaf) -> Trees.scaled(leaf, factor), gradient);
      }
    };
  }

  /// min(1, limit / norm), without a division by 0.
  private static Tensor factor(Tensor norm, Tensor most) {
    return most.div(norm.maximum(most));
  }
}
