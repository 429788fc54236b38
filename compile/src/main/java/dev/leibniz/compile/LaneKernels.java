package dev.leibniz.compile;

import dev.leibniz.backend.Kernel;
import dev.leibniz.backend.MatrixProducts;
import dev.leibniz.data.DType;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Makes kernels in vector lanes ready on a thread of its own, on scratch data: their first calls
/// are a hundred times slower than plain loops.
///
/// `-Dleibniz.lanes.atOnce` uses them from the first call on, ready or not, for tests.
final class LaneKernels {
  static final boolean AT_ONCE = Boolean.getBoolean("leibniz.lanes.atOnce");

  private static final System.Logger LOG = System.getLogger(LaneKernels.class.getName());
  private static final boolean IS_ON = !"false".equals(System.getProperty("leibniz.simd"));

  /// The most lanes of a vector.
  private static final int MOST_LANES = 16;

  private static final int LONG_ROW = 1024;
  private static final int CALLS = 100;

  /// HotSpot's second compiler is through when a vector operation takes less time than this.
  private static final double READY_NANOSECONDS = 6;

  private static final long PATIENCE_NANOSECONDS = 4_000_000_000L;

  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "leibniz-lanes");
        thread.setDaemon(true);
        return thread;
      });

  private LaneKernels() {}

  /// Whether a kernel may run in lanes.
  static boolean areWanted(KernelText text) {
    return IS_ON && LaneWidth.of(text).isPresent();
  }

  /// Lets a kernel run in lanes as soon as they are ready.
  static void request(TieredKernel kernel) {
    if (AT_ONCE) {
      lanes(kernel.text()).ifPresent(kernel::replace);
      return;
    }
    THREAD.execute(() -> {
      try {
        lanes(kernel.text())
            .filter(lanes -> isReady(lanes, kernel.text()))
            .ifPresent(kernel::replace);
      } catch (RuntimeException | LinkageError failure) {
        LOG.log(
            System.Logger.Level.WARNING,
            "A loop stays without vector lanes, with the same results; this is a fault of Leibniz;"
                + " please report it",
            failure);
      }
    });
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

  /// Runs a kernel on scratch data until it is compiled; false if that takes too long.
  private static boolean isReady(Kernel kernel, KernelText text) {
    Scratch shortRow = Scratch.of(text, 2 * MOST_LANES - 1);
    Scratch longRow = Scratch.of(text, LONG_ROW);
    double operations = (double) LONG_ROW / MOST_LANES * text.expressions().size();
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE_NANOSECONDS) {
      for (int call = 0; call < CALLS; call++) {
        shortRow.run(kernel);
      }
      long fastest = Long.MAX_VALUE;
      for (int call = 0; call < 3; call++) {
        long before = System.nanoTime();
        longRow.run(kernel);
        fastest = Math.min(fastest, System.nanoTime() - before);
      }
      if (fastest < operations * READY_NANOSECONDS) {
        return true;
      }
    }
    return false;
  }

  /// Arguments for a kernel: one row, in which accesses begin at different places.
  private record Scratch(Object[] arrays, int[] offsets, int[] parameters, int to) {
    static Scratch of(KernelText text, int length) {
      int accesses = text.dtypes().size();
      Object[] arrays = new Object[accesses];
      int[] offsets = new int[accesses];
      for (int a = 0; a < accesses; a++) {
        DType dtype = text.dtypes().get(a);
        arrays[a] = text.isPlace(a) ? offsets : dtype.newArray(length + accesses);
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
      return new Scratch(arrays, offsets, parameters, loops == 1 ? length : 1);
    }

    void run(Kernel kernel) {
      kernel.run(arrays, offsets, parameters, 0, to);
    }
  }
}
