package dev.leibniz.learn.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.leibniz.learn.source.Refusal;
import dev.leibniz.learn.source.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Reads tables of comma-separated values: RFC 4180, UTF-8, with comma, semicolon or tabulator,
/// with or without a header. Empty lines are left out.
///
/// ```java
/// Table table = Csv.read(Path.of("iris.csv"), CsvOptions.defaults());
/// ```
public final class Csv {
  private static final int SAMPLE_CHARACTERS = 1 << 16;
  private static final int SAMPLE_ROWS = 20;
  private static final int LARGEST_ROW = 1 << 27;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Csv() {}

  /// Reads a file, compressed by gzip or not.
  ///
  /// @throws dev.leibniz.error.DataException if it cannot be read, is not UTF-8, has a row with
  ///   another number of cells than the first, two columns of one name, an unclosed quote, or no
  ///   row besides the header
  public static Table read(Path file, CsvOptions options) {
    return read(file, options, List.of());
  }

  /// Reads a stream to its end.
  ///
  /// @param source the stream's name for messages
  /// @throws dev.leibniz.error.DataException as for a file
  public static Table read(InputStream in, String source, CsvOptions options) {
    return read(in, source, options, List.of());
  }

  /// Reads a file whose columns may have known names: a first row that holds one of them is a
  /// header.
  static Table read(Path file, CsvOptions options, List<String> knownNames) {
    try (Source source = Source.open(file)) {
      return read(source.bytes(), file.toString(), options, knownNames);
    } catch (IOException failure) {
      throw new Refusal("Csv.read", file.toString()).unreadable(failure);
    }
  }

  static Table read(InputStream in, String source, CsvOptions options, List<String> knownNames) {
    Refusal refusal = new Refusal("Csv.read", source);
    try {
      return parse(refusal, in, options, knownNames);
    } catch (CharacterCodingException malformed) {
      throw refusal.of(
          "the text must be UTF-8", "bytes that are no characters of UTF-8", malformed);
    } catch (IOException failure) {
      throw refusal.unreadable(failure);
    }
  }

