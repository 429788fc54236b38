package dev.leibniz.learn.training;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.NonFiniteException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.function.Aux;
import dev.leibniz.function.Function3;
import dev.leibniz.function.Grad;
import dev.leibniz.function.GradWithAux2;
import dev.leibniz.function.GradientAnd;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Jit3;
import dev.leibniz.learn.data.Examples;
import dev.leibniz.learn.loss.Losses;
import dev.leibniz.learn.loss.Metrics;
import dev.leibniz.optimize.Optimizer;
import dev.leibniz.optimize.Updated;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.TensorAccess;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/// Trains parameters on examples.
///
/// ```java
/// Trainer<Mlp, AdamState<Mlp>> trainer =
///     Trainer.classifier((Mlp m, Tensor x) -> m.apply(x), Adam.of(1e-3));
/// Trained<Mlp> trained = trainer.fit(start, examples, TrainingOptions.defaults().epochs(5));
/// ```
///
/// A step (value, gradient, update) is one compiled program, whose results take the memory of the
/// parameters and the optimizer's state before; it is compiled for full batches, and once more for
/// an epoch's last batch if that is smaller. The examples of each epoch are shuffled by a key of
/// the seed and the epoch, so that the result depends on the seed alone, never on threads. The
/// start is copied, never changed.
///
/// @param <P> the model, a tree of tensors
/// @param <S> the optimizer's state, a tree of tensors
public final class Trainer<P, S> {
  private final Function<P, S> init;
  private final BiFunction<P, S, P> result;
  private final Jit3<State<P, S>, Tensor, Tensor, Stepped<P, S>> step;

  private Trainer(
      Function<P, S> init,
      BiFunction<P, S, P> result,
      Function3<State<P, S>, Tensor, Tensor, Stepped<P, S>> step) {
    this.init = init;
    this.result = result;
    this.step = Jit.of(step).donate(0);
  }

  /// All that a step changes.
  ///
  /// @param step the number of steps taken, i32[]
  record State<P, S>(P model, S optimizer, RandomKey key, Tensor step) {}

  /// What a step gives.
  record Stepped<P, S>(State<P, S> next, Tensor loss, Optional<Tensor> metric) {}

  /// What a loss depends on beside the parameters.
  record Given<M>(M memory, Batch batch) {}

  /// What a loss function computes beside the loss.
  record Beside<M>(Optional<Tensor> metric, M memory) {}

  /// The memory of models that have none.
  record Nothing() {}

  /// A trainer for a loss of parameters, a batch of features and a batch of targets.
  public static <P, S> Trainer<P, S> of(
      Function3<P, Tensor, Tensor, Tensor> loss, Optimizer<P, S> optimizer) {
    return of(
        (P parameters, Batch batch) -> loss.apply(parameters, batch.features(), batch.targets()),
        optimizer);
  }

  /// A trainer for a loss of parameters and a batch with a key for what is random.
  public static <P, S> Trainer<P, S> of(
      BiFunction<P, Batch, Tensor> loss, Optimizer<P, S> optimizer) {
    return plain(
        (parameters, nothing, batch) ->
            new Outcome<>(loss.apply(parameters, batch), Optional.empty(), nothing),
        optimizer);
  }

  /// A trainer of a classifier: the loss is the cross-entropy of its logits [n, classes] and
  /// targets that are classes, i32[n]; the metric is the accuracy.
  public static <P, S> Trainer<P, S> classifier(
      BiFunction<P, Tensor, Tensor> logits, Optimizer<P, S> optimizer) {
    return plain(
        (parameters, nothing, batch) -> {
          Tensor outputs = logits.apply(parameters, batch.features());
          return new Outcome<>(
              Losses.crossEntropy(outputs, batch.targets()),
              Optional.of(Metrics.accuracy(outputs, batch.targets())),
              nothing);
        },
        optimizer);
  }

  private static <P, S> Trainer<P, S> plain(
      Function3<P, Nothing, Batch, Outcome<Nothing>> outcome, Optimizer<P, S> optimizer) {
    Gradient<P, Nothing> gradient = gradient(outcome);
    return new Trainer<>(
        optimizer::init,
        optimizer::result,
        (state, x, y) -> {
          Given<Nothing> given = new Given<>(new Nothing(), batch(state, x, y));
          GradientAnd<P, Beside<Nothing>> slope = gradient.apply(state.model(), given);
          Updated<P, S> next =
              optimizer.step(
                  state.model(),
                  slope.gradient(),
                  at -> gradient.apply(at, given).gradient(),
                  state.optimizer());
          return stepped(state, next.parameters(), next.state(), slope);
        });
  }

  /// A trainer of a model with a memory, such as running statistics: `outcome` takes parameters,
  /// memory and batch to the loss and the next memory. Only the parameters are optimized.
  ///
  /// ```java
  /// Trainer<Stateful<Sequential, Sequential.Memory>, AdamState<Sequential>> trainer =
  ///     Trainer.stateful(
  ///         (Sequential layers, Sequential.Memory memory, Batch batch) -> {
  ///           Sequential.Passed passed = layers.train(batch.features(), memory, batch.key());
  ///           Tensor loss = Losses.crossEntropy(passed.output(), batch.targets());
  ///           return new Outcome<>(loss, Optional.empty(), passed.memory());
  ///         },
  ///         Adam.of(1e-3));
  /// ```
  public static <P, M, S> Trainer<Stateful<P, M>, S> stateful(
      Function3<P, M, Batch, Outcome<M>> outcome, Optimizer<P, S> optimizer) {
    Gradient<P, M> gradient = gradient(outcome);
    return new Trainer<>(
        start -> optimizer.init(start.parameters()),
        (last, state) -> new Stateful<>(optimizer.result(last.parameters(), state), last.memory()),
        (state, x, y) -> {
          Stateful<P, M> model = state.model();
          Given<M> given = new Given<>(model.memory(), batch(state, x, y));
          GradientAnd<P, Beside<M>> slope = gradient.apply(model.parameters(), given);
          Updated<P, S> next =
              optimizer.step(
                  model.parameters(),
                  slope.gradient(),
                  at -> gradient.apply(at, given).gradient(),
                  state.optimizer());
          return stepped(
              state,
              new Stateful<>(next.parameters(), slope.extra().memory()),
              next.state(),
              slope);
        });
  }

