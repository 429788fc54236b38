package dev.leibniz.bytecode;

/// A function that is the derivative of another, so that it can be differentiated again.
sealed interface Derived permits Engine.Derivative {}
