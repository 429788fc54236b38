package dev.leibniz.app;

import dev.leibniz.compile.MachineSpeed;
import dev.leibniz.compile.Profile;
import java.util.List;
import java.util.Locale;

/// The dearest kernels as text: how much of the time each takes, and how near it comes to what the
/// machine can do.
///
/// The share of the peak is the larger of two: operations in a second beside the most that the
/// machine does, and bytes in a second beside its memory's most. Kernels whose values stay in
/// caches can have more than all of the latter.
final class ProfileTable {
  private static final int SHOWN = 10;
  private static final int LONGEST_NAME = 120;

  private ProfileTable() {}

  /// @param kernels the dearest first
  static String of(List<Profile.Kernel> kernels) {
    return of(kernels, MachineSpeed.operationsPerSecond(), MachineSpeed.bytesPerSecond());
  }

  /// @param operations the machine's most in a second
  /// @param bytes the memory's most in a second
  static String of(List<Profile.Kernel> kernels, double operations, double bytes) {
    double all = kernels.stream().mapToDouble(Profile.Kernel::seconds).sum();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "kernels: %.2f s; the machine does %.0f G operations and %.1f GB in a second%n",
            all,
            operations * 1e-9,
            bytes * 1e-9));
    text.append("  time   calls   µs/call   Gop/s    GB/s  of peak  kernel\n");
    kernels.stream()
        .limit(SHOWN)
        .forEach(kernel -> text.append(row(kernel, all, operations, bytes)));
    return text.toString();
  }

  private static String row(Profile.Kernel kernel, double all, double operations, double bytes) {
    double operationRate = kernel.operations() / kernel.seconds();
    double byteRate = kernel.bytes() / kernel.seconds();
    double share = Math.max(operationRate / operations, byteRate / bytes);
    String name = kernel.name();
    return String.format(
        Locale.ROOT,
        "%5.1f%% %7d %9.1f %7.1f %7.1f %6.0f %%  %s%n",
        100 * kernel.seconds() / all,
        kernel.calls(),
        1e6 * kernel.seconds() / kernel.calls(),
        operationRate * 1e-9,
        byteRate * 1e-9,
        100 * share,
        name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name);
  }
}
