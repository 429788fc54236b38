/// Bytecode to derivative bytecode: access, lift, analyses, tangent and reverse transform,
/// emission.
@NullMarked
package dev.leibniz.bytecode;

import org.jspecify.annotations.NullMarked;
