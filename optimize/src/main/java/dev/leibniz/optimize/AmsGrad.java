package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// AMSGrad: [Adam] with the largest v so far, w ← max(w, v), in place of v, so that an element's
/// rate never grows: p ← p − rate · m̂ / (√ŵ + ε).
///
/// Source: Reddi, Kale, Kumar: On the convergence of Adam and beyond (ICLR 2018), algorithm 2, with
/// Adam's corrections m̂ = m / (1 − β₁ᵗ) and ŵ = w / (1 − β₂ᵗ), as PyTorch has it.
///
/// ```java
/// Optimizer<Mlp, AmsGradState<Mlp>> amsGrad = AmsGrad.of(1e-3);
/// ```
///
/// @param adam rate, decays and ε
/// @param <P> the parameters, a tree of tensors
public record AmsGrad<P>(Adam<P> adam) implements Optimizer<P, AmsGradState<P>> {
  /// AMSGrad with a constant rate and Adam's usual numbers.
  public static <P> AmsGrad<P> of(double rate) {
    return new AmsGrad<>(Adam.of(rate));
  }

  /// AMSGrad with Adam's usual numbers.
  public static <P> AmsGrad<P> of(Schedule rate) {
    return new AmsGrad<>(Adam.of(rate));
  }

  @Override
  public AmsGradState<P> init(P parameters) {
    return new AmsGradState<>(adam.init(parameters), Trees.zeros(parameters));
  }

  @Override
  public Updated<P, AmsGradState<P>> step(P parameters, P gradient, AmsGradState<P> state) {
    Trees.requireGradient("AmsGrad", parameters, gradient);
    AdamState<P> moments = Adam.moments(gradient, state.adam());
    P largest = Trees.map(Tensor::maximum, state.largest(), moments.square());
    Tensor now = moments.numbers().rate().at(state.adam().step());
    P change = Adam.change(moments, largest, now);
    return new Updated<>(
        Trees.map(Tensor::minus, parameters, change), new AmsGradState<>(moments, largest));
  }
}
