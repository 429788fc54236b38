package dev.leibniz.learn.training;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// How a training goes.
///
/// @param epochs how often every example is seen
/// @param batch the number of examples per step; the last batch of an epoch may be smaller
/// @param seed decides the order of the examples
/// @param patience how many epochs may pass without a better validation metric; 0 for any number
/// @param listener is told after every batch
/// @param stop is asked before every batch whether to stop
public record TrainingOptions(
    int epochs,
    int batch,
    long seed,
    int patience,
    Consumer<Progress> listener,
    BooleanSupplier stop) {
  /// Checks the numbers.
  ///
  /// @throws ArgumentException if epochs or batch are not positive, or the patience is negative
  public TrainingOptions {
    if (epochs < 1 || batch < 1 || patience < 0) {
      throw new ArgumentException(
          Explanation.of("training", "epochs and batch must be positive, patience not negative")
              .got("epochs = " + epochs + ", batch = " + batch + ", patience = " + patience));
    }
  }

  /// 10 epochs of batches of 128, seed 0, no early stopping, no listener.
  public static TrainingOptions defaults() {
    return new TrainingOptions(10, 128, 0, 0, progress -> {}, () -> false);
  }

  /// The same with another number of epochs.
  public TrainingOptions epochs(int number) {
    return new TrainingOptions(number, batch, seed, patience, listener, stop);
  }

  /// The same with another number of examples per step.
  public TrainingOptions batch(int number) {
    return new TrainingOptions(epochs, number, seed, patience, listener, stop);
  }

  /// The same with another order of the examples.
  public TrainingOptions seed(long number) {
    return new TrainingOptions(epochs, batch, number, patience, listener, stop);
  }

  /// The same, ending after so many epochs without a better validation metric.
  public TrainingOptions patience(int number) {
    return new TrainingOptions(epochs, batch, seed, number, listener, stop);
  }

  /// The same with a listener.
  public TrainingOptions listener(Consumer<Progress> told) {
    return new TrainingOptions(epochs, batch, seed, patience, told, stop);
  }

  /// The same with a question to ask whether to stop.
  public TrainingOptions stop(BooleanSupplier asked) {
    return new TrainingOptions(epochs, batch, seed, patience, listener, asked);
  }
}
