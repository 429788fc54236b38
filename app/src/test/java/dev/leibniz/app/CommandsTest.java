package dev.leibniz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.learn.data.Split;
import dev.leibniz.learn.file.Safetensors;
import dev.leibniz.learn.table.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Commands, their output and their exit status.
final class CommandsTest {
  @TempDir private Path folder;

  private record Result(int status, String out, String err) {}

  private static Result run(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
      int status = Leibniz.execute(arguments);
      return new Result(
          status,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void deriveGivesDerivativesOfEveryOrder() {
    Result result = run("derive", "x -> x * x * x", "--at", "2", "--order", "4");
    assertThat(result.status()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "f(2.0) = 8.0",
            "f'(2.0) = 12.0",
            "f''(2.0) = 12.0",
            "f'''(2.0) = 6.0",
            "f^(4)(2.0) = 0.0");
  }

  @Test
  void deriveGivesGradientAndHessian() {
    Result result =
        run(
            "derive",
            "(x, y) -> { double r = x * y; return r * x; }",
            "--at",
            "2,3",
            "--order",
            "2");
    assertThat(result.status()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "f(2.0, 3.0) = 12.0",
            "∂f/∂x = 12.0",
            "∂f/∂y = 4.0",
            "Hessian",
            "  [6.0, 4.0]",
            "  [4.0, 0.0]");
  }

  @Test
  void deriveExplains() {
    assertThat(run("derive", "x -> x * sin(x)", "--explain").out())
        .isEqualTo(
            """
            static double derivative(double x) {
              return Math.sin(x) + Math.cos(x) * x;
            }
            """);
  }

  @Test
  void minimizeFindsMinima() {
    Result valley =
        run("minimize", "(x, y) -> pow(1 - x, 2) + 100 * pow(y - x * x, 2)", "--from=-1.2,1");
    assertThat(valley.status()).isZero();
    assertThat(valley.out())
        .containsPattern("x = (0\\.99999999|1\\.0)\\d*\ny = (0\\.99999999|1\\.0)\\d*\n")
        .contains("Hessians", "converged: ");
    Result bounded = run("minimize", "x -> x * x + exp(x)", "--from", "1", "--lower", "0");
    assertThat(bounded.out())
        .contains("f = 1.0\n", "gradients, 0 Hessians")
        .doesNotContain(" 0 gradients");
    Result none = run("minimize", "x -> x", "--from", "1", "--method", "bfgs");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.out()).contains("NOT converged: f has no minimum");
  }

  @Test
  void integrateGivesValueErrorAndHowItEnded() {
    Result bell = run("integrate", "x -> Math.exp(-x * x)", "--from=-inf", "--to=inf");
    assertThat(bell.status()).isZero();
    assertThat(bell.out()).startsWith("integral = 1.77245385090").contains("converged: ");
    Result box = run("integrate", "(x, y) -> x * y", "--from", "0,0", "--to", "1,2");
    assertThat(box.out()).startsWith("integral = 1.0");
    Result pole = run("integrate", "x -> 1 / x", "--from", "0", "--to", "1");
    assertThat(pole.status()).isEqualTo(1);
    assertThat(pole.out()).contains("NOT converged");
    assertThat(run("integrate", "(x, y) -> x", "--from", "0", "--to", "1,2").err())
        .contains("--from must have a number for each parameter");
  }

  @Test
  void minimizeRefusesBadInput() {
    assertThat(run("minimize", "x -> x", "--from", "1,2").err())
        .contains("a number for each parameter");
    assertThat(run("minimize", "x -> x", "--from", "1", "--method", "magic").err())
        .contains("no method 'magic'", "trust-region");
    assertThat(run("minimize", "x -> x").status()).isEqualTo(2);
  }

  @Test
  void deriveRefusesWhatIsNoFunction() {
    assertThat(run("derive", "x - 1", "--at", "1").err()).contains("must be a lambda of numbers");
    assertThat(run("derive", "x -> foo(x)", "--at", "1").err()).contains("cannot find symbol");
    assertThat(run("derive", "x -> x", "--at", "1,2").err())
        .contains("a number for each parameter");
    assertThat(run("derive", "x -> x", "--at", "one").err()).contains("'one' is not a number");
    assertThat(run("derive", "x -> x").err()).contains("--at or --explain");
    Result outside = run("derive", "x -> new java.util.Random(7).nextDouble() * x", "--at", "1");
    assertThat(outside.status()).isEqualTo(1);
    assertThat(outside.err()).contains("java.util.Random");
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        new String[] {
          "tour", "derive", "integrate", "minimize", "train", "predict", "run", "shell"
        }) {
      Result result = run(command, "--help");
      assertThat(result.status()).isZero();
      assertThat(result.out()).contains("Usage: leibniz " + command);
    }
    assertThat(run("--help").out())
        .contains("tour", "derive", "integrate", "minimize", "train", "predict", "run", "shell");
  }

