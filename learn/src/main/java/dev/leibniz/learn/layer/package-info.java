/// Layers as records of tensors: made from a key, applied to a batch.
@NullMarked
package dev.leibniz.learn.layer;

import org.jspecify.annotations.NullMarked;
