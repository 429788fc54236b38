package dev.leibniz.compile;

import dev.leibniz.backend.Kernel;
import dev.leibniz.backend.MatrixProducts;
import dev.leibniz.data.DType;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Makes kernels in vector lanes ready on a thread of its own, on scratch data: their first calls
/// are a hundred times slower than plain loops.
///
/// `-Dleibniz.lanes.after=N` uses them after a kernel's first N calls, ready or not, for tests.
final class LaneKernels {
  private static final int AFTER = Integer.getInteger("leibniz.lanes.after", -1);

  private static final boolean IS_ON = !"false".equals(System.getProperty("leibniz.simd"));

  /// The work, in nanoseconds of plain loops, after which lanes are made ready.
  private static final long WORTH = 20_000_000;

  /// The most lanes of a vector.
  private static final int MOST_LANES = 16;

  private static final int CALLS = 100;

  /// HotSpot's second compiler is through when a vector operation takes less time than this.
  private static final double READY_NANOSECONDS = 10;

  /// How often a kernel is tried before it stays without lanes, and the pause between.
  private static final int MOST_TRIES = 2000;

  private static final int PAUSE_MILLISECONDS = 10;

  private static final ScheduledExecutorService THREAD =
      Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "leibniz-lanes");
        thread.setDaemon(true);
        return thread;
      });

  private LaneKernels() {}

  /// Whether it is time to make lanes ready for a kernel.
  ///
  /// @param calls how often the kernel has been called
  /// @param work how long that took, in nanoseconds
  static boolean arePaying(long calls, long work) {
    return AFTER < 0 ? work > WORTH : calls > AFTER;
  }

  /// Whether a kernel may run in lanes.
  static boolean areWanted(KernelText text) {
    return IS_ON && LaneWidth.of(text).isPresent();
  }

  /// Lets a kernel run in lanes as soon as they are ready.
  static void request(TieredKernel kernel) {
    if (AFTER >= 0) {
      lanes(kernel.text()).ifPresent(kernel::replace);
      return;
    }
    THREAD.execute(
        guarded(() -> lanes(kernel.text()).ifPresent(lanes -> prepare(kernel, lanes, 0))));
  }

  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException | LinkageError failure) {
        System.getLogger(LaneKernels.class.getName())
            .log(
                System.Logger.Level.WARNING,
                "A loop stays without vector lanes, with the same results; this is a fault of Leibniz;"
                    + " please report it",
                failure);
      }
    };
  }

  /// Runs a kernel on scratch data until it is compiled; other kernels have their turn between.
  private static void prepare(TieredKernel kernel, Kernel lanes, int tries) {
    if (isReady(lanes, kernel.text())) {
      kernel.replace(lanes);
    } else if (tries < MOST_TRIES) {
      Future<?> _ =
          THREAD.schedule(
              guarded(() -> prepare(kernel, lanes, tries + 1)),
              PAUSE_MILLISECONDS,
              TimeUnit.MILLISECONDS);
    }
  }

  private static Optional<Kernel> lanes(KernelText text) {
    Optional<LaneWidth> width = LaneWidth.of(text);
    return MatrixProducts.await()
        .flatMap(service ->
            width
                .flatMap(size ->
                    KernelEmitter.emitLanes(
                        "LaneKernel", text, service.lanes().lookupClass(), size, service.bits()))
                .map(bytes -> Kernels.define(service.lanes(), bytes)));
  }

  private static boolean isReady(Kernel kernel, KernelText text) {
    Scratch row = Scratch.of(text, 1, 2 * MOST_LANES - 1, true);
    List<Scratch> others =
        List.of(
            Scratch.of(text, 2, 2 * MOST_LANES, true),
            Scratch.of(text, 1, 2 * MOST_LANES - 1, false),
            Scratch.of(text, 2, MOST_LANES - 1, true));
    long fastest = Long.MAX_VALUE;
    for (int call = 0; call < CALLS; call++) {
      long before = System.nanoTime();
      row.run(kernel);
      fastest = Math.min(fastest, System.nanoTime() - before);
      others.get(call % others.size()).run(kernel);
    }
    return fastest < READY_NANOSECONDS * (MOST_LANES + 2 * text.expressions().size());
  }

  /// Arguments for a kernel: rows, in which accesses begin at different places. Their lengths must
  /// lead to all parts of its code: HotSpot throws compiled code away where a part is used that was
  /// not used before, and the next call would be interpreted.
  private record Scratch(Object[] arrays, int[] offsets, int[] parameters, int to) {

    /// @param isRoomy whether vectors may read behind the last element
    static Scratch of(KernelText text, int rows, int length, boolean isRoomy) {
      int accesses = text.dtypes().size();
      Object[] arrays = new Object[accesses];
      int[] offsets = new int[accesses];
      for (int a = 0; a < accesses; a++) {
        DType dtype = text.dtypes().get(a);
        int last = text.steps().get(a) == Loops.Step.TWO ? 2 * length - 1 : length;
        int size = isRoomy ? 4 * MOST_LANES + accesses : Math.max(last, 1) + a;
        arrays[a] = text.isPlace(a) ? offsets : dtype.newArray(size);
        offsets[a] = a;
        switch (arrays[a]) {
          case float[] x -> Arrays.fill(x, 1);
          case double[] x -> Arrays.fill(x, 1);
          default -> Array.getLength(arrays[a]);
        }
      }
      int loops = text.loops();
      int[] parameters = new int[loops + accesses * (loops + 1)];
      Arrays.fill(parameters, 0, loops, 1);
      parameters[loops - 1] = length;
      return new Scratch(arrays, offsets, parameters, loops == 1 ? length : rows);
    }

    void run(Kernel kernel) {
      kernel.run(arrays, offsets, parameters, 0, to);
    }
  }
}
