package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;
import java.util.Optional;

/// The state of [Sgd].
///
/// @param step the number of steps taken, i32[]
/// @param rate the learning rate
/// @param momentum μ, f64[]
/// @param velocity the decaying sum of gradients; empty without momentum
/// @param <P> the parameters
public record SgdState<P>(Tensor step, Schedule rate, Tensor momentum, Optional<P> velocity) {}
