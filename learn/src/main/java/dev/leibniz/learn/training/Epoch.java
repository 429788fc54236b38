package dev.leibniz.learn.training;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.NonFiniteException;
import dev.leibniz.learn.data.Examples;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/// The batches of one epoch, and what they have given so far.
final class Epoch {
  private final Examples examples;
  private final TrainingOptions options;
  private final int number;
  private final int[] order;
  private final long start = System.nanoTime();
  private int seen;
  private int done;
  private double lossSum;
  private double metricSum;
  private boolean hasMetric;
  private OptionalDouble validation = OptionalDouble.empty();

  Epoch(Examples examples, TrainingOptions options, int number, RandomKey key) {
    this.examples = examples;
    this.options = options;
    this.number = number;
    this.order = key.permutation(examples.count()).toIntArray();
  }

  boolean hasNext() {
    return seen < order.length;
  }

  /// The examples of the next batch.
  Examples next() {
    int to = Math.min(order.length, seen + options.batch());
    return examples.select(Arrays.copyOfRange(order, seen, to));
  }

  /// Notes what a batch has given.
  void count(int rows, Tensor loss, Optional<Tensor> metric) {
    double value = loss.item();
    done++;
    if (!Double.isFinite(value)) {
      throw new NonFiniteException(
          Explanation.of("training", "the loss must stay finite")
              .got("loss = " + value + " in epoch " + number + ", batch " + done)
              .fix(
                  "lower the learning rate, scale the features, or run with -Dleibniz.check=nan to"
                      + " find the operation"));
    }
    lossSum += value * rows;
    metric.ifPresent(shown -> metricSum += shown.item() * rows);
    hasMetric = metric.isPresent();
    seen += rows;
  }

  void validated(double metric) {
    validation = OptionalDouble.of(metric);
  }

  double meanLoss() {
    return lossSum / seen;
  }

  Progress progress() {
    double seconds = Math.max(1e-9, (System.nanoTime() - start) * 1e-9);
    double rate = seen / seconds;
    double left = (options.epochs() - number + 1.0) * order.length - seen;
    int batches = (order.length - 1) / options.batch() + 1;
    return new Progress(
        number,
        options.epochs(),
        done,
        batches,
        meanLoss(),
        hasMetric ? OptionalDouble.of(metricSum / seen) : OptionalDouble.empty(),
        rate,
        left / rate,
        validation);
  }
}
