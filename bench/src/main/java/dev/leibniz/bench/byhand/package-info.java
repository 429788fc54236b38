/// Functions in plain Java with gradients written by hand, as one writes them who wants them fast:
/// the measure for gradients that are made by `dev.leibniz.Calculus`.
@NullMarked
package dev.leibniz.bench.byhand;

import org.jspecify.annotations.NullMarked;
