package dev.leibniz.data;

/// The type of a value in a program.
public sealed interface Type permits TensorType, TapeType {}
