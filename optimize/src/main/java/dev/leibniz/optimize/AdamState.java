package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// What [Adam] and [AdamW] remember.
///
/// @param step the number of steps taken, i32[]
/// @param mean the decaying mean of gradients
/// @param square the decaying mean of squared gradients
/// @param <P> the parameters
public record AdamState<P>(Tensor step, P mean, P square) {}
