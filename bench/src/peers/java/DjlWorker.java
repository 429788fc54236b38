import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import dev.leibniz.bench.peers.Numbers;
import dev.leibniz.bench.peers.Task;
import dev.leibniz.bench.peers.Worker;
import dev.leibniz.bench.peers.Worker.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Deep Java Library with its PyTorch engine as a worker.
final class DjlWorker {
  private static final int STEPS = 10;
  private static final float RATE = 1e-4f;
  private static final NDManager MANAGER = NDManager.newBaseManager(Device.cpu());

  private DjlWorker() {}

  /// Answers on standard input and output, on as many threads as the argument says.
  public static void main(String[] arguments) throws IOException {
    System.setProperty("ai.djl.pytorch.num_threads", arguments[0]);
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    Engine.getInstance();
    Worker.serve(DjlWorker::variants);
  }

  private static Map<String, Variant> variants(Task task) {
    return switch (task.kind()) {
      case "mlp" -> Map.of("DJL", mlp(task.sizes(), task.last()));
      case "cnn" -> Map.of("DJL", cnn(task.sizes(), task.last()));
      case "gelu" ->
          Map.of("DJL", kernel(x -> Activation.gelu(x.mul(1.5f).add(0.25f)), task.last()));
      case "sum" -> Map.of("DJL", kernel(NDArray::sum, task.last()));
      case "softmax" -> Map.of("DJL", kernel(x -> x.softmax(1), task.numbers(1)));
      default -> Map.of();
    };
  }

  private static NDArray uniform(NDManager manager, int seed, double scale, long... shape) {
    Shape sizes = new Shape(shape);
    return manager.create(Numbers.uniform((int) sizes.size(), seed, scale), sizes);
  }

  private static Variant kernel(UnaryOperator<NDArray> function, int... sizes) {
    long[] shape = new long[sizes.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes[i];
    }
    NDArray x = uniform(MANAGER, 1, 3, shape);
    return new Variant(
        () -> {
          try (NDManager scope = MANAGER.newSubManager()) {
            x.attach(scope);
            function.apply(x);
            x.attach(MANAGER);
          }
        },
        () -> Numbers.size(function.apply(x).toFloatArray()));
  }

  private static Variant mlp(int[] sizes, int batch) {
    SequentialBlock block = new SequentialBlock();
    for (int i = 0; i + 1 < sizes.length; i++) {
      block.add(Linear.builder().setUnits(sizes[i + 1]).build());
      if (i + 2 < sizes.length) {
        block.add(new ai.djl.nn.LambdaBlock(list -> new NDList(Activation.gelu(list.head()))));
      }
    }
    boolean isSquared = sizes[sizes.length - 1] == 1;
    NDArray y =
        isSquared
            ? uniform(MANAGER, 2, 1, batch, 1)
            : MANAGER.create(Numbers.classes(batch, 2, sizes[sizes.length - 1]));
    // DJL halves its squared error.
    Loss loss = isSquared ? Loss.l2Loss("loss", 1) : Loss.softmaxCrossEntropyLoss();
    return step(block, uniform(MANAGER, 1, 1, batch, sizes[0]), y, loss);
  }

  private static Variant cnn(int[] sizes, int batch) {
    SequentialBlock block = new SequentialBlock();
    Shape same = new Shape(1, 1);
    for (int i = 0; i < 2; i++) {
      block.add(
          Conv2d.builder()
              .setKernelShape(new Shape(3, 3))
              .setFilters(sizes[i])
              .optPadding(same)
              .build());
      block.add(Activation.reluBlock());
    }
    block.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
    block.add(Blocks.batchFlattenBlock());
    block.add(Linear.builder().setUnits(sizes[2]).build());
    block.add(Activation.reluBlock());
    block.add(Linear.builder().setUnits(10).build());
    NDArray y = MANAGER.create(Numbers.classes(batch, 2, 10));
    return step(
        block, uniform(MANAGER, 1, 1, batch, 1, 28, 28), y, Loss.softmaxCrossEntropyLoss());
  }

  /// A training step as a training loop without listeners takes it.
  private static Variant step(Block block, NDArray x, NDArray y, Loss loss) {
    block.initialize(
        MANAGER, ai.djl.ndarray.types.DataType.FLOAT32, new Shape(x.getShape().getShape()));
    List<Parameter> parameters = new ArrayList<>(block.getParameters().values());
    int seed = 3;
    for (Parameter parameter : parameters) {
      NDArray array = parameter.getArray();
      long[] shape = array.getShape().getShape();
      if (shape.length == 1) {
        array.set(new float[(int) shape[0]]);
        array.setRequiresGradient(true);
        continue;
      }
      if (shape.length == 2) {
        NDArray weight = uniform(MANAGER, seed++, 1 / Math.sqrt(shape[1]), shape[1], shape[0]);
        array.set(new NDIndex("..."), weight.transpose());
      } else {
        array.set(new NDIndex("..."), uniform(MANAGER, seed++, 1 / Math.sqrt(9 * shape[1]), shape));
      }
      array.setRequiresGradient(true);
    }
    Adam adam = Adam.builder().optLearningRateTracker(Tracker.fixed(RATE)).build();
    ParameterStore store = new ParameterStore(MANAGER, false);
    float[] last = new float[1];
    Runnable run = () -> run(block, parameters, x, y, loss, adam, store, null);
    return new Variant(
        run,
        () -> {
          for (int i = 0; i <= STEPS; i++) {
            run(block, parameters, x, y, loss, adam, store, last);
          }
          return last[0];
        });
  }

  private static void run(
      Block block,
      List<Parameter> parameters,
      NDArray x,
      NDArray y,
      Loss loss,
      Adam adam,
      ParameterStore store,
      float[] last) {
    try (NDManager scope = MANAGER.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray features = x;
      features.attach(scope);
      y.attach(scope);
      NDArray value =
          loss.evaluate(
              new NDList(y), block.forward(store, new NDList(features), true));
      collector.backward(value);
      for (Parameter parameter : parameters) {
        NDArray array = parameter.getArray();
        adam.update(parameter.getId(), array, array.getGradient());
      }
      collector.zeroGradients();
      if (last != null) {
        last[0] = value.getFloat();
      }
      x.attach(MANAGER);
      y.attach(MANAGER);
    }
  }
}
