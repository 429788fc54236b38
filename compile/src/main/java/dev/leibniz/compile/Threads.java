package dev.leibniz.compile;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The threads that help with large loops: `-Dleibniz.threads=N`, as many as there are processors
/// by default.
///
/// One caller at a time has helpers; another, and one that is a helper itself, works alone. Helpers
/// spin for a while before they sleep. A range is cut into chunks; each thread begins with those
/// that it had the last time, which may still be in its cache, and goes on with those of threads
/// that are late, so that a busy machine makes nothing slower than one thread would be. How a range
/// is cut changes no result.
final class Threads {
  private static final int SMALLEST = 1 << 14;

  /// Chunks per thread.
  private static final int CHUNKS = 4;

  /// Chunks of long ranges begin at multiples of this.
  private static final int ALIGNMENT = 64;

  private static final int SPINS = 5_000;
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

  /// The number of threads, the caller's included.
  static int count() {
    return COUNT;
  }

  /// Runs a range in parts, side by side where it is worth it.
  ///
  /// @param range what is split
  /// @param work the number of elementary operations, at about a nanosecond each
  static void split(int range, long work, Part part) {
    split(range, 1, work, part);
  }

  /// Runs a range in parts, side by side where it is worth it.
  ///
  /// @param range what is split
  /// @param least how long a chunk should be, if there is enough for all threads
  /// @param work the number of elementary operations, at about a nanosecond each
  static void split(int range, int least, long work, Part part) {
    int threads = (int) Math.min(Math.min(COUNT, range), work / SMALLEST);
    boolean isHelper = Thread.currentThread() instanceof HelperThread;
    if (threads < 2 || isHelper || !BUSY.compareAndSet(false, true)) {
      part.run(0, range);
      return;
    }
    try {
      Task task = new Task(part, range, least, threads);
      for (int i = 0; i < threads - 1; i++) {
        HELPERS[i].start(task);
      }
      task.work(0);
      for (int i = 0; i < threads - 1; i++) {
        HELPERS[i].forget(task);
      }
      task.await();
    } finally {
      BUSY.set(false);
    }
  }

  private static final class Task {
    private final Part part;
    private final int range;
    private final int threads;
    private final int chunks;
    private final AtomicIntegerArray claimed;
    private final AtomicInteger open;
    private volatile @Nullable Throwable failure;

    Task(Part part, int range, int least, int threads) {
      this.part = part;
      this.range = range;
      this.threads = threads;
      this.chunks = Math.clamp(range / least, threads, threads * CHUNKS) / threads * threads;
      this.claimed = new AtomicIntegerArray(chunks);
      this.open = new AtomicInteger(chunks);
    }

    /// Does all chunks that no other thread has begun, this thread's own ones first.
    void work(int thread) {
      int first = thread * chunks / threads;
      for (int i = 0; i < chunks; i++) {
        int chunk = (first + i) % chunks;
        if (claimed.compareAndSet(chunk, 0, 1)) {
          run(chunk);
        }
      }
    }

    private void run(int chunk) {
      try {
        part.run(begin(chunk), begin(chunk + 1));
      } catch (RuntimeException | Error thrown) {
        failure = thrown;
      } finally {
        open.decrementAndGet();
      }
    }

    private int begin(int chunk) {
      int place = (int) ((long) range * chunk / chunks);
      boolean isLong = range / chunks >= ALIGNMENT * ALIGNMENT;
      return isLong && chunk < chunks ? place / ALIGNMENT * ALIGNMENT : place;
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
    private final AtomicReference<@Nullable Task> task = new AtomicReference<>();
    private volatile boolean isAsleep;

    Helper(int number) {
      this.number = number;
      this.thread = new HelperThread(this::work, number);
    }

    void start(Task next) {
      task.set(next);
      if (isAsleep) {
        LockSupport.unpark(thread);
      }
    }

    /// The task is done; a helper that has not seen it need not.
    void forget(Task done) {
      task.compareAndSet(done, null);
    }

    private void work() {
      int idle = 0;
      while (true) {
        Task next = task.get();
        if (next != null) {
          task.compareAndSet(next, null);
          next.work(number);
          idle = 0;
        } else if (idle++ < SPINS) {
          Thread.onSpinWait();
        } else {
          sleep();
          idle = 0;
        }
      }
    }

    private void sleep() {
      isAsleep = true;
      if (task.get() == null) {
        LockSupport.park(this);
      }
      isAsleep = false;
    }
  }
}
