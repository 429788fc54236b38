package dev.leibniz.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `leibniz` as users start it: from any folder, through a link, on the module path.
///
/// It builds the product into a folder of its own at its first call, so it runs once, with `./mvnw
/// verify`.
final class LauncherTest {
  private static final int MINUTES = 10;

  @TempDir private Path folder;
  private Path link = Path.of("");

  private record Result(int status, List<String> out, String err) {}

  @BeforeEach
  void linkFromAnotherFolder() throws IOException {
    Path script = Path.of("..", "leibniz").toRealPath();
    link = Files.createSymbolicLink(folder.resolve("a link"), script);
  }

  private ProcessBuilder leibniz(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(link.toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(folder.toFile());
  }

  private Result run(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    Process process =
        leibniz(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    return new Result(process.exitValue(), Files.readAllLines(out), Files.readString(err));
  }

  @Test
  void theExitStatusIsTheCommands() throws Exception {
    assertThat(run("--version")).matches(result -> result.status() == 0);
    assertThat(run("tuor").status()).isEqualTo(2);
    assertThat(run("train", "missing.csv").status()).isEqualTo(1);
  }

  @Test
  void aProgramGetsItsPropertiesArgumentsAndRecords() throws Exception {
    Files.writeString(
        folder.resolve("Program.java"),
        """
        import module dev.leibniz;
        import dev.leibniz.function.Grad;
        import dev.leibniz.learn.loss.Losses;
        import dev.leibniz.optimize.Adam;
        import dev.leibniz.tensor.Tensor;

        class Program {
          public record Open(Tensor x) {}
          private record Hidden(Open open, Tensor y) {}

          public static void main(String[] arguments) {
            System.out.println(String.join("|", arguments));
            System.out.println(System.getProperty("greeting") + System.getProperty("flag"));
            System.out.println(System.getProperty("leibniz.threads"));
            System.out.println(System.getProperty("leibniz.simd"));
            Hidden at = new Hidden(new Open(Tensor.scalar(3.0)), Tensor.scalar(2.0));
            Hidden slope =
                Grad.of((Hidden h) -> h.open().x().square().times(h.y())).apply(at);
            System.out.println(slope.open().x().item() + " " + slope.y().item());
            System.exit(7);
          }
        }
        """);
    Result result =
        run(
            "run",
            "--threads",
            "2",
            "--no-simd",
            "-Dgreeting=good day",
            "-Dflag",
            "Program.java",
            "--help",
            "a b",
            "-Dx=1");
    assertThat(result.status()).as(result.err()).isEqualTo(7);
    assertThat(result.out())
        .containsExactly("--help|a b|-Dx=1", "good day", "2", "false", "12.0 9.0");
  }

  @Test
  void aProgramThatDoesNotCompileShowsWhatJavacSays() throws Exception {
    Files.writeString(folder.resolve("Wrong.java"), "void main() { int x = \"text\"; }\n");
    Result result = run("run", "Wrong.java");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("Wrong.java:1: error: incompatible types");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void anInterruptedTrainingSavesWhatThereIs() throws Exception {
    Process training =
        leibniz("train", "digits", "--epochs", "1000000", "--out", "model.safetensors")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = training.errorReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && !line.startsWith("epoch ")) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull();
      // Unlike the process, its handle leaves the streams open.
      training.toHandle().destroy();
      assertThat(lines.lines()).noneMatch(rest -> rest.contains("nothing was saved"));
    }
    assertThat(training.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    Result predicted = run("predict", "model.safetensors", "digits");
    assertThat(predicted.status()).as(predicted.err()).isZero();
    assertThat(predicted.out()).hasSize(1797).allMatch(text -> text.matches("[0-9]"));
  }
}
