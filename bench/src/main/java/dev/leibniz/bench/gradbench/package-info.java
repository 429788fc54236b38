/// A tool for GradBench (<https://github.com/gradbench/gradbench>): it speaks the JSON-lines
/// protocol and solves the evals with objectives in plain Java. Every derivative in this package is
/// made by `dev.leibniz.Calculus`.
@NullMarked
package dev.leibniz.bench.gradbench;

import org.jspecify.annotations.NullMarked;
