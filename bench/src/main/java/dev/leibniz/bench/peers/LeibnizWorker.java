package dev.leibniz.bench.peers;

import dev.leibniz.bench.peers.Worker.Variant;
import dev.leibniz.data.DType;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Jit1;
import dev.leibniz.function.Jit2;
import dev.leibniz.function.Jit3;
import dev.leibniz.function.ValueAnd;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.learn.layer.Convolution2d;
import dev.leibniz.learn.layer.Dense;
import dev.leibniz.learn.layer.LayerNorm;
import dev.leibniz.learn.loss.Losses;
import dev.leibniz.learn.model.Cnn;
import dev.leibniz.learn.model.Mlp;
import dev.leibniz.learn.model.Network;
import dev.leibniz.optimize.Adam;
import dev.leibniz.optimize.AdamState;
import dev.leibniz.optimize.Updated;
import dev.leibniz.tensor.ConvolutionOptions;
import dev.leibniz.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/// Leibniz as a worker, on as many threads as `-Dleibniz.threads` says.
final class LeibnizWorker {
  private static final double RATE = 1e-4;

  /// The steps after which the losses of workers are compared.
  private static final int STEPS = 10;

  private LeibnizWorker() {}

  /// Answers on standard input and output.
  public static void main(String[] arguments) throws IOException {
    int threads = Integer.getInteger("leibniz.threads", 1);
    Worker.serve(task -> variants(task, threads));
  }

  private static Map<String, Variant> variants(Task task, int threads) {
    int[] sizes = task.kind().equals("matmul") ? task.numbers(2) : new int[0];
    return Map.of(
        "Leibniz",
        switch (task.kind()) {
          case "mlp" -> mlp(task.sizes(), task.last());
          case "cnn" -> cnn(task.sizes(), task.last());
          case "gelu" -> gelu(task.last());
          case "sum" -> kernel(line(task.last()), Tensor::sum);
          case "softmax" -> kernel(rows(task.numbers(1)), x -> x.softmax(1));
          case "layernorm" -> kernel(rows(task.numbers(1)), LayerNorm.init(task.last())::apply);
          case "adam" -> adam(task.last());
          case "matmul" -> product(task.words()[1].equals("f32") ? DType.F32 : DType.F64, sizes);
          case "peak" -> Machine.peak(task.words()[1].equals("f32"), threads);
          case "bandwidth" -> Machine.bandwidth(task.last(), threads);
          default -> throw new IllegalArgumentException(task.text());
        });
  }

  private static Tensor line(int length) {
    return Tensor.of(Numbers.uniform(length, 1, 3));
  }

  private static Tensor rows(int[] sizes) {
    return Tensor.of(Numbers.uniform(sizes[0] * sizes[1], 1, 3), sizes);
  }

  private static double size(Tensor y) {
    return y.dtype() == DType.F32
        ? Numbers.size(y.toFloatArray())
        : Numbers.size(y.toDoubleArray());
  }

  private static Variant kernel(Tensor x, Function<Tensor, Tensor> function) {
    Jit1<Tensor, Tensor> compiled = Jit.of(function);
    return new Variant(() -> compiled.apply(x), () -> size(compiled.apply(x)));
  }

  private static Variant kernel(Tensor x, Tensor y, BinaryOperator<Tensor> function) {
    Jit2<Tensor, Tensor, Tensor> compiled = Jit.of(function);
    return new Variant(() -> compiled.apply(x, y), () -> size(compiled.apply(x, y)));
  }

  private static Variant gelu(int length) {
    Tensor weight = Tensor.scalar(1.5f);
    Tensor bias = Tensor.scalar(0.25f);
    return kernel(line(length), x -> Activation.GELU.apply(x.times(weight).plus(bias)));
  }

  private static Variant product(DType dtype, int[] sizes) {
    int left = sizes[0] * sizes[1];
    int right = sizes[1] * sizes[2];
    return dtype == DType.F32
        ? kernel(
            Tensor.of(Numbers.uniform(left, 1, 1), sizes[0], sizes[1]),
            Tensor.of(Numbers.uniform(right, 2, 1), sizes[1], sizes[2]),
            Tensor::matmul)
        : kernel(
            Tensor.of(Numbers.uniformDoubles(left, 1, 1), sizes[0], sizes[1]),
            Tensor.of(Numbers.uniformDoubles(right, 2, 1), sizes[1], sizes[2]),
            Tensor::matmul);
  }

