package dev.leibniz.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// Records what the kernels of compiled programs cost, by Flight Recorder, until it is closed.
///
/// ```java
/// try (Profile profile = Profile.start()) {
///   train();
///   profile.stop().forEach(kernel -> System.out.println(kernel.seconds() + " " + kernel.name()));
/// }
/// ```
public final class Profile implements AutoCloseable {
  private final Recording recording = new Recording();

  private Profile() {
    recording.enable(KernelEvent.NAME).withoutThreshold().withoutStackTrace();
    recording.start();
  }

  /// Begins to record.
  public static Profile start() {
    return new Profile();
  }

  /// What a kernel has cost.
  ///
  /// @param name what it computes, and for which line
  /// @param calls how often it ran
  /// @param seconds the time of all runs together
  /// @param operations the arithmetic operations of all runs
  /// @param bytes what they read and wrote, if nothing was in a cache
  public record Kernel(String name, long calls, double seconds, double operations, double bytes) {
    private Kernel plus(Kernel other) {
      return new Kernel(
          name,
          calls + other.calls,
          seconds + other.seconds,
          operations + other.operations,
          bytes + other.bytes);
    }
  }

  /// Ends the recording. The kernels, the dearest first.
  public List<Kernel> stop() {
    recording.stop();
    Map<String, Kernel> kernels = new HashMap<>();
    try {
      Path file = Files.createTempFile("leibniz", ".jfr");
      try {
        recording.dump(file);
        try (RecordingFile events = new RecordingFile(file)) {
          while (events.hasMoreEvents()) {
            RecordedEvent event = events.readEvent();
            if (event.getEventType().getName().equals(KernelEvent.NAME)) {
              Kernel kernel = kernel(event);
              kernels.merge(kernel.name(), kernel, Kernel::plus);
            }
          }
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return kernels.values().stream()
        .sorted(Comparator.comparingDouble(Kernel::seconds).reversed())
        .toList();
  }

  private static Kernel kernel(RecordedEvent event) {
    return new Kernel(
        event.getString("kernel"),
        1,
        event.getDuration().toNanos() * 1e-9,
        event.getLong("operations"),
        event.getLong("bytes"));
  }

  @Override
  public void close() {
    recording.close();
  }
}
