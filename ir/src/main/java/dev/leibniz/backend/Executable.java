package dev.leibniz.backend;

import dev.leibniz.data.TensorData;

/// A program that can be run, by any number of threads at once.
public interface Executable {
  /// Runs the program; the arguments are only read.
  ///
  /// @return one tensor per output, in arrays that nothing else refers to, unless an output is an
  ///   argument
  TensorData[] run(TensorData... arguments);

  /// Runs the program where the arguments marked in `donated` may be overwritten to hold results.
  default TensorData[] runDonating(boolean[] donated, TensorData... arguments) {
    return run(arguments);
  }

  /// What would run: kernels, memory plan, estimates of work. For people.
  String explain();
}
