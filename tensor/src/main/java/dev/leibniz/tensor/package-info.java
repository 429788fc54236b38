/// Tensors: what can be computed with them, how functions of them are traced, and random numbers.
@NullMarked
package dev.leibniz.tensor;

import org.jspecify.annotations.NullMarked;
