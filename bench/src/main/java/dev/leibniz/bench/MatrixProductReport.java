package dev.leibniz.bench;

import dev.leibniz.backend.Backends;
import dev.leibniz.backend.Executable;
import dev.leibniz.backend.Matrix;
import dev.leibniz.backend.MatrixProduct;
import dev.leibniz.backend.MatrixProducts;
import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.eval.DotKernel;
import dev.leibniz.eval.View;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Program;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/// Measures products of matrices by the plain loops and in vector lanes, with one thread and with
/// two, turn by turn, and prints a Markdown table in 10⁹ floating-point operations per second:
/// median (slowest–fastest).
///
/// "Plain" is [DotKernel] and "lanes" the service [MatrixProduct]; with two threads, "lanes" is a
/// compiled program, which allocates its result too. Before anything is timed, all four results
/// must have the same bits. The last column is the share of the last rate in the peak of fused
/// multiplications and additions in registers, which is measured in the same rounds.
///
/// Arguments: `rounds=N` (15 if not given); `clock=processor` leaves two threads out and takes the
/// time that the processor spent on the measuring thread, which other work on a busy machine
/// disturbs less.
public final class MatrixProductReport {
  private static final Contract.Dot DOT =
      new Contract.Dot(List.of(), List.of(), List.of(1), List.of(0));

  private static final int[][] SIZES = {
    {128, 128, 128},
    {256, 256, 256},
    {512, 512, 512},
    {1024, 1024, 1024},
    {2048, 2048, 2048},
    {128, 784, 512},
    {256, 1024, 1024},
    {64, 4096, 1024}
  };

  /// One sample takes about this long at 10¹¹ operations per second.
  private static final double OPERATIONS = 1e9;

  private static final int CHAINS = 200_000;

  private MatrixProductReport() {}

  /// A product [m, k] · [k, n] of random numbers.
  private record Workload(int m, int k, int n, TensorData left, TensorData right) {
    static Workload of(DType dtype, int[] size) {
      Random random = new Random(1);
      TensorData left = random(TensorType.of(dtype, size[0], size[1]), random);
      TensorData right = random(TensorType.of(dtype, size[1], size[2]), random);
      return new Workload(size[0], size[1], size[2], left, right);
    }

    double operations() {
      return 2.0 * m * k * n;
    }

    TensorType type() {
      return TensorType.of(left.dtype(), m, n);
    }
  }

  private static TensorData random(TensorType type, Random random) {
    TensorData data = TensorData.zeros(type);
    for (int i = 0; i < data.length(); i++) {
      if (type.dtype() == DType.F32) {
        data.floats()[i] = random.nextFloat() - 0.5f;
      } else {
        data.doubles()[i] = random.nextDouble() - 0.5;
      }
    }
    return data;
  }

  private static TensorData plain(Workload work, boolean isShared) {
    DotKernel kernel = DotKernel.of(DOT, work.left().type(), work.right().type());
    TensorData result = TensorData.zeros(work.type());
    View a = kernel.packLeft(View.of(work.left()));
    View b = kernel.packRight(View.of(work.right()));
    View y = View.of(result);
    long half = isShared ? kernel.rows() / 2 : 0;
    CompletableFuture<Void> other =
        half == 0
            ? CompletableFuture.completedFuture(null)
            : CompletableFuture.runAsync(() -> kernel.run(a, b, y, 0, half));
    kernel.run(a, b, y, half, kernel.rows());
    other.join();
    return result;
  }

  private static TensorData lanes(Workload work, MatrixProduct product) {
    TensorData result = TensorData.zeros(work.type());
    Matrix left = new Matrix(0, work.k(), 1);
    Matrix right = new Matrix(0, work.n(), 1);
    int m = work.m();
    int n = work.n();
    int k = work.k();
    if (work.left().dtype() == DType.F32) {
      float[] x = work.left().floats();
      product.multiply(x, left, work.right().floats(), right, result.floats(), 0, n, m, n, k);
    } else {
      double[] x = work.left().doubles();
      product.multiply(x, left, work.right().doubles(), right, result.doubles(), 0, n, m, n, k);
    }
    return result;
  }

