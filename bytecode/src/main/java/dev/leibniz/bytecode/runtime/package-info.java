/// What emitted code calls: the tape, the derivatives of elementary functions, array methods.
///
/// All but the tape is written in the language that the transformations read, so that second
/// derivatives come from the same text.
@NullMarked
package dev.leibniz.bytecode.runtime;

import org.jspecify.annotations.NullMarked;
