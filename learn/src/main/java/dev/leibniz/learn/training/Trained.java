package dev.leibniz.learn.training;

import java.util.List;

/// The result of a training.
///
/// @param parameters the parameters: the best ones on the validation set if there is one, else the
///   last ones
/// @param losses the mean loss of each epoch
/// @param validations the metric on the validation set after each epoch; empty without such a set
/// @param epochs how many epochs were finished
/// @param ending why it ended
/// @param <P> the parameters
public record Trained<P>(
    P parameters, List<Double> losses, List<Double> validations, int epochs, Ending ending) {
  /// Copies the lists.
  public Trained {
    losses = List.copyOf(losses);
    validations = List.copyOf(validations);
  }

  /// Why a training ended.
  public enum Ending {
    /// All epochs were done.
    FINISHED,
    /// The validation metric had not improved for as many epochs as were allowed.
    NO_IMPROVEMENT,
    /// It was asked to stop.
    STOPPED
  }
}
