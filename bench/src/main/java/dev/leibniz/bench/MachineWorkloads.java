package dev.leibniz.bench;

import dev.leibniz.backend.MatrixProduct;
import dev.leibniz.backend.MatrixProducts;
import dev.leibniz.bench.Workloads.Workload;
import dev.leibniz.compile.MachineSpeed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What the machine can do at most.
final class MachineWorkloads {
  private static final int ROUNDS = 100_000;
  private static final int LARGE = 16 << 20;

  private MachineWorkloads() {}

  static List<Workload> all() {
    float[] from = new float[LARGE];
    float[] other = new float[LARGE];
    float[] to = new float[LARGE];
    int half = LARGE / 2;
    List<Workload> workloads = new ArrayList<>();
    MatrixProducts.await().ifPresent(product -> workloads.add(multiplyAdds(product)));
    workloads.add(
        new Workload(
            "a + 3·b of 16M numbers, 1 thread",
            LARGE,
            12L * LARGE,
            () -> MachineSpeed.add(from, other, to, 0, LARGE)));
    workloads.add(
        new Workload(
            "a + 3·b of 16M numbers, 2 threads",
            LARGE,
            12L * LARGE,
            () -> {
              CompletableFuture<Void> rest =
                  CompletableFuture.runAsync(() -> MachineSpeed.add(from, other, to, 0, half));
              MachineSpeed.add(from, other, to, half, LARGE);
              rest.join();
            }));
    return workloads;
  }

  private static Workload multiplyAdds(MatrixProduct product) {
    double[] done = new double[1];
    return new Workload(
        "fused multiply-adds in registers, 1 thread",
        (long) product.multiplyAdds(ROUNDS),
        0,
        () -> done[0] += product.multiplyAdds(ROUNDS));
  }
}
