/// The border between programs and what runs them.
@NullMarked
package dev.leibniz.backend;

import org.jspecify.annotations.NullMarked;
