/// Commands that measure: speed, side by side with others, and the accuracy of elementary
/// functions.
@NullMarked
package dev.leibniz.bench;

import org.jspecify.annotations.NullMarked;
