/// Matrix products in vector lanes, by the JDK's Vector API (an incubator module).
///
/// `-Dleibniz.lanes=128|256|512` sets the width of a vector in bits; the machine's own is taken
/// otherwise. The width changes no result.
@NullMarked
package dev.leibniz.simd;

import org.jspecify.annotations.NullMarked;
