package dev.leibniz.tree;

import dev.leibniz.tensor.Tensor;
import java.util.List;

/// A tree taken apart.
///
/// @param leaves the tensors, in order
/// @param structure everything else
public record Flat(List<Tensor> leaves, Structure structure) {}
