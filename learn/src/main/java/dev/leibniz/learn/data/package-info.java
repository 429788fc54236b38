/// Data to learn from: examples, how they are split for training and testing, and folders of
/// images.
@NullMarked
package dev.leibniz.learn.data;

import org.jspecify.annotations.NullMarked;
