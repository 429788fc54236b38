import dev.leibniz.bench.peers.Numbers;
import dev.leibniz.bench.peers.Task;
import dev.leibniz.bench.peers.Worker;
import dev.leibniz.bench.peers.Worker.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/// TensorFlow Java as a worker: graphs, with and without XLA. XLA on the processor also needs the
/// environment that the report sets, `TF_XLA_FLAGS`.
final class TensorFlowWorker {
  private static final int STEPS = 10;
  private static final float RATE = 1e-4f;
  private static int threads;

  private TensorFlowWorker() {}

  /// Answers on standard input and output, on as many threads as the argument says.
  public static void main(String[] arguments) throws IOException {
    threads = Integer.parseInt(arguments[0]);
    Worker.serveAllThreads(TensorFlowWorker::variants);
  }

  private static Map<String, Variant> variants(Task task) {
    Map<String, Variant> found = new LinkedHashMap<>();
    for (boolean isXla : new boolean[] {false, true}) {
      Variant variant = variant(task, isXla);
      if (variant != null) {
        found.put(isXla ? "TensorFlow, XLA" : "TensorFlow", variant);
      }
    }
    return found;
  }

  private static Variant variant(Task task, boolean isXla) {
    return switch (task.kind()) {
      case "mlp" -> mlp(task.sizes(), task.last(), isXla);
      case "cnn" -> cnn(task.sizes(), task.last(), isXla);
      case "gelu" ->
          kernel(
              isXla,
              (tf, x) ->
                  gelu(
                      tf,
                      tf.math.add(tf.math.mul(x, tf.constant(1.5f)), tf.constant(0.25f))),
              task.last());
      case "sum" -> kernel(isXla, (tf, x) -> tf.sum(x, tf.constant(0)), task.last());
      case "softmax" -> kernel(isXla, (tf, x) -> tf.nn.softmax(x), task.numbers(1));
      default -> null;
    };
  }

  private static Session session(Graph graph, boolean isXla) {
    OptimizerOptions.GlobalJitLevel level =
        isXla ? OptimizerOptions.GlobalJitLevel.ON_2 : OptimizerOptions.GlobalJitLevel.OFF;
    return new Session(
        graph,
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(1)
            .setGraphOptions(
                GraphOptions.newBuilder()
                    .setOptimizerOptions(
                        OptimizerOptions.newBuilder().setGlobalJitLevel(level)))
            .build());
  }

  private static Operand<TFloat32> uniform(Ops tf, int seed, double scale, long... shape) {
    Shape sizes = Shape.of(shape);
    return tf.constant(sizes, DataBuffers.of(Numbers.uniform((int) sizes.size(), seed, scale)));
  }

