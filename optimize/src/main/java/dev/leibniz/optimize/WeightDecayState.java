package dev.leibniz.optimize;

import dev.leibniz.tensor.Tensor;
import java.util.Optional;

/// The state of [WeightDecay].
///
/// @param step the number of steps taken, i32[]
/// @param rate what decoupled decay is multiplied by; empty if coupled
/// @param decay λ, f64[]
/// @param inner the state of the optimizer that steps
/// @param <S> its type
public record WeightDecayState<S>(Tensor step, Optional<Schedule> rate, Tensor decay, S inner) {}
