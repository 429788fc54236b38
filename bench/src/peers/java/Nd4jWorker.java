import dev.leibniz.bench.peers.Numbers;
import dev.leibniz.bench.peers.Task;
import dev.leibniz.bench.peers.Worker;
import dev.leibniz.bench.peers.Worker.Variant;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/// ND4J and its SameDiff as a worker.
final class Nd4jWorker {
  private static final int STEPS = 10;

  private Nd4jWorker() {}

  /// Answers on standard input and output; the environment says on how many threads.
  public static void main(String[] arguments) throws IOException {
    Worker.serveAllThreads(Nd4jWorker::variants);
  }

  private static Map<String, Variant> variants(Task task) {
    return switch (task.kind()) {
      case "mlp" -> Map.of("ND4J", mlp(task.sizes(), task.last()));
      case "sum" -> Map.of("ND4J", kernel(x -> x.sum(), task.last()));
      case "softmax" -> Map.of("ND4J", kernel(x -> Nd4j.nn.softmax(x, 1), task.numbers(1)));
      case "matmul" ->
          task.words()[1].equals("f32") ? Map.of("ND4J", product(task.numbers(2))) : Map.of();
      default -> Map.of();
    };
  }

  private static INDArray uniform(int seed, double scale, long... shape) {
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return Nd4j.create(Numbers.uniform(count, seed, scale), shape, 'c');
  }

  private static double size(INDArray y) {
    return Numbers.size(y.reshape(y.length()).toFloatVector());
  }

  private static Variant kernel(UnaryOperator<INDArray> function, int... sizes) {
    INDArray x = uniform(1, 3, Arrays.stream(sizes).asLongStream().toArray());
    return new Variant(() -> function.apply(x).close(), () -> size(function.apply(x)));
  }

  private static Variant product(int[] sizes) {
    INDArray a = uniform(1, 1, sizes[0], sizes[1]);
    INDArray b = uniform(2, 1, sizes[1], sizes[2]);
    return new Variant(() -> a.mmul(b).close(), () -> size(a.mmul(b).dup('c')));
  }

  private static Variant mlp(int[] sizes, int batch) {
    SameDiff graph = SameDiff.create();
    int outputs = sizes[sizes.length - 1];
    SDVariable x = graph.placeHolder("x", org.nd4j.linalg.api.buffer.DataType.FLOAT, batch, sizes[0]);
    SDVariable y = graph.placeHolder("y", org.nd4j.linalg.api.buffer.DataType.FLOAT, batch, outputs);
    for (int i = 0; i + 1 < sizes.length; i++) {
      SDVariable weight =
          graph.var("w" + i, uniform(i + 3, 1 / Math.sqrt(sizes[i]), sizes[i], sizes[i + 1]));
      SDVariable bias = graph.var("b" + i, Nd4j.zeros(1, sizes[i + 1]));
      x = x.mmul(weight).add(bias);
      if (i + 2 < sizes.length) {
        SDVariable erf = graph.math.erf(x.mul(Math.sqrt(0.5)));
        x = x.mul(0.5).mul(erf.add(1.0));
      }
    }
    SDVariable loss =
        outputs == 1
            ? graph.math.square(x.sub(y)).mean("loss")
            : graph.loss.softmaxCrossEntropy("loss", y, x, null);
    graph.setLossVariables("loss");
    graph.setTrainingConfig(
        TrainingConfig.builder()
            .updater(new Adam(1e-4))
            .dataSetFeatureMapping("x")
            .dataSetLabelMapping("y")
            .build());
    INDArray targets;
    if (outputs == 1) {
      targets = uniform(2, 1, batch, 1);
    } else {
      targets = Nd4j.zeros(batch, outputs);
      int[] classes = Numbers.classes(batch, 2, outputs);
      for (int i = 0; i < batch; i++) {
        targets.putScalar(i, classes[i], 1);
      }
    }
    DataSet data = new DataSet(uniform(1, 1, batch, sizes[0]), targets);
    return new Variant(
        () -> graph.fit(data),
        () -> {
          for (int i = 0; i < STEPS; i++) {
            graph.fit(data);
          }
          return graph
              .output(Map.of("x", data.getFeatures(), "y", data.getLabels()), "loss")
              .get("loss")
              .getDouble(0);
        });
  }
}
