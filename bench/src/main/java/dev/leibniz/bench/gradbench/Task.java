package dev.leibniz.bench.gradbench;

import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// One function of an eval, with its input read and its derivative compiled.
///
/// @param run what is timed
/// @param output turns the result into what is written as JSON
record Task<R>(Supplier<R> run, Function<R, Object> output) {
  /// Makes a task of an input.
  interface Maker {
    /// Reads the input and prepares the function.
    Task<?> of(JsonNode input);
  }

  /// A task whose result is written as it is.
  static <R> Task<R> of(Supplier<R> run) {
    return new Task<>(run, result -> result);
  }
}