  /// What is timed.
  private interface Subject {
    TensorData run();
  }

  private static List<Subject> subjects(Workload work, MatrixProduct product, boolean isAlone) {
    if (isAlone) {
      return List.of(() -> plain(work, false), () -> lanes(work, product));
    }
    Builder builder = new Builder();
    List<TensorType> types = List.of(work.left().type(), work.right().type());
    Program program = builder.build(builder.apply(DOT, builder.inputs(types)));
    Executable compiled = Backends.compile(program);
    return List.of(
        () -> plain(work, false),
        () -> lanes(work, product),
        () -> plain(work, true),
        () -> compiled.run(work.left(), work.right())[0]);
  }

  private static void check(List<Subject> subjects) {
    TensorData first = subjects.getFirst().run();
    for (Subject subject : subjects) {
      TensorData other = subject.run();
      boolean isSame =
          first.dtype() == DType.F32
              ? Arrays.equals(first.floats(), other.floats())
              : Arrays.equals(first.doubles(), other.doubles());
      if (!isSame) {
        throw new IllegalStateException("results differ for " + first.type());
      }
    }
  }

  /// Operations per second: median, slowest and fastest of the rounds, per subject.
  private static List<String> measure(
      Workload work, MatrixProduct product, int rounds, boolean isAlone) {
    List<Subject> subjects = subjects(work, product, isAlone);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    LongSupplier clock = isAlone ? threads::getCurrentThreadCpuTime : System::nanoTime;
    check(subjects);
    int repeats = (int) Math.max(1, OPERATIONS / work.operations());
    double[][] rates = new double[subjects.size()][rounds];
    double[] peaks = new double[rounds];
    int widths = work.left().dtype().bytes() / Float.BYTES;
    for (int round = -3; round < rounds; round++) {
      for (int i = 0; i < rates.length; i++) {
        long start = clock.getAsLong();
        for (int repeat = 0; repeat < repeats; repeat++) {
          subjects.get(i).run();
        }
        double rate = work.operations() * repeats / (clock.getAsLong() - start);
        if (round >= 0) {
          rates[i][round] = rate;
        }
      }
      if (round >= 0) {
        long start = clock.getAsLong();
        peaks[round] = 2 * product.multiplyAdds(CHAINS) / widths / (clock.getAsLong() - start);
      }
    }
    Arrays.sort(peaks);
    List<String> cells = new ArrayList<>();
    for (double[] rate : rates) {
      Arrays.sort(rate);
      cells.add(
          String.format(
              Locale.ROOT, "%.0f (%.0f–%.0f)", rate[rounds / 2], rate[0], rate[rounds - 1]));
    }
    int last = rates.length - 1;
    double most = peaks[rounds / 2] * (isAlone ? 1 : 2);
    cells.add(String.format(Locale.ROOT, "%.0f %%", 100 * rates[last][rounds / 2] / most));
    return cells;
  }

  /// Prints the table.
  public static void main(String[] arguments) {
    System.setProperty("leibniz.threads", "2");
    int rounds =
        Arrays.stream(arguments)
            .filter(argument -> argument.startsWith("rounds="))
            .mapToInt(argument -> Integer.parseInt(argument.substring("rounds=".length())))
            .findFirst()
            .orElse(15);
    boolean isAlone = List.of(arguments).contains("clock=processor");
    MatrixProduct product = MatrixProducts.await().orElseThrow();
    System.out.println("In " + product.description() + ", GFLOP/s:\n");
    String shared = isAlone ? "" : " plain, 2 threads | lanes, 2 threads |";
    String share = " share of the peak |";
    System.out.println("| m × k × n | plain, 1 thread | lanes, 1 thread |" + shared + share);
    System.out.println("|---|---|---|---|" + (isAlone ? "" : "---|---|"));
    for (DType dtype : List.of(DType.F32, DType.F64)) {
      for (int[] size : SIZES) {
        Workload work = Workload.of(dtype, size);
        String name = dtype + " " + size[0] + " × " + size[1] + " × " + size[2];
        String cells = String.join(" | ", measure(work, product, rounds, isAlone));
        System.out.println("| " + name + " | " + cells + " |");
      }
    }
  }
}
