/// Tensors, concrete or traced, and random keys.
@NullMarked
package dev.leibniz.tensor;

import org.jspecify.annotations.NullMarked;
