package dev.leibniz.function;

/// What one step of [Control#scan] gives: what goes on to the next step, and what is kept of this
/// one.
///
/// @param carry what the next step gets; of the same types at every step
/// @param output what is kept; the outputs of all steps are stacked along axis 0
/// @param <C> the type of the carry
/// @param <Y> the type of the output
public record Step<C, Y>(C carry, Y output) {}
