/// Losses, the mean over a batch of what a prediction costs, and metrics.
@NullMarked
package dev.leibniz.learn.loss;

import org.jspecify.annotations.NullMarked;
