/// The `leibniz` command: tour, train, predict, run.
@NullMarked
package dev.leibniz.app;

import org.jspecify.annotations.NullMarked;
