package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// The state of [Adafactor].
///
/// @param step the number of steps taken, i32[]
/// @param numbers rate and what else is given
/// @param rows the decaying mean of squared gradients along the last axis, [..., n, 1]; of leaves
///   with fewer than two axes the decaying mean itself
/// @param columns the same along the axis before the last, [..., 1, m]; empty for leaves with fewer
///   than two axes
/// @param <P> the parameters
public record AdafactorState<P>(Tensor step, AdafactorNumbers numbers, P rows, P columns) {}