  /// The gradient of an outcome's loss in the parameters.
  private interface Gradient<P, M> extends BiFunction<P, Given<M>, GradientAnd<P, Beside<M>>> {}

  private static <P, M> Gradient<P, M> gradient(Function3<P, M, Batch, Outcome<M>> outcome) {
    GradWithAux2<P, Given<M>, Beside<M>> gradient =
        Grad.withAux((P parameters, Given<M> given) -> {
          Outcome<M> result = outcome.apply(parameters, given.memory(), given.batch());
          return new Aux<>(result.loss(), new Beside<>(result.metric(), result.memory()));
        });
    return gradient::apply;
  }

  private static <P, S> Batch batch(State<P, S> state, Tensor x, Tensor y) {
    return new Batch(x, y, state.key().fold(state.step()));
  }

  private static <P, S, Q, M> Stepped<P, S> stepped(
      State<P, S> before, P model, S optimizer, GradientAnd<Q, Beside<M>> slope) {
    return new Stepped<>(
        new State<>(model, optimizer, before.key(), before.step().plus(1)),
        slope.value(),
        slope.extra().metric());
  }

  /// Trains on examples.
  ///
  /// @throws ShapeException if there are none
  /// @throws NonFiniteException if the loss becomes NaN or infinite
  public Trained<P> fit(P start, Examples examples, TrainingOptions options) {
    return fit(start, examples, options, Optional.empty());
  }

  /// Trains on examples, and after each epoch computes a metric (larger is better) of the model on
  /// a validation set; the model with the best metric is the result.
  ///
  /// @throws ShapeException if there are no examples
  /// @throws NonFiniteException if the loss becomes NaN or infinite
  public Trained<P> fit(
      P start,
      Examples examples,
      Examples validation,
      ToDoubleBiFunction<P, Examples> metric,
      TrainingOptions options) {
    return fit(
        start, examples, options, Optional.of(model -> metric.applyAsDouble(model, validation)));
  }

  private Trained<P> fit(
      P start,
      Examples examples,
      TrainingOptions options,
      Optional<Function<P, Double>> validation) {
    if (examples.count() == 0) {
      throw new ShapeException(
          Explanation.of("training", "there must be at least one example").got("0 examples"));
    }
    RandomKey key = RandomKey.of(options.seed());
    P own = copy(start);
    State<P, S> state = new State<>(own, init.apply(own), key.fold(0), Tensor.zeros(DType.I32));
    Best<P> best = new Best<>();
    List<Double> losses = new ArrayList<>();
    List<Double> validations = new ArrayList<>();
    for (int epoch = 1; epoch <= options.epochs(); epoch++) {
      Epoch run = new Epoch(examples, options, epoch, key.fold(epoch));
      while (run.hasNext()) {
        if (options.stop().getAsBoolean()) {
          return new Trained<>(
              best.or(model(state)), losses, validations, epoch - 1, Trained.Ending.STOPPED);
        }
        Examples rows = run.next();
        Stepped<P, S> stepped =
            step.apply(state, TensorAccess.of(rows.features()), TensorAccess.of(rows.targets()));
        state = stepped.next();
        run.count(rows.count(), stepped.loss(), stepped.metric());
        if (run.hasNext()) {
          options.listener().accept(run.progress());
        }
      }
      losses.add(run.meanLoss());
      if (validation.isPresent()) {
        double metric = validation.get().apply(model(state));
        validations.add(metric);
        run.validated(metric);
        best.consider(metric, model(state), epoch);
      }
      options.listener().accept(run.progress());
      if (validation.isPresent() && best.isOld(epoch, options.patience())) {
        return new Trained<>(
            best.or(model(state)), losses, validations, epoch, Trained.Ending.NO_IMPROVEMENT);
      }
    }
    return new Trained<>(
        best.or(model(state)), losses, validations, options.epochs(), Trained.Ending.FINISHED);
  }

  /// What the optimizer takes as the model so far.
  private P model(State<P, S> state) {
    return result.apply(state.model(), state.optimizer());
  }

  /// The same tensors in other memory: donation takes the memory of a step's arguments.
  private static <T> T copy(T tree) {
    return Tree.map(
        (Tensor tensor) -> {
          TensorData data = TensorAccess.data(tensor);
          TensorData copied = TensorData.zeros(data.type());
          System.arraycopy(data.array(), 0, copied.array(), 0, data.length());
          return TensorAccess.of(copied);
        },
        tree);
  }

  /// The best model so far.
  private static final class Best<P> {
    private Optional<P> model = Optional.empty();
    private double metric = Double.NEGATIVE_INFINITY;
    private int epoch;

    void consider(double value, P candidate, int when) {
      if (model.isEmpty() || value > metric) {
        metric = Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
        model = Optional.of(copy(candidate));
        epoch = when;
      }
    }

    P or(P last) {
      return model.orElse(last);
    }

    boolean isOld(int now, int patience) {
      return patience > 0 && now - epoch >= patience;
    }
  }
}
