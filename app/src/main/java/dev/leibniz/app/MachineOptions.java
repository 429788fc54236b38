package dev.leibniz.app;

import java.util.Optional;
import picocli.CommandLine.Option;

/// Options that every command understands: they become properties of the Java machine, before
/// anything is computed.
final class MachineOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads to compute with; results do not depend on it. Default: all processors.")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--no-simd",
      description = "Leave vector instructions out; results do not depend on it.")
  private boolean isPlain;

  MachineOptions() {}

  /// Sets the properties.
  void apply() {
    threads.ifPresent(number -> System.setProperty("leibniz.threads", Integer.toString(number)));
    if (isPlain) {
      System.setProperty("leibniz.simd", "false");
    }
  }
}
