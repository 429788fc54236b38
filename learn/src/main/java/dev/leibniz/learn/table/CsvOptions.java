package dev.leibniz.learn.table;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.List;

/// How a file of text is read as a table.
///
/// @param delimiter what separates the cells
/// @param header whether the first row holds the names of the columns
/// @param decimalComma whether numbers are written with a comma, as `1,5`
/// @param missing the texts, besides the empty one, that stand for a missing value
public record CsvOptions(
    Delimiter delimiter, Header header, boolean decimalComma, List<String> missing) {
  private static final CsvOptions DEFAULTS =
      new CsvOptions(Delimiter.FOUND, Header.FOUND, false, List.of("NA", "NaN", "nan", "?"));

  /// What separates the cells of a row.
  public enum Delimiter {
    /// The one of the three that gives all first rows the same number of cells, and most of them;
    /// no comma where commas are in numbers.
    FOUND,
    /// A comma.
    COMMA,
    /// A semicolon.
    SEMICOLON,
    /// A tabulator.
    TAB
  }

  /// Whether the first row holds the names of the columns.
  public enum Header {
    /// It does if it holds no number, and either a column below it is made of numbers or none of
    /// its texts occurs again in its column.
    FOUND,
    /// It does.
    PRESENT,
    /// It does not; columns are named `column1`, `column2` and so on.
    ABSENT
  }

  /// Keeps a copy of the list.
  public CsvOptions {
    missing = List.copyOf(missing);
  }

  /// Delimiter and header are found; the texts `NA`, `NaN`, `nan` and `?` stand for missing values.
  public static CsvOptions defaults() {
    return DEFAULTS;
  }

  /// The same with another delimiter.
  public CsvOptions delimiter(Delimiter other) {
    return new CsvOptions(other, header, decimalComma, missing);
  }

  /// The same with another delimiter, given as its character.
  ///
  /// @throws ArgumentException if it is not a comma, a semicolon or a tabulator
  public CsvOptions delimiter(char other) {
    return delimiter(
        switch (other) {
          case ',' -> Delimiter.COMMA;
          case ';' -> Delimiter.SEMICOLON;
          case '\t' -> Delimiter.TAB;
          default ->
              throw new ArgumentException(
                  Explanation.of(
                          "CsvOptions.delimiter",
                          "the delimiter must be a comma, a semicolon or a tabulator")
                      .got("delimiter = '" + other + "'"));
        });
  }

  /// The same with another rule for the first row.
  public CsvOptions header(Header other) {
    return new CsvOptions(delimiter, other, decimalComma, missing);
  }

  /// The same with numbers written with a comma, or not.
  public CsvOptions decimalComma(boolean other) {
    return new CsvOptions(delimiter, header, other, missing);
  }

  /// The same with other texts that stand for a missing value; the empty text always does.
  public CsvOptions missing(String... texts) {
    return new CsvOptions(delimiter, header, decimalComma, List.of(texts));
  }
}
