package dev.leibniz.learn.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A column of a table: each distinct text once, and for each row the number of its text. Tables
/// repeat texts, so this is small, and each text is read as a number only once.
final class Column {
  private final String name;
  private final int position;
  private final Texts texts;
  private final int[] codes;

  /// The distinct texts of a column, what they are as numbers (NaN where they are none), and which
  /// of them stand for a missing value. The arrays are never changed.
  private record Texts(List<String> distinct, double[] numbers, boolean[] missing) {}

  private Column(String name, int position, Texts texts, int[] codes) {
    this.name = name;
    this.position = position;
    this.texts = texts;
    this.codes = codes;
  }

  /// Collects the cells of a column, row by row.
  static final class Builder {
    private final Map<String, Integer> codeByText = new LinkedHashMap<>();
    private final IntStream.Builder codes = IntStream.builder();

    void add(String text) {
      Integer code = codeByText.putIfAbsent(text, codeByText.size());
      codes.add(code == null ? codeByText.size() - 1 : code);
    }

    Column build(String name, int position, CsvOptions options) {
      List<String> distinct = List.copyOf(codeByText.keySet());
      double[] numbers = new double[distinct.size()];
      boolean[] missing = new boolean[distinct.size()];
      for (int code = 0; code < numbers.length; code++) {
        numbers[code] = Numbers.parse(distinct.get(code), options.decimalComma());
        missing[code] = Numbers.isMissing(distinct.get(code), options);
      }
      return new Column(
          name, position, new Texts(distinct, numbers, missing), codes.build().toArray());
    }
  }

  /// The same cells of the given rows alone.
  Column select(int[] rows) {
    return new Column(name, position, texts, IntStream.of(rows).map(row -> codes[row]).toArray());
  }

  /// The same cells under another name.
  Column named(String newName) {
    return new Column(newName, position, texts, codes);
  }

  String name() {
    return name;
  }

  int position() {
    return position;
  }

  int rowCount() {
    return codes.length;
  }

  /// The number of distinct texts that [#code] tells apart.
  int codeCount() {
    return texts.distinct().size();
  }

  int code(int row) {
    return codes[row];
  }

  String textOf(int code) {
    return texts.distinct().get(code);
  }

  /// The number that a text is, or NaN if it is none.
  double numberOf(int code) {
    return texts.numbers()[code];
  }

  boolean isMissingCode(int code) {
    return texts.missing()[code];
  }

  boolean isNumberCode(int code) {
    return !Double.isNaN(texts.numbers()[code]);
  }

  String text(int row) {
    return textOf(codes[row]);
  }

  boolean isMissing(int row) {
    return isMissingCode(codes[row]);
  }

  /// How many of the given rows hold each text.
  int[] countCodes(int[] rows) {
    int[] counts = new int[codeCount()];
    for (int row : rows) {
      counts[codes[row]]++;
    }
    return counts;
  }

  /// The codes that occur in this column and stand for a value.
  int[] valueCodes() {
    boolean[] present = new boolean[codeCount()];
    for (int code : codes) {
      present[code] = !isMissingCode(code);
    }
    return IntStream.range(0, present.length).filter(code -> present[code]).toArray();
  }

  /// The first row with a text, or −1.
  int firstRow(int code) {
    return IntStream.range(0, codes.length)
        .filter(row -> codes[row] == code)
        .findFirst()
        .orElse(-1);
  }
}
