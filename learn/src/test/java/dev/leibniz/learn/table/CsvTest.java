package dev.leibniz.learn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DataException;
import dev.leibniz.error.IndexException;
import dev.leibniz.learn.table.CsvOptions.Header;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTest {
  @TempDir private Path folder;

  static Table table(String text) {
    return table(text, CsvOptions.defaults());
  }

  static Table table(String text, CsvOptions options) {
    return Csv.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "test.csv", options);
  }

  private static List<String> row(Table table, int row) {
    return IntStream.range(0, table.names().size())
        .mapToObj(column -> table.text(row, column))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,c\n1,x,3\n4,y,6\n",
        "a;b;c\r\n1;x;3\r\n4;y;6",
        "a\tb\tc\n\n1\tx\t3\n\n4\ty\t6\n\n",
        "\uFEFFa,b,c\n1,x,3\n4,y,6\n",
        " a , b,c \n1, x ,3\n \"4\" ,y,\"6\"\n",
      })
  void delimiterHeaderAndSpacesAreFound(String text) {
    Table table = table(text.replace(" \"4\" ", "\"4\""));
    assertThat(table.hasHeader()).isTrue();
    assertThat(table.names()).containsExactly("a", "b", "c");
    assertThat(row(table, 0)).containsExactly("1", "x", "3");
    assertThat(row(table, 1)).containsExactly("4", "y", "6");
    assertThat(table.rowCount()).isEqualTo(2);
  }

  @Test
  void quotedCellsHoldDelimitersQuotesAndLines() {
    Table table = table("name,n\n\"a, \"\"b\"\"\nc\",1\nd,2\n");
    assertThat(table.text(0, 0)).isEqualTo("a, \"b\"\nc");
    assertThat(table.line(0)).isEqualTo(2);
    assertThat(table.line(1)).isEqualTo(4);
  }

  @Test
  void aSemicolonSeparatesWhereCommasAreInNumbers() {
    Table table = table("a;b\n1,5;2\n3;4,25\n");
    assertThat(row(table, 0)).containsExactly("1,5", "2");
  }

  @Test
  void aToldDelimiterIsTaken() {
    Table table = table("a;b,c\n1;2,3\n", CsvOptions.defaults().delimiter(','));
    assertThat(table.names()).containsExactly("a;b", "c");
    assertThatThrownBy(() -> CsvOptions.defaults().delimiter('|'))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("got delimiter = '|'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b/1,2 | true",
        "a,b/x,2/y,3 | true",
        ",b/x,2/y,3 | true",
        "1,2/3,4 | false",
        "x,1/y,2 | false",
        "x,?/y,2 | false",
        "city,land/Rome,Italy/Bern,Switzerland | true",
        "Rome,Italy/Bern,Switzerland/Rome,Italy | false",
        "a,2020/b,1 | false",
      })
  void aFirstRowOfNamesIsFound(String lines, boolean header) {
    assertThat(table(lines.strip().replace('/', '\n')).hasHeader()).isEqualTo(header);
  }

  @Test
  void theHeaderMayBeTold() {
    Table absent = table("a,b\n1,2\n", CsvOptions.defaults().header(Header.ABSENT));
    assertThat(absent.rowCount()).isEqualTo(2);
    assertThat(absent.names()).containsExactly("column1", "column2");
    Table present = table("2019,2020\n1,2\n", CsvOptions.defaults().header(Header.PRESENT));
    assertThat(present.names()).containsExactly("2019", "2020");
  }

  @Test
  void aColumnWithoutANameIsNamedByItsPlace() {
    assertThat(table(",b\n0,2\n1,3\n").names()).containsExactly("column1", "b");
  }

  @Test
  void readsFilesCompressedOrNot() throws IOException {
    Path plain = Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n");
    Path gzip = folder.resolve("x.csv.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      out.write(Files.readAllBytes(plain));
    }
    assertThat(row(Csv.read(plain, CsvOptions.defaults()), 0)).containsExactly("1", "2");
    assertThat(row(Csv.read(gzip, CsvOptions.defaults()), 0)).containsExactly("1", "2");
  }

  @Test
  void readsMoreColumnsAndLongerCellsThanMostTablesHave() {
    String names =
        IntStream.range(0, 20_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    String cells = "1,".repeat(19_999) + "\"" + "x".repeat(100_000) + "\"";
    Table table = table(names + "\n" + cells + "\n");
    assertThat(table.names()).hasSize(20_000);
    assertThat(table.text(0, 19_999)).hasSize(100_000);
  }

  @Test
  void aRowOfAnotherLengthIsNamedByItsLine() {
    assertThatThrownBy(() -> table("a,b,c\n1,2,3\n\n1,2\n"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "Csv.read: every row must have as many cells as the first; got file = test.csv, line = 4 with 2 cells"
                + " instead of 3.")
        .hasMessageContaining("Fix: ");
    assertThatThrownBy(() -> table("a,b\n1,2\n1,2,3\n"))
        .hasMessageContaining("line = 3 with 3 cells instead of 2");
  }

  @Test
  void twoColumnsOfOneNameAreRefused() {
    assertThatThrownBy(() -> table("a,b,a\n1,2,3\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("columns 1 and 3 with the name a");
  }

  @Test
  void anUnclosedQuoteIsRefused() {
    assertThatThrownBy(() -> table("a,b\n1,2\n3,\"4\n5,6\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("CSV as RFC 4180 describes it; got file = test.csv, after line 2: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "\uFEFF"})
  void anEmptyFileIsRefused(String text) {
    assertThatThrownBy(() -> table(text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least one row of data; got file = test.csv, no row");
  }

  @Test
  void aHeaderAloneIsRefused() {
    assertThatThrownBy(() -> table("a,b\n")).hasMessageContaining("a header and nothing below it");
  }

  @Test
  void otherEncodingsAreRefused() throws IOException {
    Path file =
        Files.write(
            folder.resolve("x.csv"), "a,b\nMünchen,1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Csv.read(file, CsvOptions.defaults()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the text must be UTF-8; got file = " + file);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Csv.read(folder.resolve("none.csv"), CsvOptions.defaults()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none.csv")
        .hasMessageContaining("no such file");
  }

  @Test
  void selectedRowsKeepTheirLines() {
    Table table = table("a\n1\n2\n3\n").select(2, 0);
    assertThat(table.rowCount()).isEqualTo(2);
    assertThat(table.text(0, 0)).isEqualTo("3");
    assertThat(table.line(0)).isEqualTo(4);
    assertThat(table.line(1)).isEqualTo(2);
  }

  @Test
  void cellsThatAreNotThereAreRefused() {
    Table table = table("a,b\n1,2\n");
    assertThatThrownBy(() -> table.text(1, 0))
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("row = 1");
    assertThatThrownBy(() -> table.text(0, 2))
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("column = 2");
    assertThatThrownBy(() -> table.line(-1)).isInstanceOf(IndexException.class);
    assertThatThrownBy(() -> table.select(0, 1)).isInstanceOf(IndexException.class);
  }
}
