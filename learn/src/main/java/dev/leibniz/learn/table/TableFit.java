package dev.leibniz.learn.table;

import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds how a table becomes tensors: kinds, categories and classes from all its rows, means,
/// deviations and most frequent categories from the training rows alone.
final class TableFit {
  private static final String OPERATION = "TablePreparation.fit";
  private static final int MOST_NUMERIC_CLASSES = 20;

  /// Numbers by value, before texts.
  private static final Comparator<String> CATEGORY_ORDER =
      Comparator.comparing((String text) -> Double.isNaN(Numbers.parse(text, false)))
          .thenComparingDouble(text -> Numbers.parse(text, false))
          .thenComparing(Comparator.naturalOrder());

  private final Table table;
  private final TableOptions options;
  private final Column target;
  private final List<Column> features;
  private final int[] trainingRows;

  private TableFit(Table table, int[] trainingRows, TableOptions options) {
    for (int row : trainingRows) {
      table.requireRow(OPERATION, row);
    }
    this.table = table;
    this.options = options;
    requireNames();
    this.target = findTarget();
    this.features =
        table.columns().stream()
            .filter(
                column -> column != target && !options.columns().ignored().contains(column.name()))
            .toList();
    this.trainingRows =
        switch (options.rules().missing()) {
          case IMPUTE -> trainingRows;
          case DROP_ROWS ->
              IntStream.of(trainingRows)
                  .filter(row -> !target.isMissing(row) && isComplete(row))
                  .toArray();
        };
  }

  static TablePreparation fit(Table table, int[] trainingRows, TableOptions options) {
    TableFit fit = new TableFit(table, trainingRows, options);
    if (fit.features.isEmpty() || fit.trainingRows.length == 0) {
      throw refusal(
          "there must be at least one feature and one training row",
          "file = %s, features = %s, training rows = %d"
              .formatted(
                  table.source(),
                  fit.features.stream().map(Column::name).toList(),
                  fit.trainingRows.length));
    }
    return new TablePreparation(
        table.options(),
        table.names(),
        table.hasHeader(),
        fit.features.stream().map(fit::feature).toList(),
        fit.target(),
        options.rules().missing(),
        options.rules().unknownCategory());
  }

  private boolean isComplete(int row) {
    return features.stream().noneMatch(column -> column.isMissing(row));
  }

  private void requireNames() {
    List<String> names = table.names();
    TableOptions.Columns told = options.columns();
    Stream.of(told.numeric(), told.categorical(), told.ignored())
        .flatMap(List::stream)
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(name -> throwNoColumn(name, names));
    told.numeric().stream()
        .filter(told.categorical()::contains)
        .findFirst()
        .ifPresent(name -> {
          throw refusal("a column is numeric or categorical", "column = " + name + " told both");
        });
  }

  private void throwNoColumn(String name, List<String> names) {
    throw refusal(
        "a column that is told must be one of the table's",
        "column = " + name + ", columns = " + names + ", file = " + table.source());
  }

  private Column findTarget() {
    List<Column> columns = table.columns();
    String name = options.target().name();
    if (name != null) {
      if (!table.names().contains(name)) {
        throwNoColumn(name, table.names());
      }
      return columns.get(table.names().indexOf(name));
    }
    int told = options.target().position();
    int position = told < 0 ? told + columns.size() : told;
    if (position < 0 || position >= columns.size()) {
      throw refusal(
          "the target must be one of the table's columns",
          "position = " + told + ", columns = " + table.names());
    }
    return columns.get(position);
  }

  private FeatureColumn feature(Column column) {
    if (IntStream.of(trainingRows).allMatch(column::isMissing)) {
      throw refusal(
          "a feature must have a value in at least one training row",
          "file = " + table.source() + ", column = " + column.name(),
          "leave the column out: ignore(\"" + column.name() + "\")");
    }
    return isNumeric(column) ? numeric(column) : categorical(column);
  }

  private boolean isNumeric(Column column) {
    if (options.columns().numeric().contains(column.name())) {
      return true;
    }
    return !options.columns().categorical().contains(column.name()) && looksNumeric(column);
  }

  /// Whether more than half of the distinct values are numbers.
  private static boolean looksNumeric(Column column) {
    int[] codes = column.valueCodes();
    return 2 * IntStream.of(codes).filter(column::isNumberCode).count() > codes.length;
  }

  private FeatureColumn numeric(Column column) {
    requireNumbers(column);
    Scaling scaling = Scaling.of(column, trainingRows);
    Scaling used = options.rules().scale() ? scaling : Scaling.NONE;
    return new FeatureColumn.Numeric(
        column.name(), column.position(), scaling.mean(), used.mean(), used.deviation());
  }

