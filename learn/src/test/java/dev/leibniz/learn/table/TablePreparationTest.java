package dev.leibniz.learn.table;

import static dev.leibniz.learn.table.CsvTest.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DataException;
import dev.leibniz.error.IndexException;
import dev.leibniz.learn.data.Examples;
import dev.leibniz.learn.table.CsvOptions.Header;
import dev.leibniz.learn.table.TableOptions.Missing;
import dev.leibniz.learn.table.TableOptions.Task;
import dev.leibniz.learn.table.TableOptions.UnknownCategory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TablePreparationTest {
  private static final TableOptions DEFAULTS = TableOptions.defaults();
  private static final String PEOPLE =
      "age,city,income,class\n20,Rome,1,yes\n40,Bern,1,no\n?,Rome,1,yes\n60,NA,1,no\n";

  private static TablePreparation fit(String text) {
    return TablePreparation.fit(table(text), DEFAULTS);
  }

  private static Table read(TablePreparation preparation, String text) {
    return preparation.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "other.csv");
  }

  @Test
  void numbersAreStandardisedCategoriesOneHotMissingValuesImputed() {
    TablePreparation preparation = fit(PEOPLE);
    assertThat(preparation.featureNames())
        .containsExactly("age", "city=Bern", "city=Rome", "income");
    assertThat(preparation.width()).isEqualTo(4);
    Examples examples = preparation.examples(table(PEOPLE));
    float low = (float) ((20 - 40) / Math.sqrt(800.0 / 3));
    assertThat(examples.features().type()).hasToString("f32[4, 4]");
    assertThat(examples.features().floats())
        .containsExactly(
            new float[] {low, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, -low, 0, 1, 0}, within(1e-6f));
    assertThat(examples.targets()).hasToString("i32[4]{1, 0, 1, 0}");
    assertThat(preparation.target())
        .isEqualTo(new TargetColumn.Classification("class", 3, List.of("no", "yes")));
    assertThat(preparation.summary())
        .isEqualTo("2 numeric and 1 categorical columns, 4 features; target class: 2 classes");
  }

  @Test
  void aPreparationIsTheSameAfterItWentThroughMetadata() {
    CsvOptions csv = CsvOptions.defaults().missing("-", "none").delimiter(',');
    String text = "a,b,\"c \"\"é\"\"\"\n0.1,x,1e-300\n0.7,-,2.5\n-,y,3\n12345678.9,x,none\n";
    for (TableOptions options :
        List.of(
            DEFAULTS.target("b").missing(Missing.DROP_ROWS),
            DEFAULTS
                .target(0)
                .scaleTarget(false)
                .unknownCategory(UnknownCategory.ZEROS)
                .missing(Missing.DROP_ROWS),
            DEFAULTS.target("c \"é\"").scale(false).missing(Missing.DROP_ROWS))) {
      TablePreparation preparation = TablePreparation.fit(table(text, csv), options);
      assertThat(TablePreparation.fromMetadata(preparation.toMetadata())).contains(preparation);
    }
  }

  @Test
  void metadataWithoutATableHoldsNoPreparation() {
    assertThat(TablePreparation.fromMetadata(Map.of("other", "x"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"version\":1 | {\"version\":2",
        "\"deviation\": | \"other\":",
        "\"deviation\":1.0 | \"deviation\":0.0",
        "\"deviation\":1.0 | \"deviation\":1e999",
        "\"deviation\":1.0 | \"deviation\":\"1\"",
        "\"position\":0 | \"position\":4",
        "\"name\":\"age\" | \"name\":null",
        "\"FOUND\" | \"GUESSED\"",
        "\"Bern\",\"Rome\" | \"Rome\",\"Rome\"",
        "} | ",
      })
  void damagedMetadataIsRefused(String part, String replacement) {
    Map<String, String> metadata = fit(PEOPLE).toMetadata();
    String key = metadata.keySet().iterator().next();
    String text = metadata.get(key);
    assertThat(text).contains(part);
    String damaged = text.replace(part, replacement == null ? "" : replacement);
    assertThatThrownBy(() -> TablePreparation.fromMetadata(Map.of(key, damaged)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("TablePreparation.fromMetadata: ");
  }

  @Test
  void aPredictionRepeatsTheTrainingOnOtherColumnOrders() {
    TablePreparation preparation = fit(PEOPLE);
    float[] expected = preparation.features(table(PEOPLE)).floats();
    String reordered =
        "extra;city;class;income;age\n1;Rome;yes;1;20\n2;Bern;no;1;40\n3;Rome;yes;1;\n4;;no;1;60\n";
    assertThat(preparation.features(read(preparation, reordered)).floats())
        .containsExactly(expected);
    String withoutTarget = "city,income,age\nRome,1,20\nBern,1,40\nRome,1,\n,1,60\n";
    assertThat(preparation.features(read(preparation, withoutTarget)).floats())
        .containsExactly(expected);
  }

  @Test
  void aPredictionWithoutAHeaderGoesByPlace() {
    TablePreparation preparation = fit(PEOPLE);
    float[] expected = preparation.features(table(PEOPLE)).floats();
    assertThat(
            preparation
                .features(
                    read(preparation, "20,Rome,1,yes\n40,Bern,1,no\n?,Rome,1,yes\n60,NA,1,no\n"))
                .floats())
        .containsExactly(expected);
    assertThat(
            preparation
                .features(read(preparation, "20,Rome,1\n40,Bern,1\n?,Rome,1\n60,NA,1\n"))
                .floats())
        .containsExactly(expected);
    Table narrow = read(preparation, "20,Rome\n");
    assertThatThrownBy(() -> preparation.features(narrow))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "file = other.csv with 2 columns, training's columns = [age, city, income, class]");
  }

  @Test
  void aSingleRowOfTextUnderKnownNamesIsARow() {
    TablePreparation preparation = fit("city,land\nRome,Italy\nBern,Switzerland\nRome,Italy\n");
    assertThat(preparation.features(read(preparation, "city\nBern\n")))
        .hasToString("f32[1, 2]{1.0, 0.0}");
    assertThat(preparation.features(read(preparation, "Bern\n")))
        .hasToString("f32[1, 2]{1.0, 0.0}");
  }

  @Test
  void theTargetMayStandAnywhereInATableWithoutNames() {
    CsvOptions csv = CsvOptions.defaults().header(Header.ABSENT);
    TablePreparation preparation =
        TablePreparation.fit(
            table("x,1,5\ny,3,6\nx,1,7\ny,3,9\n", csv), DEFAULTS.target(0).scale(false));
    assertThat(preparation.features(read(preparation, "1,5\n3,9\n")))
        .hasToString("f32[2, 2]{1.0, 5.0, 3.0, 9.0}");
    assertThat(preparation.examples(read(preparation, "y,1,5\n")).targets())
        .hasToString("i32[1]{1}");
    Table withoutTarget = read(preparation, "1,5\n");
    assertThatThrownBy(() -> preparation.examples(withoutTarget))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("target = column1");
  }

  @Test
  void aMissingColumnIsNamed() {
    TablePreparation preparation = fit(PEOPLE);
    Table other = read(preparation, "age,income\n1,2\n");
    assertThatThrownBy(() -> preparation.features(other))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("file = other.csv without city, columns = [age, income]");
  }

  @Test
  void anUnknownCategoryIsRefusedOrAllZero() {
    String unknown = "age,city,income\n20,Rome,1\n20,Oslo,1\n";
    TablePreparation refuses = fit(PEOPLE);
    assertThatThrownBy(() -> refuses.features(read(refuses, unknown)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "TablePreparation.features: a category must be one of the training's")
        .hasMessageContaining(
            "got file = other.csv, line = 3, column = city, text = 'Oslo', categories = [Bern, Rome]")
        .hasMessageContaining("Fix: train with unknownCategory(ZEROS)");
    TablePreparation zeros =
        TablePreparation.fit(
            table(PEOPLE), DEFAULTS.unknownCategory(UnknownCategory.ZEROS).scale(false));
    assertThat(zeros.features(read(zeros, unknown)).floats())
        .containsExactly(20, 0, 1, 1, 20, 0, 0, 1);
  }

  @Test
  void rowsWithMissingValuesAreLeftOutIfSoTold() {
    TablePreparation preparation =
        TablePreparation.fit(table(PEOPLE), DEFAULTS.missing(Missing.DROP_ROWS).scale(false));
    Examples examples = preparation.examples(table(PEOPLE));
    assertThat(examples.features())
        .hasToString("f32[2, 4]{20.0, 0.0, 1.0, 1.0, 40.0, 1.0, 0.0, 1.0}");
    assertThat(examples.targets()).hasToString("i32[2]{1, 0}");
    assertThatThrownBy(() -> preparation.features(table(PEOPLE)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line = 4, column = age, text = '?'");
  }

  @Test
  void statisticsComeFromTheTrainingRowsAndCategoriesFromAll() {
    Table table = table("x,c,y\n1,a,0\n3,b,1\n100,c,0\n?,a,1\n,b,1\n");
    TablePreparation preparation = TablePreparation.fit(table, new int[] {0, 1, 4}, DEFAULTS);
    assertThat(preparation.features())
        .containsExactly(
            new FeatureColumn.Numeric("x", 0, 2, 2, 1),
            new FeatureColumn.Categorical("c", 1, List.of("a", "b", "c"), "b"));
    assertThatThrownBy(() -> TablePreparation.fit(table, new int[] {5}, DEFAULTS))
        .isInstanceOf(IndexException.class);
    assertThatThrownBy(() -> TablePreparation.fit(table, new int[] {}, DEFAULTS))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("training rows = 0");
  }

  @Test
  void equallyFrequentCategoriesAreFilledByTheFirst() {
    assertThat(fit("c,y\nb,0\na,1\n?,0\n?,1\n").features())
        .containsExactly(new FeatureColumn.Categorical("c", 0, List.of("a", "b"), "a"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1;0.1;0.1,          0.1, 1",
    "1e300;-1e300;1e300;-1e300, 0, 1e300",
    "1e-200;3e-200,        2e-200, 1e-200",
    "1000000000.25;1000000000.75, 1000000000.5, 0.25",
    "1e308;1e308,          1e308, 1",
    "-0;0,                 0, 1",
  })
  void meanAndDeviationAreStableAndConstantColumnsSafe(
      String values, double mean, double deviation) {
    Table table = table("x\n" + values.replace(';', '\n') + "\n");
    Column column = table.columns().getFirst();
    Scaling scaling = Scaling.of(column, IntStream.range(0, table.rowCount()).toArray());
    assertThat(scaling.mean()).isCloseTo(mean, within(1e-15 * Math.abs(mean)));
    assertThat(scaling.deviation()).isCloseTo(deviation, within(1e-15 * deviation));
  }

  @Test
  void aNumericTargetIsStandardisedAndPredictionsComeBackInItsUnit() {
    TablePreparation preparation = fit("x,y\n1,100.5\n2,300.5\n");
    assertThat(preparation.target()).isEqualTo(new TargetColumn.Regression("y", 1, 200.5, 100));
    assertThat(preparation.examples(table("x,y\n1,100.5\n2,300.5\n")).targets())
        .hasToString("f32[2]{-1.0, 1.0}");
    assertThat(((TargetColumn.Regression) preparation.target()).value(-1)).isEqualTo(100.5);
    assertThat(
            TablePreparation.fit(table("x,y\n1,100.5\n2,300.5\n"), DEFAULTS.scaleTarget(false))
                .target())
        .isEqualTo(new TargetColumn.Regression("y", 1, 0, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "0;1;0;1,            true",
    "0;1;2,              false",
    "0.0;1.0;0;1,        true",
    "0.5;1;0.5;1,        false",
    "a;b;c,              true",
    "1;2;1;b,            false",
  })
  void theTaskIsFound(String values, boolean classes) {
    String rows = values.replace(";", "\n0,");
    if (values.contains("b") && !classes) {
      assertThatThrownBy(() -> fit("x,y\n0," + rows + "\n"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("line = 5, column = y, text = 'b'");
    } else {
      assertThat(fit("x,y\n0," + rows + "\n").target() instanceof TargetColumn.Classification)
          .isEqualTo(classes);
    }
  }

  @Test
  void moreThanTwentyNumbersAreNoClassesUnlessTold() {
    String rows =
        IntStream.range(0, 63).mapToObj(i -> i + "," + i % 21 + "\n").collect(Collectors.joining());
    assertThat(fit("x,y\n" + rows).target()).isInstanceOf(TargetColumn.Regression.class);
    TargetColumn told =
        TablePreparation.fit(table("x,y\n" + rows), DEFAULTS.task(Task.CLASSIFICATION)).target();
    assertThat(((TargetColumn.Classification) told).classes())
        .containsExactlyElementsOf(IntStream.range(0, 21).mapToObj(Integer::toString).toList());
  }

  @Test
  void numbersAreOneClassInEveryNotation() {
    TablePreparation preparation = fit("x,y\n1,10\n2,9\n3,1e1\n4,9.0\n");
    assertThat(((TargetColumn.Classification) preparation.target()).classes())
        .containsExactly("9", "10");
    assertThat(preparation.examples(table("x,y\n1,9.00\n2,10.0\n")).targets())
        .hasToString("i32[2]{0, 1}");
  }

  @Test
  void numbersMayBeToldToBeClassesOrNumbers() {
    assertThat(
            TablePreparation.fit(table("x,y\n1,0\n2,1\n3,0\n4,1\n"), DEFAULTS.task(Task.REGRESSION))
                .target())
        .isInstanceOf(TargetColumn.Regression.class);
    assertThat(
            TablePreparation.fit(
                    table("z,x,y\n1,1,0\n2,2,1\n10,3,0\n"), DEFAULTS.categorical("z").target("y"))
                .featureNames())
        .containsExactly("z=1", "z=2", "z=10", "x");
    assertThat(
            TablePreparation.fit(table("id,x,y\n1,1,0\n2,2,1\n"), DEFAULTS.ignore("id"))
                .featureNames())
        .containsExactly("x");
  }

  @Test
  void decimalCommasAreReadIfTold() {
    String text = "x;y\n1,5;a\n2,5;b\n";
    assertThatThrownBy(() -> fit(text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line = 2, column = x, text = '1,5'")
        .hasMessageContaining("decimalComma(true)");
    TablePreparation preparation =
        TablePreparation.fit(
            table(text, CsvOptions.defaults().decimalComma(true)), DEFAULTS.scale(false));
    assertThat(preparation.features(read(preparation, "x\n3,25\n0,5\n")))
        .hasToString("f32[2, 1]{3.25, 0.5}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,y/1,a/2,b/3x,a/4,b | line = 4, column = x, text = '3x' | categorical(\"x\")",
        "x,y/1,a/1e999,b/3,a | line = 3, column = x, text = '1e999' | correct the cell",
        "x,y/1,a/2,?/3,b | line = 3, column = y, text = '?' | DROP_ROWS",
        "x,y/?,a/NA,b | file = test.csv, column = x | ignore(\"x\")",
        "x,y/1,a/2,a | column = y, classes = [a] | ''",
        "y/1/2/1/2 | features = [] | ''",
      })
  void whatCannotBePreparedIsRefusedWithItsPlace(String lines, String got, String fix) {
    assertThatThrownBy(() -> fit(lines.strip().replace('/', '\n')))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("TablePreparation.fit: ")
        .hasMessageContaining(got)
        .hasMessageContaining(fix);
  }

  @Test
  void tooManyCategoriesAreRefusedUnlessTold() {
    String rows =
        IntStream.range(0, 101)
            .mapToObj(i -> "n" + i + "," + i % 2 + "\n")
            .collect(Collectors.joining());
    assertThatThrownBy(() -> fit("name,y\n" + rows))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column = name with 101, such as 'n0' and 'n1'")
        .hasMessageContaining("Fix: say categorical(\"name\") or ignore(\"name\")");
    assertThat(TablePreparation.fit(table("name,y\n" + rows), DEFAULTS.categorical("name")).width())
        .isEqualTo(101);
    assertThat(TablePreparation.fit(table("name,y\n" + rows), DEFAULTS.mostCategories(101)).width())
        .isEqualTo(101);
    assertThatThrownBy(() -> DEFAULTS.mostCategories(1)).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(
            () -> TablePreparation.fit(table("name,y\n" + rows), DEFAULTS.target("name")))
        .hasMessageContaining("name another target");
  }

  @Test
  void toldColumnsMustExist() {
    for (TableOptions options :
        List.of(
            DEFAULTS.target("z"),
            DEFAULTS.categorical("z"),
            DEFAULTS.numeric("z"),
            DEFAULTS.ignore("z"))) {
      assertThatThrownBy(() -> TablePreparation.fit(table(PEOPLE), options))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("column = z, columns = [age, city, income, class]");
    }
    for (int position : new int[] {4, -5}) {
      assertThatThrownBy(() -> TablePreparation.fit(table(PEOPLE), DEFAULTS.target(position)))
          .hasMessageContaining("position = " + position);
    }
    assertThatThrownBy(
            () -> TablePreparation.fit(table(PEOPLE), DEFAULTS.numeric("age").categorical("age")))
        .hasMessageContaining("column = age told both");
  }

  @Test
  void aPredictionWithATextForANumberIsRefusedWithItsPlace() {
    TablePreparation preparation = fit(PEOPLE);
    Table table = read(preparation, "age,city,income\n20,Rome,1\nold,Rome,1\n");
    assertThatThrownBy(() -> preparation.features(table))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "must be a number; got file = other.csv, line = 3, column = age, text = 'old'");
  }

  @Test
  void valuesBeyondTheRangeOfFloatsAreRefused() {
    TablePreparation preparation =
        TablePreparation.fit(table("x,y\n1,0\n2,1\n3,0\n4,1\n"), DEFAULTS.scale(false));
    Table table = read(preparation, "x\n1e39\n");
    assertThatThrownBy(() -> preparation.features(table))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("within the range of f32")
        .hasMessageContaining("text = '1e39'");
  }

  @Test
  void anUnknownClassIsRefusedWithItsPlace() {
    TablePreparation preparation = fit(PEOPLE);
    Table table = read(preparation, PEOPLE.replace("Bern,1,no", "Bern,1,maybe"));
    assertThatThrownBy(() -> preparation.examples(table))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "[no, yes]; got file = other.csv, line = 3, column = class, text = 'maybe'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "e", "1d", "0x10", "1_000", "Infinity", "1.5.2", "NaN", "1e", "٣"})
  void textsThatOnlyLookLikeNumbersAreNone(String text) {
    assertThat(Numbers.parse(text, false)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "+1.50, 1.5", "-.5e-3, -0.0005", "5., 5", "-0, 0", "1E2, 100"})
  void decimalNotationIsANumber(String text, double number) {
    assertThat(Numbers.parse(text, false)).isEqualTo(number);
  }
}
