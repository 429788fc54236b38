/// What values are made of: element types, shapes, types, and the Java arrays that hold the
/// elements.
@NullMarked
package dev.leibniz.data;

import org.jspecify.annotations.NullMarked;
