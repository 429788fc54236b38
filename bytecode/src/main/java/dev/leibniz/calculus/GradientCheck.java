package dev.leibniz.calculus;

/// What a comparison of a gradient with central differences found.
///
/// @param passed whether every component agrees within the error that differences have
/// @param report one line per component: the two numbers and their distance
public record GradientCheck(boolean passed, String report) {}
