package dev.leibniz.app;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/// Options that every command understands: properties of the Java machine that computes.
final class MachineOptions {
  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = PositiveInteger.class,
      description =
          "Threads to compute with; results do not depend on it. Default: one per processor.")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--no-simd",
      description = "Leave vector instructions out; results do not depend on it.")
  private boolean isPlain;

  @Option(
      names = "-D",
      paramLabel = "name=value",
      mapFallbackValue = "",
      description =
          "A property of the Java machine; -Dleibniz.check=nan stops at the first number that is"
              + " not finite.")
  private Map<String, String> properties = Map.of();

  @Option(names = "--verbose", description = "Show where in Leibniz an error arose.")
  private boolean isVerbose;

  MachineOptions() {}

  /// The properties, by name.
  Map<String, String> properties() {
    Map<String, String> all = new TreeMap<>(properties);
    threads.ifPresent(number -> all.put("leibniz.threads", Integer.toString(number)));
    if (isPlain) {
      all.put("leibniz.simd", "false");
    }
    return all;
  }

  /// Sets the properties of this Java machine, before anything is computed.
  void apply() {
    properties().forEach(System::setProperty);
  }

  /// Whether errors show their stack traces.
  boolean isVerbose() {
    return isVerbose;
  }
}
