package dev.leibniz.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.NonFiniteException;
import dev.leibniz.error.ShapeException;
import dev.leibniz.learn.data.Examples;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.learn.layer.BatchNorm;
import dev.leibniz.learn.layer.Dense;
import dev.leibniz.learn.layer.Dropout;
import dev.leibniz.learn.loss.Losses;
import dev.leibniz.learn.loss.Metrics;
import dev.leibniz.learn.model.Mlp;
import dev.leibniz.learn.model.ModelFile;
import dev.leibniz.learn.model.Sequential;
import dev.leibniz.optimize.Accumulation;
import dev.leibniz.optimize.Adam;
import dev.leibniz.optimize.AdamState;
import dev.leibniz.optimize.Clip;
import dev.leibniz.optimize.PolyakAverage;
import dev.leibniz.optimize.Sam;
import dev.leibniz.optimize.SamState;
import dev.leibniz.optimize.Sgd;
import dev.leibniz.optimize.SgdState;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.TensorAccess;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrainerTest {
  private static final TrainingOptions OPTIONS = TrainingOptions.defaults().batch(16).seed(3);

  /// Three clouds of points in the plane around (2, 0), (−2, 1) and (0, −2).
  private static Examples clouds(int count, long seed) {
    int[] labels = new int[count];
    float[] points = RandomKey.of(seed).normal(DType.F32, count, 2).times(0.7).toFloatArray();
    float[][] centres = {{2, 0}, {-2, 1}, {0, -2}};
    for (int i = 0; i < count; i++) {
      labels[i] = i % 3;
      points[2 * i] += centres[i % 3][0];
      points[2 * i + 1] += centres[i % 3][1];
    }
    return new Examples(
        TensorData.of(TensorType.of(DType.F32, count, 2), points),
        TensorData.of(TensorType.of(DType.I32, count), labels));
  }

  private static Mlp start() {
    return Mlp.init(RandomKey.of(1), Activation.TANH, 2, 8, 3);
  }

  private static Trainer<Mlp, AdamState<Mlp>> classifier() {
    return Trainer.classifier((Mlp m, Tensor x) -> m.apply(x), Adam.of(0.02));
  }

  private static Trainer<Tensor, SgdState<Tensor>> meanOfTargets(double rate) {
    return Trainer.of(
        (Tensor w, Tensor x, Tensor y) ->
            Losses.squaredError(w.broadcastTo(Math.toIntExact(y.shape().extent(0))), y),
        Sgd.of(rate));
  }

  private static Examples numbers(float... targets) {
    TensorType type = TensorType.of(DType.F32, targets.length);
    return new Examples(TensorData.zeros(type), TensorData.of(type, targets));
  }

  @Test
  void aClassifierLearnsToTellCloudsApart() {
    List<Progress> told = new ArrayList<>();
    Trained<Mlp> trained =
        classifier().fit(start(), clouds(150, 7), OPTIONS.epochs(20).listener(told::add));
    Examples fresh = clouds(300, 8);
    assertThat(new Predictor<Mlp>().accuracy(trained.parameters(), fresh)).isGreaterThan(0.95);
    assertThat(trained.losses()).hasSize(20);
    assertThat(trained.losses().getLast()).isLessThan(trained.losses().getFirst() / 3);
    assertThat(trained.ending()).isEqualTo(Trained.Ending.FINISHED);
    assertThat(told.getLast().metric().orElseThrow()).isGreaterThan(0.95);
  }

  @Test
  void theResultDependsOnTheSeedAlone() {
    Examples examples = clouds(100, 7);
    String first = ModelFile.sha256(classifier().fit(start(), examples, OPTIONS).parameters());
    Trainer<Mlp, AdamState<Mlp>> other = classifier();
    assertThat(ModelFile.sha256(other.fit(start(), examples, OPTIONS).parameters()))
        .isEqualTo(first);
    assertThat(ModelFile.sha256(other.fit(start(), examples, OPTIONS).parameters()))
        .isEqualTo(first);
    assertThat(ModelFile.sha256(other.fit(start(), examples, OPTIONS.seed(4)).parameters()))
        .isNotEqualTo(first);
  }

  @Test
  void theStartIsNotChanged() {
    Mlp start = start();
    String before = ModelFile.sha256(start);
    Trained<Mlp> trained = classifier().fit(start, clouds(40, 7), OPTIONS.epochs(1));
    assertThat(ModelFile.sha256(start))
        .isEqualTo(before)
        .isNotEqualTo(ModelFile.sha256(trained.parameters()));
  }

  @Test
  void aSmallerLastBatchIsTracedOnceMoreAndNotEachEpoch() {
    int[] traces = new int[1];
    Trainer<Tensor, SgdState<Tensor>> trainer =
        Trainer.of(
            (Tensor w, Tensor x, Tensor y) -> {
              traces[0]++;
              return y.minus(w).square().mean();
            },
            Sgd.of(0.1));
    trainer.fit(
        Tensor.scalar(0f), numbers(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), OPTIONS.batch(4).epochs(5));
    assertThat(traces[0]).isEqualTo(2);
  }

  @Test
  void everyExampleIsSeenOncePerEpochInANewOrder() {
    List<Double> sums = new ArrayList<>();
    meanOfTargets(0)
        .fit(
            Tensor.of(new float[] {0}),
            numbers(1, 2, 4, 8, 16, 32, 64),
            OPTIONS.batch(3).epochs(6).listener(progress -> sums.add(progress.loss())));
    assertThat(sums).hasSize(18);
    List<Double> firstBatches = new ArrayList<>();
    for (int epoch = 0; epoch < 6; epoch++) {
      firstBatches.add(sums.get(3 * epoch));
      assertThat(sums.get(3 * epoch + 2))
          .isCloseTo((1 + 4 + 16 + 64 + 256 + 1024 + 4096) / 7.0, within(1e-3));
    }
    assertThat(firstBatches.stream().distinct().count()).isGreaterThan(3);
  }

  /// One batch: each step is w ← w − 0.25 · 2 · (w − mean), so that w = mean · (1 − 0.5ⁿ).
  @Test
  void aStepIsTheOptimizersOnTheBatchsGradient() {
    Trained<Tensor> trained =
        meanOfTargets(0.25).fit(Tensor.of(new float[] {0}), numbers(1, 2, 3, 6), OPTIONS.epochs(5));
    assertThat(trained.parameters().item()).isCloseTo(3 * (1 - Math.pow(0.5, 5)), within(1e-6));
  }

  @Test
  void trainingEndsWithoutImprovementAndGivesTheBestModel() {
    Examples examples = numbers(1, 2, 3, 6);
    Iterator<Double> metrics = List.of(Double.NaN, 3.0, 2.0, 3.0, 2.5, 9.0).iterator();
    Trained<Tensor> trained =
        meanOfTargets(0.25)
            .fit(
                Tensor.of(new float[] {0}),
                examples,
                examples,
                (w, validation) -> metrics.next(),
                OPTIONS.epochs(20).patience(3));
    assertThat(trained.ending()).isEqualTo(Trained.Ending.NO_IMPROVEMENT);
    assertThat(trained.epochs()).isEqualTo(5);
    assertThat(trained.validations()).containsExactly(Double.NaN, 3.0, 2.0, 3.0, 2.5);
    assertThat(trained.parameters().item()).isCloseTo(3 * (1 - Math.pow(0.5, 2)), within(1e-6));
  }

  @Test
  void aRequestToStopEndsAfterTheBatchAndKeepsWhatIsThere() {
    int[] asked = new int[1];
    Trained<Tensor> trained =
        meanOfTargets(0.25)
            .fit(
                Tensor.of(new float[] {0}),
                numbers(1, 2, 3, 6),
                OPTIONS.epochs(20).stop(() -> asked[0]++ == 3));
    assertThat(trained.ending()).isEqualTo(Trained.Ending.STOPPED);
    assertThat(trained.epochs()).isEqualTo(3);
    assertThat(trained.losses()).hasSize(3);
    assertThat(trained.parameters().item()).isCloseTo(3 * (1 - Math.pow(0.5, 3)), within(1e-6));
    assertThat(
            meanOfTargets(0.25)
                .fit(Tensor.of(new float[] {5}), numbers(1), OPTIONS.stop(() -> true))
                .parameters()
                .item())
        .isEqualTo(5);
  }

  @Test
  void progressIsToldAfterEveryBatch() {
    List<Progress> told = new ArrayList<>();
    Examples examples = numbers(1, 2, 3, 4, 5);
    meanOfTargets(0.1)
        .fit(
            Tensor.of(new float[] {0}),
            examples,
            examples,
            (w, validation) -> 0.5,
            OPTIONS.batch(2).epochs(2).listener(told::add));
    assertThat(told).hasSize(6).allMatch(progress -> progress.batches() == 3);
    assertThat(told.stream().map(Progress::batch)).containsExactly(1, 2, 3, 1, 2, 3);
    assertThat(told.stream().map(Progress::isEndOfEpoch))
        .containsExactly(false, false, true, false, false, true);
    assertThat(told).allMatch(p -> p.validation().isPresent() == p.isEndOfEpoch());
    assertThat(told).allMatch(p -> p.examplesPerSecond() > 0 && p.metric().isEmpty());
    assertThat(told.getFirst().secondsLeft()).isPositive();
    assertThat(told.getLast().secondsLeft()).isZero();
  }

  @Test
  void aLossThatIsNoNumberEndsTheTrainingWithItsPlace() {
    assertThatThrownBy(() ->
            meanOfTargets(1e30).fit(Tensor.of(new float[] {0}), numbers(1, 2), OPTIONS.epochs(9)))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("training: the loss must stay finite; got loss = Infinity in epoch 2")
        .hasMessageContaining("lower the learning rate");
  }

  @Test
  void noExamplesAndImpossibleOptionsAreRefused() {
    assertThatThrownBy(() -> meanOfTargets(1).fit(Tensor.of(new float[] {0}), numbers(), OPTIONS))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("at least one example");
    assertThatThrownBy(() -> OPTIONS.epochs(0)).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> OPTIONS.batch(-1)).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> OPTIONS.patience(-1)).isInstanceOf(ArgumentException.class);
  }

  @Test
  void everyStepHasAKeyOfItsOwn() {
    List<Double> drawn = new ArrayList<>();
    Trainer<Stateful<Tensor, Tensor>, SgdState<Tensor>> trainer =
        Trainer.stateful(
            (Tensor w, Tensor count, Batch batch) ->
                new Outcome<>(
                    w.square().sum(), Optional.of(batch.key().uniform(DType.F64)), count.plus(1)),
            Sgd.of(0.1));
    TrainingOptions options =
        OPTIONS.batch(1).epochs(2).listener(progress -> drawn.add(progress.metric().orElseThrow()));
    Stateful<Tensor, Tensor> start = new Stateful<>(Tensor.of(new float[] {1}), Tensor.scalar(0));
    Trained<Stateful<Tensor, Tensor>> trained = trainer.fit(start, numbers(1, 2, 3), options);
    assertThat(trained.parameters().memory().item()).isEqualTo(6);
    assertThat(drawn).doesNotHaveDuplicates();
    List<Double> first = List.copyOf(drawn);
    drawn.clear();
    trainer.fit(start, numbers(1, 2, 3), options);
    assertThat(drawn).isEqualTo(first);
  }

  /// On a loss ½·w² each, whose second gradient is at w + 0.5: w ← w − ½·(w + ½).
  @Test
  void anOptimizerThatLooksElsewhereIsGivenTheGradientThere() {
    Trainer<Tensor, SamState<SgdState<Tensor>>> trainer =
        Trainer.of(
            (Tensor w, Tensor x, Tensor y) -> w.square().times(0.5),
            Sam.of(0.5, Sgd.<Tensor>of(0.5)));
    Tensor end =
        trainer.fit(Tensor.scalar(4f), numbers(0, 0), OPTIONS.batch(1).epochs(1)).parameters();
    assertThat(end.item()).isCloseTo((4 - 0.5 * 4.5) * 0.5 - 0.25, within(1e-6));
  }

  @Test
  void theResultIsTheAverageWhereTheOptimizerKeepsOne() {
    Trainer<Tensor, ?> trainer =
        Trainer.of(
            (Tensor w, Tensor x, Tensor y) -> w.negate(),
            Clip.byNorm(10, PolyakAverage.of(1, 1, Accumulation.of(2, Sgd.<Tensor>of(1)))));
    Tensor end =
        trainer
            .fit(Tensor.scalar(0f), numbers(0, 0, 0, 0, 0), OPTIONS.batch(1).epochs(1))
            .parameters();
    assertThat(end.item()).isCloseTo((1 + 1 + 2 + 2) / 4.0, within(1e-6));
  }

  @Test
  void aNetworkWithRunningStatisticsAndDropoutLearns() {
    RandomKey key = RandomKey.of(2);
    Sequential layers =
        Sequential.of(
            Dense.init(key.fold(0), 2, 16),
            BatchNorm.init(16),
            Activation.RELU,
            new Dropout(0.2),
            Dense.init(key.fold(1), 16, 3));
    Trainer<Stateful<Sequential, Sequential.Memory>, AdamState<Sequential>> trainer =
        Trainer.stateful(
            (Sequential network, Sequential.Memory memory, Batch batch) -> {
              Sequential.Passed passed = network.train(batch.features(), memory, batch.key());
              return new Outcome<>(
                  Losses.crossEntropy(passed.output(), batch.targets()),
                  Optional.of(Metrics.accuracy(passed.output(), batch.targets())),
                  passed.memory());
            },
            Adam.of(0.02));
    Stateful<Sequential, Sequential.Memory> model =
        trainer
            .fit(new Stateful<>(layers, layers.memory()), clouds(160, 7), OPTIONS.epochs(15))
            .parameters();
    Sequential.Fitted fitted = new Sequential.Fitted(model.parameters(), model.memory());
    assertThat(new Predictor<Sequential.Fitted>().accuracy(fitted, clouds(300, 8)))
        .isGreaterThan(0.95);
  }

  @Test
  void predictionsInChunksAreThoseOfAllAtOnce() {
    Examples many = clouds(2500, 9);
    float[] whole = start().apply(TensorAccess.of(many.features())).toFloatArray();
    assertThat(new Predictor<Mlp>().outputs(start(), many.features()).toFloatArray())
        .containsExactly(whole, within(1e-5f));
    assertThat(
            new Predictor<Mlp>()
                .outputs(start(), TensorData.zeros(TensorType.of(DType.F32, 0, 2)))
                .type())
        .hasToString("f32[0, 3]");
  }
}
