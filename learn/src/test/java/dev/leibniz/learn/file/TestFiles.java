package dev.leibniz.learn.file;

import dev.leibniz.data.TensorData;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;

/// The files beside this package's tests.
final class TestFiles {
  private TestFiles() {}

  static Path path(String name) {
    try {
      return Path.of(Objects.requireNonNull(TestFiles.class.getResource(name), name).toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(path(name));
  }

  static double[] elements(TensorData tensor) {
    return IntStream.range(0, tensor.length()).mapToDouble(tensor::elementAsDouble).toArray();
  }
}
