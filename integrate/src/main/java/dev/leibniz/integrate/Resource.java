package dev.leibniz.integrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// Tables of numbers that are shipped beside the classes.
final class Resource {
  private Resource() {}

  /// The numbers of each line of a file.
  static int[][] table(String name) {
    try (InputStream file = Resource.class.getResourceAsStream(name)) {
      String text =
          new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.US_ASCII);
      return text.lines()
          .map(line -> Arrays.stream(line.split(" ", -1)).mapToInt(Integer::parseInt).toArray())
          .toArray(int[][]::new);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