  private void requireNumbers(Column column) {
    for (int row = 0; row < table.rowCount(); row++) {
      if (!column.isMissing(row) && !column.isNumberCode(column.code(row))) {
        throw refusal(
            "every value of a numeric column must be a number",
            table.place(column, row),
            "correct the cell, name its text as missing in the CSV options, or say categorical(\""
                + column.name()
                + "\")");
      }
    }
  }

  private FeatureColumn categorical(Column column) {
    int[] codes = column.valueCodes();
    if (!options.columns().categorical().contains(column.name())) {
      requireNoDecimalCommas(column, codes);
      requireFewCategories(
          column, codes, "say categorical(\"%1$s\") or ignore(\"%1$s\")".formatted(column.name()));
    }
    int[] counts = column.countCodes(trainingRows);
    List<Integer> ordered =
        IntStream.of(codes)
            .boxed()
            .sorted(Comparator.comparing(column::textOf, CATEGORY_ORDER))
            .toList();
    int most = ordered.getFirst();
    for (int code : ordered) {
      most = counts[code] > counts[most] ? code : most;
    }
    return new FeatureColumn.Categorical(
        column.name(),
        column.position(),
        ordered.stream().map(column::textOf).toList(),
        column.textOf(most));
  }

  private void requireNoDecimalCommas(Column column, int[] codes) {
    int[] withComma =
        IntStream.of(codes)
            .filter(code -> !column.isNumberCode(code))
            .filter(code -> !Double.isNaN(Numbers.parse(column.textOf(code), true)))
            .toArray();
    long numbers = IntStream.of(codes).filter(column::isNumberCode).count();
    if (withComma.length > 0 && 2 * (withComma.length + numbers) > codes.length) {
      throw refusal(
          "a column of numbers must use the decimal point",
          table.place(column, column.firstRow(withComma[0])),
          "say decimalComma(true) in the CSV options, or categorical(\""
              + column.name()
              + "\") in the table's");
    }
  }

  private void requireFewCategories(Column column, int[] codes, String remedy) {
    if (codes.length > options.rules().mostCategories()) {
      throw refusal(
          "a column of text may have at most "
              + options.rules().mostCategories()
              + " different values unless it is told to be categorical",
          "file = %s, column = %s with %d, such as '%s' and '%s'"
              .formatted(
                  table.source(),
                  column.name(),
                  codes.length,
                  column.textOf(codes[0]),
                  column.textOf(codes[1])),
          remedy);
    }
  }

  private TargetColumn target() {
    for (int row = 0; row < table.rowCount(); row++) {
      if (target.isMissing(row) && options.rules().missing() == TableOptions.Missing.IMPUTE) {
        throw TablePreparation.missingTarget(OPERATION, table, target, row);
      }
    }
    return switch (options.target().task()) {
      case CLASSIFICATION -> classification();
      case REGRESSION -> regression();
      case FOUND -> looksNumeric(target) && !looksLikeClasses() ? regression() : foundClasses();
    };
  }

  private boolean looksLikeClasses() {
    int[] codes = target.valueCodes();
    long distinct = IntStream.of(codes).mapToDouble(target::numberOf).distinct().count();
    return distinct <= MOST_NUMERIC_CLASSES
        && 2 * distinct <= table.rowCount()
        && IntStream.of(codes)
            .mapToDouble(target::numberOf)
            .allMatch(number -> number == Math.rint(number));
  }

  private TargetColumn foundClasses() {
    requireNoDecimalCommas(target, target.valueCodes());
    requireFewCategories(
        target, target.valueCodes(), "name another target, or say task(CLASSIFICATION)");
    return classification();
  }

  private TargetColumn classification() {
    Set<String> classes = new TreeSet<>(CATEGORY_ORDER);
    for (int code : target.valueCodes()) {
      classes.add(TablePreparation.className(target, code));
    }
    if (classes.size() < 2) {
      throw refusal(
          "a target of classes must have at least two",
          "file = " + table.source() + ", column = " + target.name() + ", classes = " + classes);
    }
    return new TargetColumn.Classification(
        target.name(), target.position(), new ArrayList<>(classes));
  }

  private TargetColumn regression() {
    requireNumbers(target);
    Scaling scaling =
        options.rules().scaleTarget() ? Scaling.of(target, trainingRows) : Scaling.NONE;
    return new TargetColumn.Regression(
        target.name(), target.position(), scaling.mean(), scaling.deviation());
  }

  private static DataException refusal(String law, String got) {
    return new DataException(Explanation.of(OPERATION, law).got(got));
  }

  private static DataException refusal(String law, String got, String fix) {
    return new DataException(Explanation.of(OPERATION, law).got(got).fix(fix));
  }
}
