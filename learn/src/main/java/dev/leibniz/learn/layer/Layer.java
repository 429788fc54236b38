package dev.leibniz.learn.layer;

/// A part of a network: a record whose tensors are its parameters, and whose other values are its
/// structure.
///
/// Layers that need more than their input to be applied have an `apply` and a `train` of their own;
/// all others are a [PlainLayer], which is where layers of users belong.
public sealed interface Layer permits PlainLayer, Dropout, BatchNorm {}
