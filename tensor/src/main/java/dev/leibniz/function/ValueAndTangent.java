package dev.leibniz.function;

/// The value of a function and its derivative in a direction.
///
/// @param value the value
/// @param tangent the derivative in the direction, of the value's structure
/// @param <B> the type of the value
public record ValueAndTangent<B>(B value, B tangent) {}
