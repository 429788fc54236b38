package dev.leibniz.compile;

import dev.leibniz.backend.MatrixProduct;
import dev.leibniz.backend.MatrixProducts;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the machine can do at most, measured with the threads that programs use: the best of some
/// rounds, because other work on the machine can only make them longer.
public final class MachineSpeed {
  private static final int ROUNDS = 25;
  private static final int CHAINS = 100_000;

  /// Three arrays of this length are larger than caches.
  private static final int LARGE = 16 << 20;

  private MachineSpeed() {}

  /// Arithmetic operations on `float` numbers in a second: two per fused multiplication and
  /// addition, in as many registers as it takes.
  public static double operationsPerSecond() {
    Optional<MatrixProduct> lanes = MatrixProducts.await();
    int threads = Threads.count();
    double[] done = new double[threads];
    double seconds =
        shortest(() ->
            Threads.split(
                threads,
                Long.MAX_VALUE,
                (from, to) -> {
                  for (int i = from; i < to; i++) {
                    done[i] =
                        lanes
                            .map(product -> product.multiplyAdds(CHAINS))
                            .orElseGet(() -> multiplyAdds(CHAINS));
                  }
                }));
    return 2 * IntStream.range(0, threads).mapToDouble(i -> done[i]).sum() / seconds;
  }

  /// Bytes that are read and written in a second by c = a + 3·b, two thirds of them read.
  public static double bytesPerSecond() {
    float[] a = new float[LARGE];
    float[] b = new float[LARGE];
    float[] c = new float[LARGE];
    double seconds =
        shortest(() -> Threads.split(LARGE, LARGE, (from, to) -> add(a, b, c, from, to)));
    return 3.0 * Float.BYTES * LARGE / seconds;
  }

  /// c = a + 3·b between two places, as a loop of which HotSpot makes vector code.
  public static void add(float[] a, float[] b, float[] c, int from, int to) {
    for (int i = from; i < to; i++) {
      c[i] = a[i] + 3 * b[i];
    }
  }

  private static double shortest(Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - start) * 1e-9);
    }
    return best;
  }

  /// Without vector lanes: eight chains of single numbers. Returns the number of operations, less
  /// those whose result is not finite, which are none: so that they are not left out.
  private static double multiplyAdds(int rounds) {
    float a = 1;
    float b = 2;
    float c = 3;
    float d = 4;
    float e = 5;
    float f = 6;
    float g = 7;
    float h = 8;
    for (int i = 0; i < rounds; i++) {
      a = Math.fma(a, 0.5f, 1);
      b = Math.fma(b, 0.5f, 1);
      c = Math.fma(c, 0.5f, 1);
      d = Math.fma(d, 0.5f, 1);
      e = Math.fma(e, 0.5f, 1);
      f = Math.fma(f, 0.5f, 1);
      g = Math.fma(g, 0.5f, 1);
      h = Math.fma(h, 0.5f, 1);
    }
    return Float.isFinite(a + b + c + d + e + f + g + h) ? 8.0 * rounds : 0;
  }
}
