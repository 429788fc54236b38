package dev.leibniz.optimize;

import java.util.function.UnaryOperator;

/// An algorithm that moves parameters against their gradient, step by step.
///
/// It is a value that says which computation a step is. All numbers are in the state `S`, a tree of
/// tensors: what is remembered, and also learning rate and decays, so that one compiled step serves
/// all of them. Leaves that are not floating-point numbers stay as they are; parameters keep their
/// element types. An optimizer that wraps another one (to clip gradients, to leave out some leaves)
/// keeps the other's state in its own.
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
  /// @param gradient the gradient of what is minimised, of the parameters' structure and types
  /// @throws dev.leibniz.error.TreeException if structures differ
  /// @throws dev.leibniz.error.ShapeException if a leaf of the gradient has another type than the
  ///   parameter; it names the path
  Updated<P, S> step(P parameters, P gradient, S state);

  /// The same with a function that gives the gradient at other parameters, for optimizers that look
  /// there too ([Sam]); all others do not call it.
  ///
  /// @param gradientAt the gradient, with the same batch, at other parameters
  default Updated<P, S> step(P parameters, P gradient, UnaryOperator<P> gradientAt, S state) {
    return step(parameters, gradient, state);
  }

  /// The parameters to use when training is over, which for averages are not those that steps begin
  /// from.
  default P result(P parameters, S state) {
    return parameters;
  }
}
