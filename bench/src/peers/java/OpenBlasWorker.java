import dev.leibniz.bench.peers.Numbers;
import dev.leibniz.bench.peers.Task;
import dev.leibniz.bench.peers.Worker;
import dev.leibniz.bench.peers.Worker.Variant;
import java.io.IOException;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/// OpenBLAS as a worker. It writes into memory that is there; the others make a new result.
final class OpenBlasWorker {
  private OpenBlasWorker() {}

  /// Answers on standard input and output, on as many threads as the argument says.
  public static void main(String[] arguments) throws IOException {
    openblas.blas_set_num_threads(Integer.parseInt(arguments[0]));
    Worker.serve(OpenBlasWorker::variants);
  }

  private static Map<String, Variant> variants(Task task) {
    if (!task.kind().equals("matmul")) {
      return Map.of();
    }
    int[] sizes = task.numbers(2);
    return Map.of("OpenBLAS", task.words()[1].equals("f32") ? floats(sizes) : doubles(sizes));
  }

  private static Variant floats(int[] sizes) {
    int m = sizes[0];
    int k = sizes[1];
    int n = sizes[2];
    FloatPointer a = new FloatPointer(Numbers.uniform(m * k, 1, 1));
    FloatPointer b = new FloatPointer(Numbers.uniform(k * n, 2, 1));
    FloatPointer c = new FloatPointer((long) m * n);
    Runnable run =
        () ->
            openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                openblas.CblasNoTrans,
                m,
                n,
                k,
                1,
                a,
                k,
                b,
                n,
                0,
                c,
                n);
    return new Variant(
        run,
        () -> {
          run.run();
          float[] y = new float[m * n];
          c.get(y);
          return Numbers.size(y);
        });
  }

  private static Variant doubles(int[] sizes) {
    int m = sizes[0];
    int k = sizes[1];
    int n = sizes[2];
    DoublePointer a = new DoublePointer(Numbers.uniformDoubles(m * k, 1, 1));
    DoublePointer b = new DoublePointer(Numbers.uniformDoubles(k * n, 2, 1));
    DoublePointer c = new DoublePointer((long) m * n);
    Runnable run =
        () ->
            openblas.cblas_dgemm(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                openblas.CblasNoTrans,
                m,
                n,
                k,
                1,
                a,
                k,
                b,
                n,
                0,
                c,
                n);
    return new Variant(
        run,
        () -> {
          run.run();
          double[] y = new double[m * n];
          c.get(y);
          return Numbers.size(y);
        });
  }
}
