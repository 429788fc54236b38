package dev.leibniz.learn.table;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.IndexException;
import dev.leibniz.learn.data.Examples;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How a table becomes tensors: found once at the training, kept with the model, and repeated
/// exactly at a prediction.
///
/// ```java
/// Table table = Csv.read(path, CsvOptions.defaults());
/// Split split = Split.everyFifth(table.rowCount());
/// TablePreparation preparation = TablePreparation.fit(table, split.train(), TableOptions.defaults());
/// Examples train = preparation.examples(table.select(split.train()));
/// Map<String, String> metadata = preparation.toMetadata();      // into the model's file
///
/// TablePreparation same = TablePreparation.fromMetadata(metadata).orElseThrow();
/// TensorData features = same.features(same.read(otherPath));    // f32[n, width]
/// ```
///
/// @param csv how the file was read
/// @param names the names of all columns of the training's table
/// @param header whether these names come from the file
/// @param features the columns that become features, in their order
/// @param target the column that is predicted
/// @param missing what becomes of missing values
/// @param unknownCategory what becomes of a category that the training did not have
public record TablePreparation(
    CsvOptions csv,
    List<String> names,
    boolean header,
    List<FeatureColumn> features,
    TargetColumn target,
    TableOptions.Missing missing,
    TableOptions.UnknownCategory unknownCategory) {

  /// Keeps copies of the lists, and checks that the columns' places are in the training's table.
  public TablePreparation {
    names = List.copyOf(names);
    features = List.copyOf(features);
    int columns = names.size();
    if (Stream.concat(features.stream().map(FeatureColumn::position), Stream.of(target.position()))
        .anyMatch(position -> position < 0 || position >= columns)) {
      throw new ArgumentException(
          Explanation.of("TablePreparation", "each column's place must be in the table")
              .got("columns = " + columns + ", features = " + features + ", target = " + target));
    }
  }

  /// Finds how a table becomes tensors, all its rows being for training.
  ///
  /// @throws DataException as for training rows
  public static TablePreparation fit(Table table, TableOptions options) {
    return fit(table, IntStream.range(0, table.rowCount()).toArray(), options);
  }

  /// Finds how a table becomes tensors: kinds, categories and classes from all rows; means,
  /// deviations and most frequent categories from the training rows alone.
  ///
  /// A column is numeric if more than half of its distinct values are numbers, and then all must
  /// be.
  ///
  /// @throws DataException if a told column does not exist, a numeric column holds a text, a column
  ///   of text has too many categories, a feature has no value, the target misses one or has a
  ///   single class
  /// @throws IndexException if a training row is not one of the table's
  public static TablePreparation fit(Table table, int[] trainingRows, TableOptions options) {
    return TableFit.fit(table, trainingRows, options);
  }

  /// Reads a file as the training's was read. With or without the target, and if the training's
  /// columns had names, in any order and with more columns.
  ///
  /// @throws DataException as [Csv#read(Path, CsvOptions)] says
  public Table read(Path file) {
    return Csv.read(file, csv, header ? names : List.of());
  }

  /// Reads a stream as the training's file was read.
  ///
  /// @throws DataException as [Csv#read(InputStream, String, CsvOptions)] says
  public Table read(InputStream in, String source) {
    return Csv.read(in, source, csv, header ? names : List.of());
  }

  /// The number of features.
  public int width() {
    return features.stream().mapToInt(FeatureColumn::width).sum();
  }

  /// The names of the features: a numeric column's own, and `column=category` for each category.
  public List<String> featureNames() {
    return features.stream()
        .flatMap(feature ->
            switch (feature) {
              case FeatureColumn.Numeric numeric -> Stream.of(numeric.name());
              case FeatureColumn.Categorical categorical ->
                  categorical.categories().stream()
                      .map(category -> categorical.name() + "=" + category);
            })
        .toList();
  }

  /// The features of every row, f32 `[n, width]`.
  ///
  /// @throws DataException if a column is missing, a number is none, a category is unknown and
  ///   refused, or a value is missing where rows with missing values were left out of the training
  public TensorData features(Table table) {
    return matrix("TablePreparation.features", table);
  }

  /// The features and targets of every row that is not left out: features f32 `[n, width]`, targets
  /// i32 `[n]` for classes or f32 `[n]` for numbers.
  ///
  /// @throws DataException as for features, or if the target is missing, no number, or an unknown
  ///   class
  public Examples examples(Table table) {
    String operation = "TablePreparation.examples";
    Table kept =
        switch (missing) {
          case IMPUTE -> table;
          case DROP_ROWS -> withoutMissing(operation, table);
        };
    return new Examples(matrix(operation, kept), targets(operation, kept));
  }

  /// This value as texts for a model's file, for [#fromMetadata].
  public Map<String, String> toMetadata() {
    return Map.of(PreparationJson.KEY, PreparationJson.write(this));
  }

  /// The value that a model's file holds; empty if the model was not trained on a table.
  ///
  /// @throws DataException if the text is not what [#toMetadata] wrote
  public static Optional<TablePreparation> fromMetadata(Map<String, String> metadata) {
    return Optional.ofNullable(metadata.get(PreparationJson.KEY)).map(PreparationJson::read);
  }

  /// One line on what the table is: the target, and how many columns become how many features.
  public String summary() {
    long numbers = features.stream().filter(FeatureColumn.Numeric.class::isInstance).count();
    return "%d numeric and %d categorical columns, %d features; target %s: %s"
        .formatted(
            numbers,
            features.size() - numbers,
            width(),
            target.name(),
            switch (target) {
              case TargetColumn.Classification classes -> classes.classes().size() + " classes";
              case TargetColumn.Regression number -> "a number";
            });
  }

  private Table withoutMissing(String operation, Table table) {
    List<Column> used =
        Stream.concat(
                features.stream()
                    .map(feature -> find(operation, table, feature.name(), feature.position())),
                Stream.of(find(operation, table, target.name(), target.position())))
            .toList();
    return table.select(
        IntStream.range(0, table.rowCount())
            .filter(row -> used.stream().noneMatch(column -> column.isMissing(row)))
            .toArray());
  }

  private Column find(String operation, Table table, String name, int position) {
    List<Column> columns = table.columns();
    if (header && table.hasHeader()) {
      return columns.stream()
          .filter(column -> column.name().equals(name))
          .findFirst()
          .orElseThrow(() ->
              refusal(
                  operation,
                  "the table must have every column that the training used",
                  "file = %s without %s, columns = %s"
                      .formatted(table.source(), name, table.names())));
    }
    boolean withoutTarget = columns.size() == names.size() - 1;
    if (columns.size() != names.size() && !(withoutTarget && position != target.position())) {
      throw refusal(
          operation,
          "a table without names must have the columns of the training, with or without the target",
          "file = %s with %d columns, training's columns = %s, target = %s"
              .formatted(table.source(), columns.size(), names, target.name()));
    }
    return columns.get(withoutTarget && position > target.position() ? position - 1 : position);
  }

  private TensorData matrix(String operation, Table table) {
    TensorData result = TensorData.zeros(TensorType.of(DType.F32, table.rowCount(), width()));
    int offset = 0;
    for (FeatureColumn feature : features) {
      Column column = find(operation, table, feature.name(), feature.position());
      switch (feature) {
        case FeatureColumn.Numeric numeric ->
            fillNumeric(new Cells(operation, table, column), numeric, result.floats(), offset);
        case FeatureColumn.Categorical categorical ->
            fillCategorical(
                new Cells(operation, table, column), categorical, result.floats(), offset);
      }
      offset += feature.width();
    }
    return result;
  }

  /// A column that is read for an operation.
  private record Cells(String operation, Table table, Column column) {
    DataException refuse(String law, int row) {
      return refusal(operation, law, table.place(column, row));
    }
  }

  private void fillNumeric(Cells cells, FeatureColumn.Numeric numeric, float[] matrix, int offset) {
    Column column = cells.column();
    int width = width();
    for (int row = 0; row < column.rowCount(); row++) {
      int code = column.code(row);
      if (column.isMissingCode(code)) {
        requireImputed(cells, row);
      } else if (!column.isNumberCode(code)) {
        throw cells.refuse("every value of a numeric column must be a number", row);
      }
      double value = column.isMissingCode(code) ? numeric.fill() : column.numberOf(code);
      float scaled = (float) ((value - numeric.mean()) / numeric.deviation());
      if (!Float.isFinite(scaled)) {
        throw cells.refuse("every value must be within the range of f32 once it is scaled", row);
      }
      matrix[row * width + offset] = scaled;
    }
  }

  private void fillCategorical(
      Cells cells, FeatureColumn.Categorical categorical, float[] matrix, int offset) {
    Column column = cells.column();
    Map<String, Integer> places = places(categorical.categories());
    int width = width();
    for (int row = 0; row < column.rowCount(); row++) {
      if (column.isMissing(row)) {
        requireImputed(cells, row);
      }
      Integer place = places.get(column.isMissing(row) ? categorical.fill() : column.text(row));
      if (place != null) {
        matrix[row * width + offset + place] = 1;
      } else if (unknownCategory == TableOptions.UnknownCategory.REFUSE) {
        throw new DataException(
            Explanation.of(cells.operation(), "a category must be one of the training's")
                .got(
                    cells.table().place(column, row) + ", categories = " + categorical.categories())
                .fix("train with unknownCategory(ZEROS) to let unknown categories count as none"));
      }
    }
  }

  private void requireImputed(Cells cells, int row) {
    if (missing == TableOptions.Missing.DROP_ROWS) {
      throw cells.refuse(
          "no value may be missing where the training left out rows with missing values", row);
    }
  }

  private TensorData targets(String operation, Table table) {
    Column column = find(operation, table, target.name(), target.position());
    for (int row = 0; row < column.rowCount(); row++) {
      if (column.isMissing(row)) {
        throw missingTarget(operation, table, column, row);
      }
    }
    Cells cells = new Cells(operation, table, column);
    return switch (target) {
      case TargetColumn.Classification classes -> classTargets(cells, classes);
      case TargetColumn.Regression numbers -> numberTargets(cells, numbers);
    };
  }

  private static TensorData classTargets(Cells cells, TargetColumn.Classification target) {
    Column column = cells.column();
    Map<String, Integer> places = places(target.classes());
    int[] targets = new int[column.rowCount()];
    for (int row = 0; row < targets.length; row++) {
      Integer place = places.get(className(column, column.code(row)));
      if (place == null) {
        throw cells.refuse("a class must be one of the training's: " + target.classes(), row);
      }
      targets[row] = place;
    }
    return TensorData.of(TensorType.of(DType.I32, targets.length), targets);
  }

  private static TensorData numberTargets(Cells cells, TargetColumn.Regression target) {
    Column column = cells.column();
    float[] targets = new float[column.rowCount()];
    for (int row = 0; row < targets.length; row++) {
      double number = column.numberOf(column.code(row));
      targets[row] = (float) ((number - target.mean()) / target.deviation());
      if (!Float.isFinite(targets[row])) {
        throw cells.refuse("every target must be a number within the range of f32", row);
      }
    }
    return TensorData.of(TensorType.of(DType.F32, targets.length), targets);
  }

  private static Map<String, Integer> places(List<String> texts) {
    Map<String, Integer> places = new HashMap<>();
    for (String text : texts) {
      places.put(text, places.size());
    }
    return places;
  }

  static String className(Column column, int code) {
    return column.isNumberCode(code)
        ? Numbers.canonical(column.numberOf(code))
        : column.textOf(code);
  }

  static DataException missingTarget(String operation, Table table, Column target, int row) {
    return new DataException(
        Explanation.of(operation, "every row must have its target")
            .got(table.place(target, row))
            .fix(
                "fill the cell in, remove the row, or leave such rows out with missing(DROP_ROWS)"));
  }

  private static DataException refusal(String operation, String law, String got) {
    return new DataException(Explanation.of(operation, law).got(got));
  }
}
