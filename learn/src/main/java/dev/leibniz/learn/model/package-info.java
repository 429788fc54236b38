/// Networks as trees of layers, and model files.
@NullMarked
package dev.leibniz.learn.model;

import org.jspecify.annotations.NullMarked;
