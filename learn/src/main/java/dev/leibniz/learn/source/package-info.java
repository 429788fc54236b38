/// Bytes in and out: opening files that may be compressed, replacing files in one step, and
/// refusing what cannot be read. Not exported.
@NullMarked
package dev.leibniz.learn.source;

import org.jspecify.annotations.NullMarked;
