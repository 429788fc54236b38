/// Records, lists, maps and optionals of tensors as trees: taken apart into leaves and put together
/// again.
@NullMarked
package dev.leibniz.tree;

import org.jspecify.annotations.NullMarked;
