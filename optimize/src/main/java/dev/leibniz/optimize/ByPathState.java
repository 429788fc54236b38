package dev.leibniz.optimize;

/// The state of [ByPath].
///
/// @param first the state of the optimizer for the chosen leaves
/// @param others the state of the optimizer for the rest
/// @param <A> the type of the first
/// @param <B> the type of the second
public record ByPathState<A, B>(A first, B others) {}