  private static Table parse(
      Refusal refusal, InputStream in, CsvOptions options, List<String> knownNames)
      throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    char delimiter =
        switch (options.delimiter()) {
          case COMMA -> ',';
          case SEMICOLON -> ';';
          case TAB -> '\t';
          case FOUND ->
              options.decimalComma()
                  ? findDelimiter(reader, '\t', ';')
                  : findDelimiter(reader, '\t', ';', ',');
        };
    List<Column.Builder> builders = new ArrayList<>();
    IntStream.Builder lines = IntStream.builder();
    readRows(refusal, reader, delimiter, builders, lines);
    List<Column> columns = new ArrayList<>();
    for (int position = 0; position < builders.size(); position++) {
      columns.add(builders.get(position).build("column" + (position + 1), position, options));
    }
    int[] rowLines = lines.build().toArray();
    boolean header = rowLines.length > 0 && hasHeader(columns, options, knownNames);
    if (rowLines.length == (header ? 1 : 0)) {
      throw refusal.of(
          "the table must have at least one row of data",
          header ? "a header and nothing below it" : "no row");
    }
    Table table = new Table(refusal.source(), options, false, columns, rowLines);
    return header ? withHeader(refusal, table) : table;
  }

  private static void readRows(
      Refusal refusal,
      Reader reader,
      char delimiter,
      List<Column.Builder> columns,
      IntStream.Builder lines)
      throws IOException {
    long line = 0;
    try (CsvReader<CsvRecord> records = records(reader, delimiter)) {
      for (CsvRecord row : records) {
        if (line == 0) {
          IntStream.range(0, row.getFieldCount()).forEach(i -> columns.add(new Column.Builder()));
        }
        line = row.getStartingLineNumber();
        if (row.getFieldCount() != columns.size()) {
          throw refusal.of(
              "every row must have as many cells as the first",
              "line = %d with %d cells instead of %d"
                  .formatted(line, row.getFieldCount(), columns.size()),
              "put a cell that holds the delimiter '%s' into double quotes, or name the delimiter"
                  .formatted(delimiter == '\t' ? "\\t" : delimiter));
        }
        for (int column = 0; column < columns.size(); column++) {
          columns.get(column).add(row.getField(column).strip());
        }
        lines.add(Math.toIntExact(line));
      }
    } catch (CsvParseException malformed) {
      throw refusal.of(
          "the text must be CSV as RFC 4180 describes it",
          "after line " + line + ": " + innermostMessage(malformed),
          malformed);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static String innermostMessage(Throwable failure) {
    Throwable innermost = failure;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      innermost = cause;
    }
    return String.valueOf(innermost.getMessage());
  }

  private static CsvReader<CsvRecord> records(Reader reader, char delimiter) {
    return CsvReader.builder()
        .fieldSeparator(delimiter)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .maxBufferSize(LARGEST_ROW)
        .build(
            CsvRecordHandler.of(limits ->
                limits.maxFields(LARGEST_ROW).maxFieldSize(LARGEST_ROW).maxRecordSize(LARGEST_ROW)),
            reader);
  }

  private static char findDelimiter(BufferedReader reader, char... candidates) throws IOException {
    char[] buffer = new char[SAMPLE_CHARACTERS];
    reader.mark(SAMPLE_CHARACTERS + 1);
    int length = 0;
    int read = 0;
    while (read >= 0 && length < buffer.length) {
      read = reader.read(buffer, length, buffer.length - length);
      length += Math.max(read, 0);
    }
    reader.reset();
    String sample = new String(buffer, 0, length);
    char best = candidates[candidates.length - 1];
    int most = 1;
    for (char candidate : candidates) {
      int cells = cellsPerRow(sample, candidate, read >= 0);
      if (cells > most) {
        best = candidate;
        most = cells;
      }
    }
    return best;
  }

  /// The number of cells that each of the first rows has with a delimiter, or 0 if it differs
  /// between them.
  private static int cellsPerRow(String sample, char delimiter, boolean cut) {
    List<Integer> counts = new ArrayList<>();
    boolean complete = !cut;
    try (CsvReader<CsvRecord> records = records(new StringReader(sample), delimiter)) {
      for (CsvRecord row : records) {
        if (counts.size() == SAMPLE_ROWS) {
          complete = true;
          break;
        }
        counts.add(row.getFieldCount());
      }
    } catch (CsvParseException | IOException unclosed) {
      complete = true;
    }
    if (!complete && counts.size() > 1) {
      counts.removeLast();
    }
    return counts.stream().distinct().count() == 1 ? counts.getFirst() : 0;
  }

  private static boolean hasHeader(
      List<Column> columns, CsvOptions options, List<String> knownNames) {
    return switch (options.header()) {
      case PRESENT -> true;
      case ABSENT -> false;
      case FOUND ->
          knownNames.isEmpty()
              ? looksLikeHeader(columns)
              : columns.stream().anyMatch(column -> knownNames.contains(column.text(0)));
    };
  }

  private static boolean looksLikeHeader(List<Column> columns) {
    for (Column column : columns) {
      boolean missing = column.isMissing(0) && !column.text(0).isEmpty();
      if (missing || column.isNumberCode(column.code(0))) {
        return false;
      }
    }
    int[] below = IntStream.range(1, columns.getFirst().rowCount()).toArray();
    List<Column> rest = columns.stream().map(column -> column.select(below)).toList();
    return rest.stream().anyMatch(Csv::isAllNumbers)
        || columns.stream()
            .allMatch(column -> rest.get(column.position()).firstRow(column.code(0)) < 0);
  }

  private static boolean isAllNumbers(Column column) {
    int[] codes = column.valueCodes();
    return codes.length > 0 && IntStream.of(codes).allMatch(column::isNumberCode);
  }

  private static Table withHeader(Refusal refusal, Table table) {
    int[] below = IntStream.range(1, table.rowCount()).toArray();
    Map<String, Integer> places = new HashMap<>();
    List<Column> named = new ArrayList<>();
    for (Column column : table.columns()) {
      String name = column.text(0).isEmpty() ? column.name() : column.text(0);
      Integer other = places.put(name, column.position() + 1);
      if (other != null) {
        throw refusal.of(
            "each column must have a name of its own",
            "columns %d and %d with the name %s".formatted(other, column.position() + 1, name),
            "rename one of them");
      }
      named.add(column.named(name));
    }
    return new Table(table.source(), table.options(), true, named, table.lines()).select(below);
  }
}
