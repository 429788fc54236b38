package dev.leibniz.app;

import dev.leibniz.data.Shape;
import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import dev.leibniz.learn.data.Examples;
import dev.leibniz.learn.data.ImageData;
import dev.leibniz.learn.data.Split;
import dev.leibniz.learn.file.Checksum;
import dev.leibniz.learn.table.Csv;
import dev.leibniz.learn.table.CsvOptions;
import dev.leibniz.learn.table.Table;
import dev.leibniz.learn.table.TableOptions;
import dev.leibniz.learn.table.TablePreparation;
import dev.leibniz.learn.table.TargetColumn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `train` learns from.
///
/// @param name what the user called it
/// @param train the examples to learn from
/// @param test the examples to measure on
/// @param outputs the number of classes; 1 for a number to predict
/// @param isClassification whether classes are predicted
/// @param height the height of images; 0 for tables
/// @param width the width of images; 0 for tables
/// @param sha256 the checksum of the data
/// @param preparation how a table's rows become examples, if it is a table
record TrainingData(
    String name,
    Examples train,
    Examples test,
    int outputs,
    boolean isClassification,
    int height,
    int width,
    String sha256,
    Optional<TablePreparation> preparation) {

  /// The name of UCI's digits.
  static final String DIGITS = "digits";

  /// The name of Fashion-MNIST.
  static final String FASHION_MNIST = "fashion-mnist";

  /// The data of a name.
  ///
  /// @param name [#DIGITS], [#FASHION_MNIST], a folder with four IDX files, or a CSV file
  /// @param folder where Fashion-MNIST is, if not where its package puts it
  /// @param options how to read a CSV file
  /// @throws DataException if there is no such data
  static TrainingData load(String name, Optional<Path> folder, TableOptions options) {
    Path path = Path.of(name);
    return switch (name) {
      case DIGITS -> digits();
      case FASHION_MNIST -> images(name, folder.orElseGet(ImageData::fashionMnistFolder));
      default -> {
        if (Files.isDirectory(path)) {
          yield images(name, path);
        }
        if (Files.isRegularFile(path)) {
          yield csv(path, options);
        }
        throw new DataException(
            Explanation.of("train", "the data must be digits, fashion-mnist, a folder or a file")
                .got(name)
                .fix("check the path; 'leibniz train --help' tells more"));
      }
    };
  }

  /// UCI's digits; every fifth image is for testing.
  static TrainingData digits() {
    EmbeddedData.Loaded loaded = EmbeddedData.csv("digits.csv");
    return table(DIGITS, loaded.table(), loaded.sha256(), TableOptions.defaults(), 8, 8);
  }

  private static TrainingData images(String name, Path folder) {
    ImageData images = ImageData.read(folder);
    Shape shape = images.train().features().shape();
    return new TrainingData(
        name,
        images.train(),
        images.test(),
        images.classes(),
        true,
        Math.toIntExact(shape.extent(1)),
        Math.toIntExact(shape.extent(2)),
        images.sha256(),
        Optional.empty());
  }

  /// A table; every fifth row is for testing.
  private static TrainingData csv(Path file, TableOptions options) {
    Table table = Csv.read(file, CsvOptions.defaults());
    return table(file.toString(), table, Checksum.ofFiles(List.of(file)), options, 0, 0);
  }

  private static TrainingData table(
      String name, Table table, String sha256, TableOptions options, int height, int width) {
    Split split = Split.everyFifth(table.rowCount());
    TablePreparation preparation = TablePreparation.fit(table, split.train(), options);
    Examples all = preparation.examples(table);
    int classes =
        switch (preparation.target()) {
          case TargetColumn.Classification target -> target.classes().size();
          case TargetColumn.Regression target -> 1;
        };
    boolean isClassification = preparation.target() instanceof TargetColumn.Classification;
    return new TrainingData(
        name,
        all.select(split.train()),
        all.select(split.test()),
        classes,
        isClassification,
        height,
        width,
        sha256,
        Optional.of(preparation));
  }

  /// The number of numbers per example.
  int inputs() {
    return Math.toIntExact(
        train.features().shape().elements() / Math.max(1, train.features().shape().extent(0)));
  }
}
