package dev.leibniz.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The trained weights of a network with convolutions and dense layers, bit for bit, whatever the
/// machine is told about threads and vectors. Each training has a Java machine of its own.
final class SameBitsTest {
  private static String expected = "";

  private static String weights(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--add-modules",
                "jdk.incubator.vector",
                Leibniz.class.getName(),
                "train",
                "digits",
                "--model",
                "cnn",
                "--epochs",
                "1"));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output
        .lines()
        .filter(line -> line.startsWith("weights sha256 "))
        .findFirst()
        .orElseThrow();
  }

  @BeforeAll
  static void plainLoopsOnOneThread() throws Exception {
    expected = weights("--threads", "1", "--no-simd");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--threads 1",
        "--threads 2",
        "--threads 3",
        "--threads 7",
        "--threads 3 --no-simd",
        "--threads 2 -Dleibniz.lanes.after=0",
        "--threads 1 -Dleibniz.lanes.after=0 -Dleibniz.lanes=128",
        "--threads 3 -Dleibniz.lanes.after=0 -Dleibniz.lanes=256",
        "--threads 2 -Dleibniz.lanes.after=5"
      })
  void weightsHaveTheSameBits(String options) throws Exception {
    assertThat(weights(options.split(" ", -1))).isEqualTo(expected);
  }
}
