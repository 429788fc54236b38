package dev.leibniz.bytecode;

/// A method of an emitted class.
///
/// @param name its name
/// @param code its body, without phis
record Piece(String name, Code code) {}
