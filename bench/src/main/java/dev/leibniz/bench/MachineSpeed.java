package dev.leibniz.bench;

import dev.leibniz.bench.Workloads.Workload;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What the machine can do at most, by loops that HotSpot turns into vector code.
final class MachineSpeed {
  private static final int CHAIN = 2048;
  private static final int ROUNDS = 2000;
  private static final int LARGE = 16 << 20;

  private MachineSpeed() {}

  static List<Workload> workloads() {
    float[] x = new float[CHAIN];
    float[] from = new float[LARGE];
    float[] other = new float[LARGE];
    float[] to = new float[LARGE];
    int half = LARGE / 2;
    return List.of(
        new Workload(
            "fused multiply-adds, 16 a number, 1 thread",
            16L * CHAIN * ROUNDS,
            0,
            () -> {
              for (int round = 0; round < ROUNDS; round++) {
                multiplyAdd(x);
              }
            }),
        new Workload(
            "a + 3·b of 16M numbers, 1 thread", LARGE, 12L * LARGE, () -> triad(from, other, to)),
        new Workload(
            "a + 3·b of 16M numbers, 2 threads",
            LARGE,
            12L * LARGE,
            () -> {
              CompletableFuture<Void> rest =
                  CompletableFuture.runAsync(() -> triad(from, other, to, half, LARGE));
              triad(from, other, to, 0, half);
              rest.join();
            }));
  }

  private static void multiplyAdd(float[] x) {
    for (int i = 0; i < x.length; i++) {
      float y = x[i];
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      y = Math.fma(y, 0.5f, 1f);
      x[i] = y;
    }
  }

  private static void triad(float[] a, float[] b, float[] c) {
    triad(a, b, c, 0, c.length);
  }

  private static void triad(float[] a, float[] b, float[] c, int from, int to) {
    for (int i = from; i < to; i++) {
      c[i] = a[i] + 3 * b[i];
    }
  }
}
