package dev.leibniz.app;

import dev.leibniz.data.TensorData;
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
      description = "A CSV file with the columns of the training data, or images in IDX format.")
  private Path data = Path.of("");

  @Mixin private MachineOptions machine = new MachineOptions();

  Predict() {}

  @Override
  public Integer call() {
    machine.apply();
    NamedTensors file = Safetensors.read(model);
    ModelDescription description = ModelDescription.fromMetadata(file.metadata());
    Optional<TablePreparation> preparation = TablePreparation.fromMetadata(file.metadata());
    Network network = ModelFile.load(file, description.init(RandomKey.of(0)));
    TensorData features =
        preparation.isPresent()
            ? preparation.get().features(preparation.get().read(data))
            : Idx.readImages(data);
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
