package dev.leibniz.function;

import dev.leibniz.tensor.Tensor;

/// The value of a function, its gradient, and what else it computed.
///
/// @param value the value, a single number
/// @param gradient the gradient, of the argument's type
/// @param extra what else the function gave in its [Aux]
/// @param <A> the argument's type
/// @param <X> the type of what else was computed
public record GradientAnd<A, X>(Tensor value, A gradient, X extra) {}
