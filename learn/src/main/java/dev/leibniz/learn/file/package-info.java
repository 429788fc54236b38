/// File formats: NumPy's `.npy` and `.npz`, safetensors, and IDX (the format of MNIST), each
/// checked before memory is taken for what it announces; and checksums.
@NullMarked
package dev.leibniz.learn.file;

import org.jspecify.annotations.NullMarked;
