/// The intermediate representation: programs, the closed world of primitives with every rule,
/// checking, printing.
///
/// A [Program] is a list of [Equation]s in single-assignment form. Each equation applies one
/// [Prim]. The rules of a primitive (value, type, derivative, transpose, batching) stand on its
/// record or are derived by its family; the transformations of `dev.leibniz.transform` walk
/// programs and apply them.
@NullMarked
package dev.leibniz.ir;

import org.jspecify.annotations.NullMarked;
