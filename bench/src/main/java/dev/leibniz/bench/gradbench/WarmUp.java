package dev.leibniz.bench.gradbench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Runs something until the machine has compiled it.
final class WarmUp {
  /// A run that is faster by less than this factor is no improvement.
  private static final double IMPROVEMENT = 0.95;

  /// The longest warm-up is so many times the shortest.
  private static final int LONGEST = 10;

  private WarmUp() {}

  /// The clock that arguments ask for: with `clock=processor` the time that the processor spends on
  /// the calling thread, which other work on a busy machine disturbs less.
  static LongSupplier clock(String... arguments) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return List.of(arguments).contains("clock=processor")
        ? threads::getCurrentThreadCpuTime
        : System::nanoTime;
  }

  /// Runs it for at least so many nanoseconds, and until half of the time has brought no faster
  /// run, and gives the time taken.
  static long run(Supplier<?> task, long least, LongSupplier clock) {
    long start = clock.getAsLong();
    long fastest = Long.MAX_VALUE;
    long improved = 0;
    long now = 0;
    do {
      Object result = task.get();
      long end = clock.getAsLong() - start;
      if (result == null) {
        throw new IllegalStateException("a run without a result");
      }
      if (end - now < IMPROVEMENT * fastest) {
        fastest = end - now;
        improved = end;
      }
      now = end;
    } while (now < least || (now < 2 * improved && now < LONGEST * least));
    return now;
  }
}
