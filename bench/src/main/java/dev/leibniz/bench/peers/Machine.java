package dev.leibniz.bench.peers;

import dev.leibniz.bench.peers.Worker.Variant;
import java.util.concurrent.CompletableFuture;

/// What the machine can do at most, by loops that HotSpot turns into vector code.
final class Machine {
  private static final int LENGTH = 4096;
  private static final int ROUNDS = 500;
  private static final int CHAIN = 8;

  /// The floating-point operations of a run of the peak's loop.
  static final double OPERATIONS = 2.0 * CHAIN * LENGTH * ROUNDS;

  private Machine() {}

  static Variant peak(boolean isFloat, int threads) {
    float[][] floats = new float[threads][LENGTH];
    double[][] doubles = new double[threads][LENGTH];
    return new Variant(
        () ->
            parallel(
                threads,
                thread -> {
                  for (int round = thread; round < ROUNDS; round += threads) {
                    if (isFloat) {
                      chain(floats[thread]);
                    } else {
                      chain(doubles[thread]);
                    }
                  }
                }),
        () -> 0);
  }

  static Variant bandwidth(int length, int threads) {
    float[] a = new float[length];
    float[] b = new float[length];
    return new Variant(
        () ->
            parallel(
                threads,
                thread -> {
                  int from = (int) ((long) length * thread / threads);
                  int to = (int) ((long) length * (thread + 1) / threads);
                  for (int i = from; i < to; i++) {
                    a[i] += 3 * b[i];
                  }
                }),
        () -> 0);
  }

  /// The share of one thread.
  private interface Share {
    void run(int thread);
  }

  private static void parallel(int threads, Share share) {
    CompletableFuture<?>[] others = new CompletableFuture<?>[threads - 1];
    for (int thread = 1; thread < threads; thread++) {
      int number = thread;
      others[thread - 1] = CompletableFuture.runAsync(() -> share.run(number));
    }
    share.run(0);
    CompletableFuture.allOf(others).join();
  }

  private static void chain(float[] x) {
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
      x[i] = y;
    }
  }

  private static void chain(double[] x) {
    for (int i = 0; i < x.length; i++) {
      double y = x[i];
      y = Math.fma(y, 0.5, 1.0);
      y = Math.fma(y, 0.5, 1.0);
      y = Math.fma(y, 0.5, 1.0);
      y = Math.fma(y, 0.5, 1.0);
      y = Math.fma(y, 0.5, 1.0);
      y = Math.fma(y, 0.5, 1.0);
      y = Math.fma(y, 0.5, 1.0);
      y = Math.fma(y, 0.5, 1.0);
      x[i] = y;
    }
  }
}
