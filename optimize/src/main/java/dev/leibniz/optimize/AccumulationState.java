package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [Accumulation].
///
/// @param every the number of gradients for a step, i32[]
/// @param count the number of gradients since the last step, i32[]
/// @param sum their sum
/// @param inner the state of the optimizer that steps
/// @param <P> the parameters
/// @param <S> the type of the other state
public record AccumulationState<P, S>(Tensor every, Tensor count, P sum, S inner) {}
