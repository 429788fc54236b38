package dev.leibniz.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
  void everyCommandHasHelp() {
    for (String command : new String[] {"tour", "train", "predict", "run"}) {
      Result result = run(command, "--help");
      assertThat(result.status()).isZero();
      assertThat(result.out()).contains("Usage: leibniz " + command);
    }
    assertThat(run("--help").out()).contains("tour", "train", "predict", "run");
  }

  @Test
  void whatIsNotUnderstoodIsStatusTwo() {
    assertThat(run("trian").status()).isEqualTo(2);
    assertThat(run("train", "digits", "--epoch").status()).isEqualTo(2);
    assertThat(run("train", "digits", "--model", "forest").err()).contains("forest");
  }

  @Test
  void dataThatIsNotThereIsStatusOneWithTheFix() {
    Result result = run("train", folder.resolve("missing.csv").toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .contains("train: the data must be digits, fashion-mnist or a CSV file")
        .contains("Fix:");
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
