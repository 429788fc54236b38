package dev.leibniz.learn.training;

import dev.leibniz.data.TensorData;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.NonFiniteException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.function.Function3;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Jit3;
import dev.leibniz.function.ValueAnd;
import dev.leibniz.learn.data.Examples;
import dev.leibniz.optimize.Optimizer;
import dev.leibniz.optimize.Updated;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.TensorAccess;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;

/// Trains parameters on examples. A step (gradient, update) is one compiled program; the examples
/// of an epoch are shuffled by a key, so that the result depends on the seed alone, never on
/// threads.
///
/// ```java
/// Trainer<Mlp, AdamState<Mlp>> trainer =
///     Trainer.of((Mlp m, Tensor x, Tensor y) -> Losses.crossEntropy(m.apply(x), y), Adam.of(1e-3));
/// Trained<Mlp> trained = trainer.fit(start, examples, TrainingOptions.defaults().epochs(5));
/// ```
///
/// @param <P> the parameters, a tree of tensors
/// @param <S> the optimizer's state, a tree of tensors
public final class Trainer<P, S> {
  private final Optimizer<P, S> optimizer;
  private final Jit3<State<P, S>, Tensor, Tensor, Stepped<P, S>> step;

  private Trainer(Function3<P, Tensor, Tensor, Tensor> loss, Optimizer<P, S> optimizer) {
    this.optimizer = optimizer;
    Function3<P, Tensor, Tensor, ValueAnd<P>> gradient = Grad.of(loss).withValue();
    this.step =
        Jit.of(
                (State<P, S> state, Tensor x, Tensor y) -> {
                  ValueAnd<P> slope = gradient.apply(state.parameters(), x, y);
                  Updated<P, S> next =
                      optimizer.step(state.parameters(), slope.gradient(), state.state());
                  return new Stepped<>(new State<>(next.parameters(), next.state()), slope.value());
                })
            .donate(0);
  }

  /// Parameters and the optimizer's state.
  record State<P, S>(P parameters, S state) {}

  /// What a step gives.
  record Stepped<P, S>(State<P, S> next, Tensor loss) {}

  /// A trainer for a loss of parameters, a batch of features and a batch of targets.
  public static <P, S> Trainer<P, S> of(
      Function3<P, Tensor, Tensor, Tensor> loss, Optimizer<P, S> optimizer) {
    return new Trainer<>(loss, optimizer);
  }

  /// Trains on examples.
  public Trained<P> fit(P start, Examples examples, TrainingOptions options) {
    return run(start, examples, Optional.empty(), options);
  }

  /// Trains on examples, and after each epoch computes a metric (larger is better) of the
  /// parameters on a validation set; the parameters with the best metric are the result.
  public Trained<P> fit(
      P start,
      Examples examples,
      Examples validation,
      ToDoubleBiFunction<P, Examples> metric,
      TrainingOptions options) {
    return run(start, examples, Optional.of(new Validation<>(validation, metric)), options);
  }

  private record Validation<P>(Examples examples, ToDoubleBiFunction<P, Examples> metric) {
    double of(P parameters) {
      return metric.applyAsDouble(parameters, examples);
    }
  }

  private Trained<P> run(
      P start, Examples examples, Optional<Validation<P>> validation, TrainingOptions options) {
    if (examples.count() == 0) {
      throw new ShapeException(
          Explanation.of("training", "there must be at least one example").got("0 examples"));
    }
    P own = Tree.map(Trainer::copy, start);
    State<P, S> state = new State<>(own, optimizer.init(own));
    Best<P> best = new Best<>(own);
    List<Double> losses = new ArrayList<>();
    List<Double> validations = new ArrayList<>();
    for (int epoch = 1; epoch <= options.epochs(); epoch++) {
      Epoch<P, S> run = new Epoch<>(step, examples, options, epoch);
      state = run.from(state, validation);
      if (run.isStopped) {
        P last =
            validation.isPresent() && !validations.isEmpty() ? best.parameters : state.parameters();
        return new Trained<>(last, losses, validations, epoch - 1, Trained.Ending.STOPPED);
      }
      losses.add(run.meanLoss());
      if (run.validation.isPresent()) {
        validations.add(run.validation.getAsDouble());
        best.consider(run.validation.getAsDouble(), state.parameters(), epoch);
        if (options.patience() > 0 && epoch - best.epoch >= options.patience()) {
          return new Trained<>(
              best.parameters, losses, validations, epoch, Trained.Ending.NO_IMPROVEMENT);
        }
      } else {
        best.parameters = state.parameters();
      }
    }
    return new Trained<>(
        best.parameters, losses, validations, options.epochs(), Trained.Ending.FINISHED);
  }

