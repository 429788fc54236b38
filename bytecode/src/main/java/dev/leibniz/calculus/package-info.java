/// Functions of plain Java and their derivatives: the types that [Differentiator] takes and gives.
@NullMarked
package dev.leibniz.calculus;

import org.jspecify.annotations.NullMarked;
