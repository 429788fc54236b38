package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Another optimizer with weights that decay, all of them or those at some paths.
///
/// Decoupled, p ← (1 − rate·λ)·p before the other's step: Loshchilov, Hutter: Decoupled weight
/// decay regularization (ICLR 2019), algorithm 2. Coupled, g ← g + λ·p, the gradient of ½·λ·‖p‖².
///
/// ```java
/// Schedule rate = Schedule.cosine(1e-3, 10_000);
/// var optimizer =
///     WeightDecay.decoupled(rate, 0.01, Adam.<Mlp>of(rate))
///         .where(path -> !path.endsWith("bias"));
/// ```
///
/// @param rate what decoupled decay is multiplied by; empty if coupled
/// @param decay λ
/// @param where which leaves decay, by paths such as `layers[1].weight`
/// @param inner the optimizer that steps
/// @param <P> the parameters, a tree of tensors
/// @param <S> the other optimizer's state
public record WeightDecay<P, S>(
    Optional<Schedule> rate, double decay, Predicate<String> where, Optimizer<P, S> inner)
    implements WrappingOptimizer<P, WeightDecayState<S>> {
  /// Checks the decay.
  ///
  /// @throws ArgumentException if it is negative or not finite
  public WeightDecay {
    Ranges.requireNotNegative("WeightDecay", "decay", decay);
  }

  /// Decay by the rate times λ, apart from the gradient; the rate is commonly the other's own.
  public static <P, S> WeightDecay<P, S> decoupled(
      Schedule rate, double decay, Optimizer<P, S> inner) {
    return new WeightDecay<>(Optional.of(rate), decay, path -> true, inner);
  }

  /// Decay as part of the gradient.
  public static <P, S> WeightDecay<P, S> coupled(double decay, Optimizer<P, S> inner) {
    return new WeightDecay<>(Optional.empty(), decay, path -> true, inner);
  }

  /// The same for the leaves at some paths only.
  public WeightDecay<P, S> where(Predicate<String> paths) {
    return new WeightDecay<>(rate, decay, paths, inner);
  }

  @Override
  public WeightDecayState<S> init(P parameters) {
    return new WeightDecayState<>(
        Tensor.zeros(DType.I32),
        rate.map(Trees::copy),
        Tensor.scalar(decay),
        inner.init(parameters));
  }

  @Override
  public P result(P parameters, WeightDecayState<S> state) {
    return inner.result(parameters, state.inner());
  }

  @Override
  public Updated<P, WeightDecayState<S>> step(
      P parameters, P gradient, UnaryOperator<P> gradientAt, WeightDecayState<S> state) {
    Trees.requireGradient("WeightDecay", parameters, gradient);
    Tensor lambda = state.decay();
    Updated<P, S> next =
        state
            .rate()
            .map(speed -> {
              Tensor kept = speed.at(state.step()).times(lambda).negate().plus(1);
              P decayed = Trees.mapWhere(where, (Tensor p) -> Trees.scaled(p, kept), parameters);
              return inner.step(decayed, gradient, gradientAt, state.inner());
            })
            .orElseGet(() ->
                inner.step(
                    parameters,
                    pulled(gradient, parameters, lambda),
                    at -> pulled(gradientAt.apply(at), at, lambda),
                    state.inner()));
    return new Updated<>(
        next.parameters(),
        new WeightDecayState<>(state.step().plus(1), state.rate(), lambda, next.state()));
  }

  /// g + λ·p where leaves decay.
  private P pulled(P gradient, P parameters, Tensor lambda) {
    P all = Trees.map((g, p) -> g.plus(Trees.scaled(p, lambda)), gradient, parameters);
    return Trees.mergeWhere(where, all, gradient);
  }
}