  /// Donation would take the caller's own tensors.
  private static Tensor copy(Tensor tensor) {
    TensorData data = TensorAccess.data(tensor);
    Object array = data.dtype().newArray(data.length());
    System.arraycopy(data.array(), 0, array, 0, data.length());
    return TensorAccess.of(TensorData.of(data.type(), array));
  }

  /// The best parameters so far.
  private static final class Best<P> {
    private P parameters;
    private double metric = Double.NEGATIVE_INFINITY;
    private int epoch;

    Best(P start) {
      parameters = start;
    }

    void consider(double value, P candidate, int when) {
      if (value > metric || epoch == 0) {
        metric = value;
        parameters = Tree.map(Trainer::copy, candidate);
        epoch = when;
      }
    }
  }

  /// One epoch.
  private static final class Epoch<P, S> {
    private final Jit3<State<P, S>, Tensor, Tensor, Stepped<P, S>> step;
    private final Examples examples;
    private final TrainingOptions options;
    private final int epoch;
    private final int batches;
    private final long start = System.nanoTime();
    private double lossSum;
    private int seen;
    private boolean isStopped;
    private OptionalDouble validation = OptionalDouble.empty();

    Epoch(
        Jit3<State<P, S>, Tensor, Tensor, Stepped<P, S>> step,
        Examples examples,
        TrainingOptions options,
        int epoch) {
      this.step = step;
      this.examples = examples;
      this.options = options;
      this.epoch = epoch;
      this.batches = (examples.count() + options.batch() - 1) / options.batch();
    }

    State<P, S> from(State<P, S> before, Optional<Validation<P>> check) {
      State<P, S> state = before;
      int[] order =
          RandomKey.of(options.seed()).fold(epoch).permutation(examples.count()).toIntArray();
      for (int batch = 0; batch < batches; batch++) {
        if (options.stop().getAsBoolean()) {
          isStopped = true;
          return state;
        }
        int from = batch * options.batch();
        int to = Math.min(order.length, from + options.batch());
        Examples rows = examples.select(Arrays.copyOfRange(order, from, to));
        Stepped<P, S> stepped =
            step.apply(state, TensorAccess.of(rows.features()), TensorAccess.of(rows.targets()));
        state = stepped.next();
        count(stepped.loss().item(), to - from, batch + 1);
        if (batch + 1 == batches && check.isPresent()) {
          validation = OptionalDouble.of(check.get().of(state.parameters()));
        }
        options.listener().accept(progress(batch + 1));
      }
      return state;
    }

    private void count(double loss, int rows, int batch) {
      if (!Double.isFinite(loss)) {
        throw new NonFiniteException(
            Explanation.of("training", "the loss must stay finite")
                .got("loss = " + loss + " in epoch " + epoch + ", batch " + batch)
                .fix(
                    "lower the learning rate, scale the features, or run with -Dleibniz.check=nan to"
                        + " find the operation"));
      }
      lossSum += loss * rows;
      seen += rows;
    }

    double meanLoss() {
      return lossSum / Math.max(1, seen);
    }

    private Progress progress(int batch) {
      double seconds = Math.max(1e-9, (System.nanoTime() - start) * 1e-9);
      double rate = seen / seconds;
      double left = ((double) (options.epochs() - epoch + 1) * examples.count() - seen) / rate;
      return new Progress(
          epoch, options.epochs(), batch, batches, meanLoss(), rate, left, validation);
    }
  }
}
