/// Tables of text (CSV) and what turns them into tensors: found or told column kinds, categories,
/// missing values and scaling, kept as one value so that a prediction repeats exactly what the
/// training did.
@NullMarked
package dev.leibniz.learn.table;

import org.jspecify.annotations.NullMarked;