  private static Variant adam(int length) {
    Adam<Tensor> adam = Adam.of(RATE);
    Tensor gradient = line(length);
    Jit3<Tensor, AdamState<Tensor>, Tensor, Updated<Tensor, AdamState<Tensor>>> step =
        Jit.of((Tensor p, AdamState<Tensor> state, Tensor g) -> adam.step(p, g, state))
            .donate(0, 1);
    Tensor start = Tensor.of(Numbers.uniform(length, 2, 1));
    AtomicReference<Updated<Tensor, AdamState<Tensor>>> current =
        new AtomicReference<>(new Updated<>(start, adam.init(start)));
    Runnable run =
        () -> current.updateAndGet(now -> step.apply(now.parameters(), now.state(), gradient));
    return new Variant(
        run,
        () -> {
          run.run();
          return size(current.get().parameters());
        });
  }

  /// The layer of number `seed`: weights uniform in ±1/√in, biases zero.
  private static Dense dense(int in, int out, int seed) {
    return new Dense(
        Tensor.of(Numbers.uniform(in * out, seed, 1 / Math.sqrt(in)), in, out),
        Tensor.zeros(DType.F32, out));
  }

  private static Convolution2d convolution(int in, int out, int seed) {
    return new Convolution2d(
        Tensor.of(Numbers.uniform(out * in * 9, seed, 1 / Math.sqrt(9 * in)), out, in, 3, 3),
        Tensor.zeros(DType.F32, out),
        ConvolutionOptions.defaults().padding(1));
  }

  private static Variant mlp(int[] sizes, int batch) {
    List<Dense> layers = new ArrayList<>();
    for (int i = 0; i + 1 < sizes.length; i++) {
      layers.add(dense(sizes[i], sizes[i + 1], i + 3));
    }
    Tensor x = Tensor.of(Numbers.uniform(batch * sizes[0], 1, 1), batch, sizes[0]);
    Mlp network = new Mlp(layers, Activation.GELU);
    return sizes[sizes.length - 1] == 1
        ? step(network, x, Tensor.of(Numbers.uniform(batch, 2, 1), batch, 1), Losses::squaredError)
        : step(
            network,
            x,
            Tensor.of(Numbers.classes(batch, 2, sizes[sizes.length - 1]), batch),
            Losses::crossEntropy);
  }

  private static Variant cnn(int[] sizes, int batch) {
    Cnn network =
        new Cnn(
            convolution(1, sizes[0], 3),
            convolution(sizes[0], sizes[1], 4),
            dense(sizes[1] * 14 * 14, sizes[2], 5),
            dense(sizes[2], 10, 6),
            Activation.RELU,
            28,
            28);
    Tensor x = Tensor.of(Numbers.uniform(batch * 784, 1, 1), batch, 784);
    return step(network, x, Tensor.of(Numbers.classes(batch, 2, 10), batch), Losses::crossEntropy);
  }

  /// All that a step changes, and the loss before it.
  record State<N>(N network, AdamState<N> adam) {}

  /// What a step gives.
  record Stepped<N>(State<N> state, Tensor loss) {}

  private static <N extends Network> Variant step(
      N network, Tensor x, Tensor y, BinaryOperator<Tensor> loss) {
    Adam<N> adam = Adam.of(RATE);
    Jit3<State<N>, Tensor, Tensor, Stepped<N>> step =
        Jit.of(
                (State<N> state, Tensor features, Tensor targets) -> {
                  ValueAnd<N> slope =
                      Grad.of((N now) -> loss.apply(now.apply(features), targets))
                          .withValue()
                          .apply(state.network());
                  Updated<N, AdamState<N>> next =
                      adam.step(state.network(), slope.gradient(), state.adam());
                  return new Stepped<>(new State<>(next.parameters(), next.state()), slope.value());
                })
            .donate(0);
    AtomicReference<Stepped<N>> current =
        new AtomicReference<>(
            new Stepped<>(new State<>(network, adam.init(network)), Tensor.scalar(0f)));
    Runnable run = () -> current.updateAndGet(now -> step.apply(now.state(), x, y));
    return new Variant(
        run,
        () -> {
          for (int i = 0; i <= STEPS; i++) {
            run.run();
          }
          return current.get().loss().item();
        });
  }
}
