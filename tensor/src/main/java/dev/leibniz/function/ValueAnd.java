package dev.leibniz.function;

import dev.leibniz.tensor.Tensor;

/// The value of a function and its gradient.
///
/// @param value the value, a single number
/// @param gradient the gradient, of the argument's type
/// @param <A> the argument's type
public record ValueAnd<A>(Tensor value, A gradient) {}
