package dev.leibniz.compile;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The threads that help with large loops: `-Dleibniz.threads=N`, as many as there are processors
/// by default.
///
/// One caller at a time has helpers; another, and one that is a helper itself, works alone. Helpers
/// spin for a while before they sleep. How a range is split changes no result.
final class Threads {
  private static final int SMALLEST = 1 << 14;
  private static final int SPINS = 2_000;
  private static final int COUNT =
      Math.max(
          1, Integer.getInteger("leibniz.threads", Runtime.getRuntime().availableProcessors()));
  private static final AtomicBoolean BUSY = new AtomicBoolean();
  private static final Helper[] HELPERS = new Helper[COUNT - 1];

  static {
    for (int i = 0; i < HELPERS.length; i++) {
      HELPERS[i] = new Helper(i + 1);
      HELPERS[i].thread.start();
    }
  }

  private Threads() {}

  /// A part of a range.
  @FunctionalInterface
  interface Part {
    void run(int from, int to);
  }

  /// Runs a range in parts, side by side where it is worth it.
  ///
  /// @param range what is split
  /// @param work the number of elementary operations, at about a nanosecond each
  static void split(int range, long work, Part part) {
    int parts = (int) Math.min(Math.min(COUNT, range), work / SMALLEST);
    boolean isHelper = Thread.currentThread() instanceof HelperThread;
    if (parts < 2 || isHelper || !BUSY.compareAndSet(false, true)) {
      part.run(0, range);
      return;
    }
    try {
      Task task = new Task(part, range, parts);
      for (int i = 0; i < parts - 1; i++) {
        HELPERS[i].start(task);
      }
      task.part(0);
      task.await();
    } finally {
      BUSY.set(false);
    }
  }

  private static final class Task {
    private final Part part;
    private final int range;
    private final int parts;
    private final AtomicInteger open;
    private volatile @Nullable Throwable failure;

    Task(Part part, int range, int parts) {
      this.part = part;
      this.range = range;
      this.parts = parts;
      this.open = new AtomicInteger(parts);
    }

    void part(int number) {
      try {
        int from = (int) ((long) range * number / parts);
        int to = (int) ((long) range * (number + 1) / parts);
        part.run(from, to);
      } catch (RuntimeException | Error thrown) {
        failure = thrown;
      } finally {
        open.decrementAndGet();
      }
    }

    void await() {
      for (int spins = 0; open.get() > 0; spins++) {
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(this, 20_000);
        }
      }
      switch (failure) {
        case null -> {}
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case Throwable thrown -> throw new IllegalStateException(thrown);
      }
    }
  }

  private static final class HelperThread extends Thread {
    HelperThread(Runnable work, int number) {
      super(work, "leibniz-" + number);
      setDaemon(true);
    }
  }

  private static final class Helper {
    private final int number;
    private final Thread thread;
    private volatile @Nullable Task task;

    Helper(int number) {
      this.number = number;
      this.thread = new HelperThread(this::work, number);
    }

    void start(Task next) {
      task = next;
      LockSupport.unpark(thread);
    }

    private void work() {
      int idle = 0;
      while (true) {
        Task next = task;
        if (next != null) {
          task = null;
          next.part(number);
          idle = 0;
        } else if (idle++ < SPINS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
          idle = 0;
        }
      }
    }
  }
}
