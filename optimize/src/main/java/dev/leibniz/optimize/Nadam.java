package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.List;

/// Nadam: [Adam] with Nesterov's momentum, p ← p − rate · (μₜ₊₁·m / (1 − ∏ₛ₌₁ᵗ⁺¹ μₛ) + (1 − μₜ)·g /
/// (1 − ∏ₛ₌₁ᵗ μₛ)) / (√v̂ + ε), where μₜ = β₁·(1 − ½·0.96^(t·ψ)) warms the momentum up.
///
/// Source: Dozat: Incorporating Nesterov momentum into Adam (ICLR workshop 2016), algorithm 2 and
/// section 3, with ψ = 0.004 by default, as PyTorch has it.
///
/// ```java
/// Optimizer<Mlp, NadamState<Mlp>> nadam = Nadam.of(2e-3);
/// ```
///
/// @param adam rate, decays and ε
/// @param momentumDecay ψ; 0 keeps μ at β₁ / 2
/// @param <P> the parameters, a tree of tensors
public record Nadam<P>(Adam<P> adam, double momentumDecay) implements Optimizer<P, NadamState<P>> {
  /// Checks ψ.
  ///
  /// @throws ArgumentException if it is negative or not finite
  public Nadam {
    Ranges.requireNotNegative("Nadam", "momentumDecay", momentumDecay);
  }

  /// Nadam with a constant rate and Adam's usual numbers.
  public static <P> Nadam<P> of(double rate) {
    return of(Schedule.constant(rate));
  }

  /// Nadam with Adam's usual numbers.
  public static <P> Nadam<P> of(Schedule rate) {
    return new Nadam<>(Adam.of(rate), 0.004);
  }

  @Override
  public NadamState<P> init(P parameters) {
    return new NadamState<>(
        Tensor.scalar(momentumDecay), Tensor.scalar(1.0), adam.init(parameters));
  }

  @Override
  public Updated<P, NadamState<P>> step(P parameters, P gradient, NadamState<P> state) {
    Trees.requireGradient("Nadam", parameters, gradient);
    AdamState<P> moments = Adam.moments(gradient, state.adam());
    AdamNumbers numbers = moments.numbers();
    Tensor now = momentum(state.momentumDecay(), numbers.beta1(), moments.step());
    Tensor soon = momentum(state.momentumDecay(), numbers.beta1(), moments.step().plus(1));
    Tensor product = state.product().times(now);
    Tensor ofGradient = rest(now).div(rest(product));
    Tensor ofMean = soon.div(rest(product.times(soon)));
    Tensor inverse = Moments.correction(numbers.beta2(), moments.step()).rsqrt();
    Tensor rate = numbers.rate().at(state.adam().step());
    P next =
        Trees.zip(
            leaves -> {
              Tensor v = leaves.get(3);
              Tensor direction =
                  Trees.scaled(leaves.get(1), ofGradient).plus(Trees.scaled(leaves.get(2), ofMean));
              Tensor root =
                  Trees.scaled(v.sqrt(), inverse).plus(numbers.epsilon().convert(v.dtype()));
              return leaves.get(0).minus(Trees.scaled(direction.div(root), rate));
            },
            List.of(parameters, gradient, moments.mean(), moments.square()));
    return new Updated<>(next, new NadamState<>(state.momentumDecay(), product, moments));
  }

  /// μₜ.
  private static Tensor momentum(Tensor decay, Tensor beta1, Tensor step) {
    Tensor warming = decay.times(step.convert(DType.F64)).times(Math.log(0.96)).exp();
    return beta1.times(rest(warming.times(0.5)));
  }

  private static Tensor rest(Tensor part) {
    return part.negate().plus(1);
  }
}
