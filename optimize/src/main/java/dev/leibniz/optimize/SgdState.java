package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;

/// What [Sgd] remembers.
///
/// @param step the number of steps taken, i32[]
/// @param velocity the decaying sum of gradients; zeros without momentum
/// @param <P> the parameters
public record SgdState<P>(Tensor step, P velocity) {}
