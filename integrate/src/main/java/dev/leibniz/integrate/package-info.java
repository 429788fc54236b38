/// Integrals of plain Java functions, in one and many dimensions, and solutions of differential
/// equations. Every result says its value, its error estimate, what it cost and how it ended.
@NullMarked
package dev.leibniz.integrate;

import org.jspecify.annotations.NullMarked;
