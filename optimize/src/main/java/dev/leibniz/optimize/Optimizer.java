package dev.leibniz.optimize;

/// An algorithm that moves parameters against their gradient, step by step.
///
/// It is a value without state of its own: what it remembers is in `S`, a tree of tensors, so that
/// a step can be compiled together with the gradient.
///
/// ```java
/// Adam<Mlp> adam = Adam.of(1e-3);
/// AdamState<Mlp> state = adam.init(model);
/// Updated<Mlp, AdamState<Mlp>> next = adam.step(model, gradient, state);
/// ```
///
/// @param <P> the parameters, a tree of tensors
/// @param <S> what is remembered between steps, a tree of tensors
public interface Optimizer<P, S> {
  /// The state before the first step.
  S init(P parameters);

  /// The parameters and the state after a step.
  ///
  /// @param gradient the gradient of what is minimised, of the parameters' structure
  Updated<P, S> step(P parameters, P gradient, S state);
}
