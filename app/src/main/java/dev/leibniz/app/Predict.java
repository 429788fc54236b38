package dev.leibniz.app;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import dev.leibniz.learn.data.ImageData;
import dev.leibniz.learn.file.Idx;
import dev.leibniz.learn.file.NamedTensors;
import dev.leibniz.learn.file.Safetensors;
import dev.leibniz.learn.model.ModelFile;
import dev.leibniz.learn.model.Network;
import dev.leibniz.learn.table.TablePreparation;
import dev.leibniz.learn.table.TargetColumn;
import dev.leibniz.learn.training.Predictor;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Predicts with a trained model: one line per example on standard output, and nothing else there.
@Command(
    name = "predict",
    description = "Predicts with a trained model: one class, or one number, per line.",
    mixinStandardHelpOptions = true)
final class Predict implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "A file that `train --out` wrote.")
  private Path model = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description =
          "A CSV file with the columns of the training data (the target may be missing), or images"
              + " in IDX format, gzip or not; also digits, fashion-mnist (its test images) or a"
              + " folder like it.")
  private String data = "";

  @Mixin private MachineOptions machine = new MachineOptions();

  Predict() {}

  @Override
  public Integer call() {
    machine.apply();
    NamedTensors file = Safetensors.read(model);
    ModelDescription description = ModelDescription.fromMetadata(file.metadata());
    Optional<TablePreparation> preparation = TablePreparation.fromMetadata(file.metadata());
    description.requireRoomIn(file);
    Network network = ModelFile.load(file, description.init(RandomKey.of(0)));
    TensorData features = preparation.isPresent() ? rows(preparation.get()) : images(description);
    Tensor outputs = new Predictor<>().outputs(network, features);
    PrintWriter lines = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    if (description.isClassification()) {
      for (int label : outputs.argMax(-1).toIntArray()) {
        lines.println(className(preparation, label));
      }
    } else {
      for (float number : outputs.reshape(-1).toFloatArray()) {
        lines.println(value(preparation, number));
      }
    }
    lines.flush();
    return 0;
  }

  private TensorData rows(TablePreparation preparation) {
    return preparation.features(
        data.equals(TrainingData.DIGITS)
            ? EmbeddedData.csv("digits.csv").table()
            : preparation.read(Path.of(data)));
  }

  private TensorData images(ModelDescription description) {
    Path path =
        data.equals(TrainingData.FASHION_MNIST) ? ImageData.fashionMnistFolder() : Path.of(data);
    TensorData images =
        Files.isDirectory(path) ? ImageData.read(path).test().features() : Idx.readImages(path);
    Shape size = Shape.of(description.height(), description.width());
    if (!images.shape().remove(0).equals(size)) {
      throw new DataException(
          Explanation.of("predict", "images must have the size that the model was trained on")
              .got("model = " + size + ", " + path + " = " + images.shape().remove(0)));
    }
    return images;
  }

  private static String className(Optional<TablePreparation> preparation, int label) {
    return preparation.map(TablePreparation::target).orElse(null)
            instanceof TargetColumn.Classification target
        ? target.classes().get(label)
        : Integer.toString(label);
  }

  private static double value(Optional<TablePreparation> preparation, float output) {
    return preparation.map(TablePreparation::target).orElse(null)
            instanceof TargetColumn.Regression target
        ? target.value(output)
        : output;
  }
}
