package dev.leibniz.learn.table;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.IndexException;
import java.util.List;
import java.util.stream.IntStream;

/// A table of texts as a file holds it, with the line of each row.
public final class Table {
  private final String source;
  private final CsvOptions options;
  private final boolean header;
  private final List<Column> columns;
  private final int[] lines;

  Table(String source, CsvOptions options, boolean header, List<Column> columns, int[] lines) {
    this.source = source;
    this.options = options;
    this.header = header;
    this.columns = columns;
    this.lines = lines;
  }

  /// The file, as messages name it.
  public String source() {
    return source;
  }

  /// How the file was read.
  public CsvOptions options() {
    return options;
  }

  /// Whether the names of the columns come from the file's first row.
  public boolean hasHeader() {
    return header;
  }

  /// The names of the columns.
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /// The number of rows, without the header.
  public int rowCount() {
    return lines.length;
  }

  /// The text of a cell, without spaces around it.
  ///
  /// @throws IndexException if there is no such cell
  public String text(int row, int column) {
    requireRow("Table.text", row);
    if (column < 0 || column >= columns.size()) {
      throw new IndexException(
          Explanation.of("Table.text", "the column must be one of the table's")
              .got("column = " + column + ", columns = " + columns.size()));
    }
    return columns.get(column).text(row);
  }

  /// The line of the file on which a row begins, from 1.
  ///
  /// @throws IndexException if there is no such row
  public int line(int row) {
    requireRow("Table.line", row);
    return lines[row];
  }

  /// The table of the given rows alone, in that order.
  ///
  /// @throws IndexException if there is no such row
  public Table select(int... rows) {
    for (int row : rows) {
      requireRow("Table.select", row);
    }
    return new Table(
        source,
        options,
        header,
        columns.stream().map(column -> column.select(rows)).toList(),
        IntStream.of(rows).map(row -> lines[row]).toArray());
  }

  int[] lines() {
    return lines;
  }

  List<Column> columns() {
    return columns;
  }

  /// A cell for a message: file, line, column and text.
  String place(Column column, int row) {
    return "file = %s, line = %d, column = %s, text = '%s'"
        .formatted(source, lines[row], column.name(), column.text(row));
  }

  void requireRow(String operation, int row) {
    if (row < 0 || row >= lines.length) {
      throw new IndexException(
          Explanation.of(operation, "the row must be one of the table's")
              .got("row = " + row + ", rows = " + lines.length));
    }
  }
}