  private static Operand<TFloat32> gelu(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> erf = tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5))));
    return tf.math.mul(
        tf.math.mul(x, tf.constant(0.5f)), tf.math.add(erf, tf.constant(1f)));
  }

  private static Variant kernel(
      boolean isXla,
      BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> function,
      int... sizes) {
    Graph graph = new Graph();
    Ops tf = Ops.create(graph);
    long[] shape = Arrays.stream(sizes).asLongStream().toArray();
    // A variable: what is computed from constants alone is computed once.
    Variable<TFloat32> x = tf.variable(uniform(tf, 1, 3, shape));
    Operand<TFloat32> y = function.apply(tf, x);
    Session session = session(graph, isXla);
    session.runner().addTarget(tf.assign(x, uniform(tf, 1, 3, shape))).run();
    return new Variant(
        () -> session.runner().fetch(y).run().close(),
        () -> {
          try (Result result = session.runner().fetch(y).run()) {
            TFloat32 tensor = (TFloat32) result.get(0);
            float[] numbers = new float[(int) tensor.size()];
            tensor.copyTo(DataBuffers.of(numbers));
            return Numbers.size(numbers);
          }
        });
  }

  /// A network under construction: its variables, and what starts them.
  private static final class Network {
    final Graph graph = new Graph();
    final Ops tf = Ops.create(graph);
    final List<Variable<TFloat32>> variables = new ArrayList<>();
    final List<Operand<TFloat32>> starts = new ArrayList<>();
    int seed = 3;

    Variable<TFloat32> variable(Operand<TFloat32> start, long... shape) {
      Variable<TFloat32> variable = tf.variable(Shape.of(shape), TFloat32.class);
      variables.add(variable);
      starts.add(tf.assign(variable, start));
      return variable;
    }

    Variable<TFloat32> zeros(long... shape) {
      return variable(tf.zeros(tf.array(shape), TFloat32.class), shape);
    }

    Operand<TFloat32> dense(Operand<TFloat32> x, int in, int out) {
      Operand<TFloat32> weight =
          variable(uniform(tf, seed++, 1 / Math.sqrt(in), in, out), in, out);
      return tf.math.add(tf.linalg.matMul(x, weight), zeros(out));
    }

    Operand<TFloat32> convolution(Operand<TFloat32> x, int in, int out) {
      Operand<TFloat32> ours = uniform(tf, seed++, 1 / Math.sqrt(9 * in), out, in, 3, 3);
      Operand<TFloat32> theirs = tf.linalg.transpose(ours, tf.array(2, 3, 1, 0));
      Operand<TFloat32> weight = variable(theirs, 3, 3, in, out);
      Operand<TFloat32> y = tf.nn.conv2d(x, weight, List.of(1L, 1L, 1L, 1L), "SAME");
      return tf.nn.relu(tf.math.add(y, zeros(out)));
    }

    Variant step(Operand<TFloat32> loss, boolean isXla) {
      List<Operand<?>> inputs = new ArrayList<>(variables);
      Gradients gradients = Gradients.create(tf.scope(), List.of(loss), inputs);
      List<Variable<TFloat32>> trained = List.copyOf(variables);
      Variable<TFloat32> power1 = variable(tf.constant(0.9f));
      Variable<TFloat32> power2 = variable(tf.constant(0.999f));
      List<Operand<TFloat32>> updates = new ArrayList<>();
      for (int i = 0; i < trained.size(); i++) {
        long[] shape = trained.get(i).shape().asArray();
        updates.add(
            tf.train.applyAdam(
                trained.get(i),
                zeros(shape),
                zeros(shape),
                power1,
                power2,
                tf.constant(RATE),
                tf.constant(0.9f),
                tf.constant(0.999f),
                tf.constant(1e-8f),
                gradients.dy(i)));
      }
      Ops after = tf.withControlDependencies(new ArrayList<>(updates));
      Operand<TFloat32> next1 = after.assign(power1, after.math.mul(power1, tf.constant(0.9f)));
      Operand<TFloat32> next2 = after.assign(power2, after.math.mul(power2, tf.constant(0.999f)));
      Session session = session(graph, isXla);
      starts.forEach(start -> session.runner().addTarget(start).run());
      Runnable run =
          () -> session.runner().addTarget(next1).addTarget(next2).fetch(loss).run().close();
      return new Variant(
          run,
          () -> {
            for (int i = 0; i < STEPS; i++) {
              run.run();
            }
            try (Result result =
                session.runner().fetch(loss).addTarget(next1).addTarget(next2).run()) {
              return ((TFloat32) result.get(0)).getFloat();
            }
          });
    }

    Operand<TFloat32> crossEntropy(Operand<TFloat32> logits, int batch, int classes) {
      Operand<TInt32> labels =
          tf.constant(Shape.of(batch), DataBuffers.of(Numbers.classes(batch, 2, classes)));
      Operand<TFloat32> hot =
          tf.oneHot(labels, tf.constant(classes), tf.constant(1f), tf.constant(0f));
      return tf.math.mean(
          tf.nn.softmaxCrossEntropyWithLogits(logits, hot).loss(), tf.constant(0));
    }
  }

  private static Variant mlp(int[] sizes, int batch, boolean isXla) {
    Network network = new Network();
    Ops tf = network.tf;
    Variable<TFloat32> input = tf.variable(Shape.of(batch, sizes[0]), TFloat32.class);
    network.starts.add(tf.assign(input, uniform(tf, 1, 1, batch, sizes[0])));
    Operand<TFloat32> x = input;
    for (int i = 0; i + 1 < sizes.length; i++) {
      x = network.dense(x, sizes[i], sizes[i + 1]);
      x = i + 2 < sizes.length ? gelu(tf, x) : x;
    }
    int outputs = sizes[sizes.length - 1];
    Operand<TFloat32> loss =
        outputs == 1
            ? tf.math.mean(
                tf.math.squaredDifference(x, uniform(tf, 2, 1, batch, 1)), tf.array(0, 1))
            : network.crossEntropy(x, batch, outputs);
    return network.step(loss, isXla);
  }

  private static Variant cnn(int[] sizes, int batch, boolean isXla) {
    Network network = new Network();
    Ops tf = network.tf;
    Variable<TFloat32> input = tf.variable(Shape.of(batch, 28, 28, 1), TFloat32.class);
    network.starts.add(tf.assign(input, uniform(tf, 1, 1, batch, 28, 28, 1)));
    Operand<TFloat32> x = network.convolution(input, 1, sizes[0]);
    x = network.convolution(x, sizes[0], sizes[1]);
    x =
        tf.nn.maxPool(
            x, tf.array(1, 2, 2, 1), tf.array(1, 2, 2, 1), "VALID");
    // Our rows are channel by channel.
    x =
        tf.reshape(
            tf.linalg.transpose(x, tf.array(0, 3, 1, 2)), tf.array(batch, sizes[1] * 14 * 14));
    x = tf.nn.relu(network.dense(x, sizes[1] * 14 * 14, sizes[2]));
    x = network.dense(x, sizes[2], 10);
    return network.step(network.crossEntropy(x, batch, 10), isXla);
  }
}
