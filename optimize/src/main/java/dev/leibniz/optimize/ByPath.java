package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Two optimizers, one for the leaves at some paths, the other for the rest; either may be one of
/// this kind again. Each sees the others' leaves as empty, so that what it remembers, and norms
/// over all leaves, are of its own alone.
///
/// ```java
/// var optimizer =
///     ByPath.of(path -> path.endsWith("bias"), Sgd.<Mlp>of(0.1), Lamb.<Mlp>of(2e-3, 0.01));
/// var frozen = ByPath.of(path -> path.startsWith("layers[0]"), Sgd.<Mlp>of(0), Adam.<Mlp>of(1e-4));
/// ```
///
/// @param where which leaves are the first one's, by paths such as `layers[1].weight`
/// @param first the optimizer for those
/// @param others the optimizer for all others
/// @param <P> the parameters, a tree of tensors
/// @param <A> the first optimizer's state
/// @param <B> the second optimizer's state
public record ByPath<P, A, B>(
    Predicate<String> where, Optimizer<P, A> first, Optimizer<P, B> others)
    implements WrappingOptimizer<P, ByPathState<A, B>> {
  /// One optimizer for the leaves at some paths, another one for the rest.
  public static <P, A, B> ByPath<P, A, B> of(
      Predicate<String> where, Optimizer<P, A> first, Optimizer<P, B> others) {
    return new ByPath<>(where, first, others);
  }

  @Override
  public ByPathState<A, B> init(P parameters) {
    return new ByPathState<>(
        first.init(only(where, parameters)), others.init(only(where.negate(), parameters)));
  }

  @Override
  public P result(P parameters, ByPathState<A, B> state) {
    return Trees.mergeWhere(
        where,
        first.result(only(where, parameters), state.first()),
        others.result(only(where.negate(), parameters), state.others()));
  }

  @Override
  public Updated<P, ByPathState<A, B>> step(
      P parameters, P gradient, UnaryOperator<P> gradientAt, ByPathState<A, B> state) {
    Trees.requireGradient("ByPath", parameters, gradient);
    Updated<P, A> one = part(where, first, parameters, gradient, gradientAt, state.first());
    Updated<P, B> other =
        part(where.negate(), others, parameters, gradient, gradientAt, state.others());
    return new Updated<>(
        Trees.mergeWhere(where, one.parameters(), other.parameters()),
        new ByPathState<>(one.state(), other.state()));
  }

  private static <P, S> Updated<P, S> part(
      Predicate<String> own,
      Optimizer<P, S> optimizer,
      P parameters,
      P gradient,
      UnaryOperator<P> gradientAt,
      S state) {
    return optimizer.step(
        only(own, parameters),
        only(own, gradient),
        at -> only(own, gradientAt.apply(Trees.mergeWhere(own, at, parameters))),
        state);
  }

  private static <P> P only(Predicate<String> own, P tree) {
    return Trees.mapWhere(own.negate(), (Tensor leaf) -> Tensor.zeros(leaf.dtype(), 0), tree);
  }
}
