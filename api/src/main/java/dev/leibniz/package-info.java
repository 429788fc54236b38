/// Where a user begins: [Calculus], derivatives of plain Java.
@NullMarked
package dev.leibniz;

import org.jspecify.annotations.NullMarked;
