package dev.leibniz.optimize;

/// What a step of an [Optimizer] gives.
///
/// @param parameters the new parameters
/// @param state the new state
/// @param <P> the type of the parameters
/// @param <S> the type of the state
public record Updated<P, S>(P parameters, S state) {}
