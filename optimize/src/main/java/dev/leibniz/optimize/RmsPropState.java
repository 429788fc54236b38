package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;
import java.util.Optional;

/// The state of [RmsProp].
///
/// @param step the number of steps taken, i32[]
/// @param numbers rate, decay, ε and momentum
/// @param square the decaying mean of squared gradients; centred, their decaying variance
/// @param mean the decaying mean of gradients; empty unless centred
/// @param velocity the decaying sum of scaled gradients; empty without momentum
/// @param <P> the parameters
public record RmsPropState<P>(
    Tensor step, RmsPropNumbers numbers, P square, Optional<P> mean, Optional<P> velocity) {}
