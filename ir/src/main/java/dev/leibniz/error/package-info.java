/// The errors of Leibniz: one final class per kind, each with the law, the values, the place and
/// the fix.
@NullMarked
package dev.leibniz.error;

import org.jspecify.annotations.NullMarked;