  @Test
  void whatIsNotUnderstoodIsStatusTwo() {
    Result misspelt = run("trian");
    assertThat(misspelt.status()).isEqualTo(2);
    assertThat(misspelt.err()).contains("leibniz train", "Try 'leibniz --help'.");
    assertThat(run("train", "digits", "--model", "forest").err()).contains("forest");
    for (String[] options :
        new String[][] {
          {"--epoch"},
          {"--epochs", "0"},
          {"--batch", "-1"},
          {"--rate", "NaN"},
          {"--threads", "0"},
          {"--data", "folder"},
          {"--target", "class"}
        }) {
      String[] command = with(new String[] {"train", "digits"}, options);
      Result result = run(command);
      assertThat(result.status()).as(String.join(" ", command)).isEqualTo(2);
      assertThat(result.err()).contains(options[0], "Try 'leibniz train --help'.");
      assertThat(result.out()).isEmpty();
    }
  }

  @Test
  void everyCommandUnderstandsTheOptionsOfTheMachine() {
    for (String command :
        new String[] {
          "tour", "derive", "integrate", "minimize", "train", "predict", "run", "shell"
        }) {
      assertThat(run(command, "--help").out())
          .contains("--threads=N", "--no-simd", "-D=name=value");
    }
  }

  @Test
  void dataThatIsNotThereIsStatusOneWithTheFix() {
    Result result = run("train", folder.resolve("missing.csv").toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains("train: the data must be digits, fashion-mnist, a folder or a file")
        .contains("Fix:")
        .doesNotContain("Where:", "\tat ");
    String missing = folder.resolve("missing.csv").toString();
    assertThat(run("train", missing, "--verbose").err()).contains("DataException", "\tat ");
  }

  @Test
  void aModelThatCouldNotBeWrittenIsRefusedBeforeTheTraining() {
    Result result =
        run("train", "digits", "--out", folder.resolve("no/model.safetensors").toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).startsWith("--out: ").doesNotContain("epoch");
  }

  @Test
  void aFileThatClaimsAHugeNetworkIsRefused() {
    Path model = folder.resolve("model.safetensors");
    ModelDescription claimed =
        new ModelDescription(ModelDescription.Kind.MLP, 2_000_000_000, 10, 0, 0, true);
    Safetensors.write(
        model, Map.of("x", TensorData.zeros(TensorType.of(DType.F32, 3))), claimed.toMetadata());
    Result result = run("predict", model.toString(), "digits");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("it must hold the network that it describes");
  }

  @Test
  void predictionsOfTheTestRowsAreAsAccurateAsTrainingSaid() {
    String model = folder.resolve("digits.safetensors").toString();
    Result trained = run("train", "digits", "--epochs", "3", "--out", model);
    assertThat(trained.status()).as(trained.err()).isZero();
    Result predicted = run("predict", model, "digits");
    assertThat(predicted.err()).isEmpty();
    List<String> classes = predicted.out().lines().toList();
    Table table = EmbeddedData.csv("digits.csv").table();
    int target = table.names().size() - 1;
    int[] test = Split.everyFifth(table.rowCount()).test();
    long right =
        Arrays.stream(test).filter(row -> classes.get(row).equals(table.text(row, target))).count();
    assertThat(trained.out())
        .contains(String.format(Locale.ROOT, "test accuracy %.4f", (double) right / test.length));
  }

  @TestFactory
  Stream<DynamicTest> everyOptimizerLearnsByItsOwnRate() {
    return Arrays.stream(OptimizerKind.values())
        .map(kind ->
            DynamicTest.dynamicTest(
                kind.toString(),
                () -> {
                  String[] linear = {"train", "digits", "--model", "linear", "--epochs", "8"};
                  Result trained = run(with(linear, "--optimizer", kind.toString()));
                  assertThat(trained.status()).as(trained.err()).isZero();
                  assertThat(trained.out())
                      .contains(kind + " with rate ")
                      .containsPattern("(?m)^test accuracy 0\\.9");
                }));
  }

  @Test
  void adamIsTheOptimizerThatNobodyNames() {
    String[] brief = {"train", "digits", "--model", "linear", "--epochs", "1"};
    String[] named = with(brief, "--optimizer", "adam", "--rate", "0.02");
    assertThat(weights(run(named).out())).isEqualTo(weights(run(brief).out()));
    assertThat(run("train", "digits", "--optimizer", "newton").err())
        .contains("newton", "ADAFACTOR");
  }

  private static String[] with(String[] first, String... more) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void imagesOfAnotherSizeAreRefused() throws IOException {
    writeImages(folder, 6, 12);
    String model = folder.resolve("images.safetensors").toString();
    Result trained =
        run("train", folder.toString(), "--epochs", "1", "--model", "linear", "--out", model);
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(run("predict", model, folder.toString()).out().lines()).hasSize(12);
    Path other = Files.createDirectory(folder.resolve("other"));
    writeImages(other, 5, 12);
    Result result = run("predict", model, other.toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("model = [6, 6]", "[5, 5]");
  }

  /// Four IDX files of `count` images each, with three classes.
  private static void writeImages(Path where, int size, int count) throws IOException {
    for (String set : List.of("train", "t10k")) {
      ByteBuffer images = ByteBuffer.allocate(16 + count * size * size);
      images.putInt(0x803).putInt(count).putInt(size).putInt(size);
      ByteBuffer labels = ByteBuffer.allocate(8 + count);
      labels.putInt(0x801).putInt(count);
      for (int i = 0; i < count; i++) {
        images.put(16 + i * size * size, (byte) (80 * (i % 3)));
        labels.put((byte) (i % 3));
      }
      Files.write(where.resolve(set + "-images-idx3-ubyte"), images.array());
      Files.write(where.resolve(set + "-labels-idx1-ubyte"), labels.array());
    }
  }

  @Test
  void aTrainedModelPredictsWhatItLearned() throws IOException {
    Path csv = folder.resolve("data.csv");
    StringBuilder rows = new StringBuilder("size,colour,kind\n");
    for (int i = 0; i < 200; i++) {
      boolean large = i % 3 == 0;
      rows.append(large ? 10 + i % 7 : i % 5).append(i % 2 == 0 ? ",red," : ",blue,");
      rows.append(large ? "plum" : "pea").append('\n');
    }
    Files.writeString(csv, rows);
    Path model = folder.resolve("model.safetensors");
    Result trained =
        run("train", csv.toString(), "--epochs", "20", "--out", model.toString(), "--model", "mlp");
    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(trained.out())
        .containsPattern("(?m)^test accuracy 1\\.0000$")
        .containsPattern("(?m)^weights sha256 [0-9a-f]{64}$")
        .contains("seed 1")
        .containsPattern("sha256 [0-9a-f]{64}");
    Path fresh = folder.resolve("fresh.csv");
    Files.writeString(fresh, "colour,size\nred,13\nblue,2\n");
    Result predicted = run("predict", model.toString(), fresh.toString());
    assertThat(predicted.status()).as(predicted.err()).isZero();
    assertThat(predicted.out().lines()).containsExactly("plum", "pea");
  }

  @Test
  void theSameSeedGivesTheSameWeights() {
    String first = run("train", "digits", "--epochs", "2", "--model", "linear").out();
    String second = run("train", "digits", "--epochs", "2", "--model", "linear").out();
    assertThat(weights(first)).isEqualTo(weights(second));
    assertThat(
            weights(
                run("train", "digits", "--epochs", "2", "--model", "linear", "--seed", "2").out()))
        .isNotEqualTo(weights(first));
  }

  private static String weights(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith("weights sha256 "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theTourIsRight() {
    Result result = run("tour");
    assertThat(result.status()).as(result.out()).isZero();
    assertThat(result.out()).contains("All rows are right.").doesNotContain("WRONG");
  }
}
