package dev.leibniz.app;

import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import dev.leibniz.function.Function3;
import dev.leibniz.learn.data.Examples;
import dev.leibniz.learn.data.Split;
import dev.leibniz.learn.loss.Losses;
import dev.leibniz.learn.loss.Metrics;
import dev.leibniz.learn.model.ModelFile;
import dev.leibniz.learn.model.Network;
import dev.leibniz.learn.table.TableOptions;
import dev.leibniz.learn.training.Predictor;
import dev.leibniz.learn.training.Trained;
import dev.leibniz.learn.training.Trainer;
import dev.leibniz.learn.training.TrainingOptions;
import dev.leibniz.optimize.Adam;
import dev.leibniz.optimize.AdamState;
import dev.leibniz.optimize.Schedule;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.TensorAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Trains a network on a data set and prints how good it is.
@Command(
    name = "train",
    description = "Trains a network and prints its accuracy on examples it has not seen.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Train implements Callable<Integer> {
  @Parameters(
      paramLabel = "DATA",
      description = "digits, fashion-mnist, or a CSV file; the test set is every fifth row.")
  private String name = "";

  @Option(
      names = "--model",
      description = "${COMPLETION-CANDIDATES}. Default: mlp.",
      defaultValue = "MLP")
  private ModelDescription.Kind kind = ModelDescription.Kind.MLP;

  @Option(
      names = "--epochs",
      description = "How often each example is seen. Default: 10, 40 for tables.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(names = "--batch", description = "Examples per step. Default: 128, 32 for tables.")
  private Optional<Integer> batch = Optional.empty();

  @Option(names = "--rate", description = "Adam's learning rate. Default: ${DEFAULT-VALUE}.")
  private double rate = 1e-3;

  @Option(names = "--seed", description = "Decides weights and order. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--patience",
      description = "End after so many epochs without improvement on a tenth of the training set.")
  private int patience;

  @Option(names = "--data", paramLabel = "DIR", description = "The folder with the four IDX files.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the model here, as safetensors.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "A CSV's target. Default: the last column.")
  private Optional<String> target = Optional.empty();

  @Option(
      names = "--categorical",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns of categories.")
  private List<String> categorical = List.of();

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns to leave out.")
  private List<String> ignored = List.of();

  @Mixin private MachineOptions machine = new MachineOptions();

  Train() {}

  @Override
  public Integer call() {
    machine.apply();
    TrainingData data = load();
    ModelDescription description =
        new ModelDescription(
            kind,
            data.inputs(),
            data.outputs(),
            data.height(),
            data.width(),
            data.isClassification());
    System.out.println("data " + data.name() + " sha256 " + data.sha256());
    data.preparation().ifPresent(preparation -> System.out.println(preparation.summary()));
    System.out.printf(
        Locale.ROOT,
        "model %s, %d training and %d test examples, seed %d%n",
        kind.name().toLowerCase(Locale.ROOT),
        data.train().count(),
        data.test().count(),
        seed);
    train(description.init(RandomKey.of(seed)), description, data);
    return 0;
  }

  private TrainingData load() {
    return switch (name) {
      case "digits" -> TrainingData.digits();
      case "fashion-mnist" -> TrainingData.fashionMnist(folder);
      default -> {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
          throw new DataException(
              Explanation.of("train", "the data must be digits, fashion-mnist or a CSV file")
                  .got(name)
                  .fix("check the path; `leibniz train --help` tells more"));
        }
        TableOptions options =
            TableOptions.defaults()
                .categorical(categorical.toArray(String[]::new))
                .ignore(ignored.toArray(String[]::new));
        yield TrainingData.csv(file, target.map(options::target).orElse(options));
      }
    };
  }

  private <N extends Network> void train(N start, ModelDescription description, TrainingData data) {
    Function3<N, Tensor, Tensor, Tensor> loss =
        description.isClassification()
            ? (network, x, y) -> Losses.crossEntropy(network.apply(x), y)
            : (network, x, y) -> Losses.squaredError(network.apply(x).reshape(-1), y);
    boolean isTable = data.preparation().isPresent();
    int times = epochs.orElse(isTable ? 40 : 10);
    int size = batch.orElse(isTable ? 32 : 128);
    int steps = Math.max(1, times * ((data.train().count() + size - 1) / size));
    Trainer<N, AdamState<N>> trainer = Trainer.of(loss, Adam.of(Schedule.cosine(rate, steps)));
    Predictor<N> predictor = new Predictor<>();
    long began = System.nanoTime();
    try (Interruption interruption = new Interruption()) {
      TrainingOptions options =
          TrainingOptions.defaults()
              .epochs(times)
              .batch(size)
              .seed(seed)
              .patience(patience)
              .stop(interruption);
      Trained<N> trained = fit(trainer, start, data, predictor, description, options);
      report(trained, predictor, description, data, (System.nanoTime() - began) * 1e-9);
      out.ifPresent(path -> save(path, trained.parameters(), description, data));
    }
  }

  private <N extends Network> Trained<N> fit(
      Trainer<N, AdamState<N>> trainer,
      N start,
      TrainingData data,
      Predictor<N> predictor,
      ModelDescription description,
      TrainingOptions options) {
    try (TrainingProgress progress = new TrainingProgress()) {
      TrainingOptions shown = options.listener(progress);
      if (patience == 0) {
        return trainer.fit(start, data.train(), shown);
      }
      Split split = Split.shuffled(data.train().count(), 0.1, seed);
      return trainer.fit(
          start,
          data.train().select(split.train()),
          data.train().select(split.test()),
          (network, examples) -> score(network, predictor, description, examples),
          shown);
    }
  }

  /// Accuracy, or the negative error: larger is better.
  private static <N extends Network> double score(
      N network, Predictor<N> predictor, ModelDescription description, Examples examples) {
    if (description.isClassification()) {
      return predictor.accuracy(network, examples);
    }
    Tensor predictions = predictor.outputs(network, examples.features()).reshape(-1);
    Tensor targets = TensorAccess.of(examples.targets());
    return -Metrics.rootMeanSquaredError(predictions, targets).item();
  }

  private <N extends Network> void report(
      Trained<N> trained,
      Predictor<N> predictor,
      ModelDescription description,
      TrainingData data,
      double seconds) {
    System.out.printf(
        Locale.ROOT,
        "%s after %d epochs, %.1f s, loss %.4f%n",
        switch (trained.ending()) {
          case FINISHED -> "finished";
          case NO_IMPROVEMENT -> "no further improvement";
          case STOPPED -> "stopped";
        },
        trained.epochs(),
        seconds,
        trained.losses().isEmpty() ? Double.NaN : trained.losses().getLast());
    N network = trained.parameters();
    if (description.isClassification()) {
      System.out.printf(
          Locale.ROOT, "test accuracy %.4f%n", predictor.accuracy(network, data.test()));
    } else {
      Tensor predictions = predictor.outputs(network, data.test().features()).reshape(-1);
      Tensor targets = TensorAccess.of(data.test().targets());
      System.out.printf(
          Locale.ROOT, "test R² %.4f%n", Metrics.rSquared(predictions, targets).item());
    }
    System.out.println("weights sha256 " + ModelFile.sha256(network));
  }

  private void save(Path path, Network network, ModelDescription description, TrainingData data) {
    Map<String, String> texts = new TreeMap<>(description.toMetadata());
    data.preparation().ifPresent(preparation -> texts.putAll(preparation.toMetadata()));
    texts.put("leibniz.seed", Long.toString(seed));
    texts.put("leibniz.data.sha256", data.sha256());
    ModelFile.save(path, network, texts);
    System.out.println("wrote " + path);
  }
}
