package dev.leibniz.learn.training;

import java.util.OptionalDouble;

/// How far a training is, after a batch.
///
/// @param epoch the epoch, from 1
/// @param epochs how many there will be at most
/// @param batch the batch of the epoch, from 1
/// @param batches how many the epoch has
/// @param loss the mean loss of the epoch so far
/// @param metric the mean of the batches' metric (such as the accuracy) in the epoch so far, if the
///   trainer has one
/// @param examplesPerSecond how fast it goes, over the epoch so far
/// @param secondsLeft how long the remaining epochs will take at that rate
/// @param validation the metric on the validation set, after the last batch of an epoch, if there
///   is such a set
public record Progress(
    int epoch,
    int epochs,
    int batch,
    int batches,
    double loss,
    OptionalDouble metric,
    double examplesPerSecond,
    double secondsLeft,
    OptionalDouble validation) {
  /// Whether an epoch has just ended.
  public boolean isEndOfEpoch() {
    return batch == batches;
  }
}
