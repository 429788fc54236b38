package dev.leibniz.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The examples of README compile and print what it says.
final class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples");

  private static String run(String name, String... options)
      throws IOException, InterruptedException {
    String path =
        String.join(
            System.getProperty("path.separator"),
            Stream.of("java.class.path", "jdk.module.path")
                .map(key -> System.getProperty(key, ""))
                .filter(text -> !text.isEmpty())
                .toList());
    Process process =
        new ProcessBuilder(
                Stream.of(
                        Stream.of(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                        Stream.of(options),
                        Stream.of("-cp", path, EXAMPLES.resolve(name + ".java").toString()))
                    .flatMap(each -> each)
                    .toList())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void plainJavaIsDifferentiated() throws Exception {
    assertThat(run("Plain"))
        .contains("3.151643663564495", "[[1330.0, 480.0], [480.0, 200.0]]")
        .containsPattern("\\[(0\\.99999999|1\\.0)\\d*, (0\\.99999999|1\\.0)\\d*\\]")
        .contains("double v = Math.exp(x);");
  }

  /// The figures are those of the exact solution, by a method of order eight and differences.
  @Test
  void aLongLoopIsDifferentiatedInLittleMemory() throws Exception {
    assertThat(run("LongLoop", "-Xmx64m"))
        .contains("-0.59326", "[-0.62551", ", -0.11442", ", 3.05792");
  }

  @Test
  void aLineIsFoundByGradientDescent() throws Exception {
    assertThat(run("Line")).contains("2.000000 1.000000");
  }

  @Test
  void transformationsNest() throws Exception {
    assertThat(run("Nested")).contains("[0.5, 0.25", "[8.0, 8.0, 8.0, 2.0]", "[0.0, 6.0]");
  }

  @Test
  void aNetworkLearnsExclusiveOr() throws Exception {
    assertThat(run("Xor")).contains("accuracy 1.0");
  }

  @Test
  void readmeShowsWhatTheExamplesSay() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    for (String name : List.of("Plain", "Line", "LongLoop", "Nested", "Xor")) {
      String code = Files.readString(EXAMPLES.resolve(name + ".java"));
      assertThat(code).contains("class " + name);
    }
    assertThat(readme).contains("./mvnw verify", "./leibniz tour", "examples/Line.java");
  }
}
