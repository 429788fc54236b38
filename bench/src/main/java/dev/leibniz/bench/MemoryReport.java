package dev.leibniz.bench;

import com.sun.management.ThreadMXBean;
import dev.leibniz.function.Jit;
import dev.leibniz.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.Locale;

/// What training and compiling leave in memory, in a JVM that should be started with
/// `-XX:SoftRefLRUPolicyMSPerMB=0`, so that caches give back what nobody uses at the next
/// collection.
public final class MemoryReport {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int COLLECTIONS = 4;
  private static final int PROGRAMS = 1000;
  private static final int ROUNDS = 5;
  private static final int WARM_STEPS = 700;

  private MemoryReport() {}

  /// The bytes that live objects take.
  static long liveBytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long metaspaceBytes() {
    liveBytes();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getName().contains("Metaspace"))
        .mapToLong((MemoryPoolMXBean pool) -> pool.getUsage().getUsed())
        .sum();
  }

  /// The bytes that a step allocates on this thread, on average.
  static long allocatedBytes(TrainingSteps steps, int count) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    steps.run(count);
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / count;
  }

  /// A function of a vector unlike those of other numbers.
  static Tensor program(int number, Tensor t) {
    Tensor result = t;
    // The digits of the number, to the base of three operations.
    for (int rest = number + 1; rest > 0; rest /= 3) {
      result =
          switch (rest % 3) {
            case 0 -> result.sin();
            case 1 -> result.sigmoid().plus(1);
            default -> result.times(t).sum().tanh().times(t);
          };
    }
    return result;
  }

  /// Compiles and runs a program unlike those of other numbers, and forgets it.
  static void compile(int number) {
    Tensor x = Tensor.of(new double[] {1, 2, 3});
    Tensor y = Jit.of((Tensor t) -> program(number, t)).apply(x);
    if (y.shape().elements() != 3) {
      throw new IllegalStateException("the program has lost its shape");
    }
  }

  private static void print(String what, long bytes) {
    System.out.printf(Locale.ROOT, "%-56s %,14d bytes%n", what, bytes);
  }

  /// Prints the figures. With an argument only two of them: with `programs`, the bytes of metaspace
  /// before and after 1,000 programs; with `plan`, the bytes planned for a first step and those
  /// that it takes; with `steps`, the bytes of the heap before and after 100,000 steps.
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      printAll();
      return;
    }
    long[] pair =
        switch (arguments[0]) {
          case "programs" ->
              new long[] {metaspaceAfter(0, PROGRAMS), metaspaceAfter(PROGRAMS, 2 * PROGRAMS)};
          case "plan" -> planned();
          case "steps" -> heapAroundSteps();
          default -> throw new IllegalArgumentException("programs, plan or steps");
        };
    System.out.println(pair[0]);
    System.out.println(pair[1]);
  }

  private static long[] planned() {
    // Classes, and what is packed for products of this size.
    new TrainingSteps(false, 128, 784, 512, 256, 10).run(2);
    TrainingSteps steps = new TrainingSteps(false, 128, 784, 504, 256, 10);
    long before = liveBytes();
    steps.run(1);
    // The arguments, which are as large as the results, are no longer live.
    return new long[] {steps.plannedBytes(), liveBytes() - before + steps.resultBytes()};
  }

  private static long[] heapAroundSteps() {
    TrainingSteps steps = new TrainingSteps(true, 32, 8, 32, 32, 1);
    steps.run(10_000);
    long before = liveBytes();
    steps.run(100_000);
    return new long[] {before, liveBytes()};
  }

  private static void printAll() {
    for (boolean isDonated : new boolean[] {false, true}) {
      String name = " of 784-512-256-10" + (isDonated ? ", donated" : "");
      TrainingSteps steps = new TrainingSteps(isDonated, 128, 784, 512, 256, 10);
      long before = liveBytes();
      steps.run(1);
      long after = liveBytes();
      long given = isDonated ? steps.stateBytes() : 0;
      // The arguments, which are as large as the results, are no longer live.
      print("taken by the first step" + name, after - before + steps.resultBytes());
      print("planned for it", steps.plannedBytes() - given);
      steps.run(WARM_STEPS);
      print("allocated by a step" + name, allocatedBytes(steps, WARM_STEPS));
      print("its results", steps.resultBytes());
    }
    TrainingSteps small = new TrainingSteps(true, 32, 8, 32, 32, 1);
    small.run(20_000);
    print("allocated by a step of 8-32-32-1, donated", allocatedBytes(small, 1000));
    print("heap before 100,000 steps of it", liveBytes());
    small.run(100_000);
    print("heap after them", liveBytes());
    for (int round = 0; round < ROUNDS; round++) {
      long metaspace = metaspaceAfter(round * PROGRAMS, (round + 1) * PROGRAMS);
      print("metaspace after " + (round + 1) * PROGRAMS + " programs", metaspace);
      print("heap", liveBytes());
    }
  }

  private static long metaspaceAfter(int from, int to) {
    for (int number = from; number < to; number++) {
      compile(number);
    }
    return metaspaceBytes();
  }
}
