package dev.leibniz.backend;

/// Where the elements of a matrix lie in an array.
public sealed interface Places permits Matrix, Scattered {}
