package dev.leibniz.app;

import dev.leibniz.compile.Profile;
import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
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
import dev.leibniz.optimize.Optimizer;
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
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Trains a network on a data set and prints how good it is.
@Command(
    name = "train",
    description = "Trains a network and prints its accuracy on examples it has not seen.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Train implements Callable<Integer> {
  @Parameters(
      paramLabel = "DATA",
      description =
          "digits, fashion-mnist, a folder with the four IDX files of such images, or a CSV file."
              + " Every fifth row of digits and of a CSV file is for testing.")
  private String name = "";

  @Option(
      names = "--model",
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private ModelDescription.Kind kind = ModelDescription.Kind.MLP;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = PositiveInteger.class,
      description =
          "How often each example is seen. Default: 10; for tables 40, and more for 500 steps of few"
              + " examples.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = PositiveInteger.class,
      description = "Examples per step. Default: 128; for tables 32.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private OptimizerKind optimizer = OptimizerKind.ADAM;

  @Option(
      names = "--rate",
      paramLabel = "X",
      converter = PositiveNumber.class,
      description =
          "The learning rate, falling to 0 along a cosine. Default: one that suits optimizer and"
              + " model, and is printed; Adam's is 0.001, of a linear model 0.02.")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides weights and order. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--patience",
      paramLabel = "N",
      converter = PositiveInteger.class,
      description =
          "Hold back a tenth of the training set, end after so many epochs without improvement on"
              + " it, and keep the best weights.")
  private Optional<Integer> patience = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "For fashion-mnist: the folder with the four IDX files, gzip or not. Default: that of"
              + " Debian's package dataset-fashion-mnist.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the model here, as safetensors; after Ctrl-C, as far as it got.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "The CSV column to predict. Default: the last.")
  private Optional<String> target = Optional.empty();

  @Option(
      names = "--categorical",
      split = ",",
      paramLabel = "COLUMN",
      description = "CSV columns of categories. Default: those that are not all numbers.")
  private List<String> categorical = List.of();

  @Option(
      names = "--ignore",
      split = ",",
      paramLabel = "COLUMN",
      description = "CSV columns to leave out.")
  private List<String> ignored = List.of();

  @Option(
      names = "--profile",
      description =
          "Print the ten kernels that took most of the training's time, and their shares of what the"
              + " machine can do.")
  private boolean isProfiled;

  @Mixin private MachineOptions machine = new MachineOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  Train() {}

  @Override
  public Integer call() {
    machine.apply();
    out.ifPresent(Train::requireWritable);
    TrainingData data = load();
    ModelDescription description =
        new ModelDescription(
            kind,
            data.inputs(),
            data.outputs(),
            data.height(),
            data.width(),
            data.isClassification());
    Network start = description.init(RandomKey.of(seed));
    System.out.println("data " + data.name() + " sha256 " + data.sha256());
    data.preparation().ifPresent(preparation -> System.out.println(preparation.summary()));
    System.out.printf(
        Locale.ROOT,
        "model %s, %d training and %d test examples, seed %d, %s with rate %s%n",
        kind,
        data.train().count(),
        data.test().count(),
        seed,
        optimizer,
        speed());
    train(start, description, data);
    return 0;
  }

  private static void requireWritable(Path file) {
    Path place = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    if (!Files.isDirectory(place) || !Files.isWritable(place) || Files.isDirectory(file)) {
      throw new DataException(
          Explanation.of("--out", "the file must be in a folder that exists and can be written to")
              .got(file.toString()));
    }
  }

  private TrainingData load() {
    boolean isTable = !name.equals(TrainingData.DIGITS) && !name.equals(TrainingData.FASHION_MNIST);
    if (folder.isPresent() && !name.equals(TrainingData.FASHION_MNIST)) {
      throw new ParameterException(
          spec.commandLine(), "--data is for fashion-mnist, and the data is " + name);
    }
    if (!isTable && (target.isPresent() || !categorical.isEmpty() || !ignored.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(),
          "--target, --categorical and --ignore are for CSV files, and the data is " + name);
    }
    TableOptions options =
        TableOptions.defaults()
            .categorical(categorical.toArray(String[]::new))
            .ignore(ignored.toArray(String[]::new));
    return TrainingData.load(name, folder, target.map(options::target).orElse(options));
  }

  private <N extends Network> void train(N start, ModelDescription description, TrainingData data) {
    boolean isTable = data.preparation().isPresent();
    int size = batch.orElse(isTable ? 32 : 128);
    int steps = Math.ceilDiv(data.train().count(), size);
    int times = epochs.orElse(isTable ? Math.clamp(Math.ceilDiv(500, steps), 40, 400) : 10);
    Trainer<N, ?> trainer =
        trainer(description, optimizer.of(Schedule.cosine(speed(), times * steps)));
    Predictor<N> predictor = new Predictor<>();
    long began = System.nanoTime();
    try (Interruption interruption = new Interruption()) {
      TrainingOptions options =
          TrainingOptions.defaults()
              .epochs(times)
              .batch(size)
              .seed(seed)
              .patience(patience.orElse(0))
              .stop(interruption);
      Trained<N> trained =
          profiled(() -> fit(trainer, start, data, predictor, description, options));
      double seconds = (System.nanoTime() - began) * 1e-9;
      out.ifPresent(path -> save(path, trained.parameters(), description, data));
      report(trained, predictor, description, data, seconds);
    }
  }

  private <T> T profiled(Supplier<T> work) {
    if (!isProfiled) {
      return work.get();
    }
    try (Profile profile = Profile.start()) {
      T result = work.get();
      System.out.print(ProfileTable.of(profile.stop()));
      return result;
    }
  }

  private double speed() {
    return rate.orElse(optimizer.rate(kind));
  }

  private static <N extends Network, S> Trainer<N, S> trainer(
      ModelDescription description, Optimizer<N, S> optimizer) {
    return description.isClassification()
        ? Trainer.classifier((N network, Tensor x) -> network.apply(x), optimizer)
        : Trainer.of(
            (N network, Tensor x, Tensor y) -> Losses.squaredError(network.apply(x).reshape(-1), y),
            optimizer);
  }

  private <N extends Network> Trained<N> fit(
      Trainer<N, ?> trainer,
      N start,
      TrainingData data,
      Predictor<N> predictor,
      ModelDescription description,
      TrainingOptions options) {
    try (TrainingProgress progress = new TrainingProgress()) {
      TrainingOptions shown = options.listener(progress);
      if (patience.isEmpty()) {
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
        "%s after %d epochs, %.1f s%s%n",
        switch (trained.ending()) {
          case FINISHED -> "finished";
          case NO_IMPROVEMENT -> "no further improvement";
          case STOPPED -> "stopped";
        },
        trained.epochs(),
        seconds,
        trained.losses().isEmpty()
            ? ""
            : String.format(Locale.ROOT, ", loss %.4f", trained.losses().getLast()));
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
