/// Training: epochs of shuffled batches, each one compiled step of gradient and update.
@NullMarked
package dev.leibniz.learn.training;

import org.jspecify.annotations.NullMarked;
