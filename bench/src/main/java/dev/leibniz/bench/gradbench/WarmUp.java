package dev.leibniz.bench.gradbench;

import java.util.function.Supplier;

/// Runs something until the machine has compiled it.
final class WarmUp {
  /// A run that is faster by less than this factor is no improvement.
  private static final double IMPROVEMENT = 0.95;

  /// The longest warm-up is so many times the shortest.
  private static final int LONGEST = 10;

  private WarmUp() {}

  /// Runs it for at least so many nanoseconds, and until half of the time has brought no faster
  /// run, and gives the time taken.
  static long run(Supplier<?> task, long least) {
    long start = System.nanoTime();
    long fastest = Long.MAX_VALUE;
    long improved = 0;
    long now = 0;
    do {
      Object result = task.get();
      long end = System.nanoTime() - start;
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
