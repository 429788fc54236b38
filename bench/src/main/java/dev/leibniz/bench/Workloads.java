package dev.leibniz.bench;

import dev.leibniz.data.DType;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Grad1;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Jit1;
import dev.leibniz.function.Jit3;
import dev.leibniz.function.ValueAnd;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.learn.layer.LayerNorm;
import dev.leibniz.learn.loss.Losses;
import dev.leibniz.learn.model.Cnn;
import dev.leibniz.learn.model.Mlp;
import dev.leibniz.learn.model.Network;
import dev.leibniz.optimize.Adam;
import dev.leibniz.optimize.AdamState;
import dev.leibniz.optimize.Updated;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// What [SpeedReport] measures.
final class Workloads {
  private static final int MILLION = 1_000_000;

  private Workloads() {}

  /// Something that is run again and again.
  ///
  /// @param name what it is, with its sizes
  /// @param elements how many elements a run computes
  /// @param bytes how many bytes a run has to read and write at least; 0 where memory does not rule
  /// @param run does it once
  record Workload(String name, long elements, long bytes, Runnable run) {}

  /// The training steps, each with Adam and the cross-entropy.
  static List<Workload> steps() {
    RandomKey key = RandomKey.of(1);
    Activation gelu = Activation.GELU;
    return List.of(
        step("step 784-512-256-10, batch 128", Mlp.init(key, gelu, 784, 512, 256, 10), 128, 784),
        squaredStep("step 8-32-32-1, batch 32", Mlp.init(key, gelu, 8, 32, 32, 1), 32, 8),
        step(
            "step 784-2048-2048-10, batch 256", Mlp.init(key, gelu, 784, 2048, 2048, 10), 256, 784),
        step(
            "step CNN 32-64-128, 28×28, batch 64", Cnn.init(key, 28, 28, 32, 64, 128, 10), 64, 784),
        step(
            "step CNN 16-32-128, 28×28, batch 128",
            Cnn.init(key, 28, 28, 16, 32, 128, 10),
            128,
            784));
  }

  /// All that a step changes.
  record State<N>(N network, AdamState<N> adam) {}

  private static <N extends Network> Workload step(String name, N network, int batch, int inputs) {
    RandomKey key = RandomKey.of(2);
    Tensor x = key.normal(DType.F32, batch, inputs);
    Tensor y = key.fold(1).uniform(DType.F32, batch).times(10).convert(DType.I32);
    return step(name, network, x, y, Losses::crossEntropy);
  }

  private static Workload squaredStep(String name, Mlp network, int batch, int inputs) {
    RandomKey key = RandomKey.of(2);
    Tensor x = key.normal(DType.F32, batch, inputs);
    return step(name, network, x, x.mean(1).reshape(batch, 1), Losses::squaredError);
  }

  /// A loss of outputs and targets.
  private interface Loss {
    Tensor of(Tensor outputs, Tensor targets);
  }

  private static <N extends Network> Workload step(
      String name, N start, Tensor x, Tensor y, Loss loss) {
    Adam<N> adam = Adam.of(1e-4);
    Jit3<State<N>, Tensor, Tensor, State<N>> step =
        Jit.of(
                (State<N> state, Tensor features, Tensor targets) -> {
                  ValueAnd<N> slope =
                      Grad.of((N network) -> loss.of(network.apply(features), targets))
                          .withValue()
                          .apply(state.network());
                  Updated<N, AdamState<N>> next =
                      adam.step(state.network(), slope.gradient(), state.adam());
                  return new State<>(next.parameters(), next.state());
                })
            .donate(0);
    State<N> first = Jit.of((State<N> s) -> s).apply(new State<>(start, adam.init(start)));
    AtomicReference<State<N>> current = new AtomicReference<>(first);
    return new Workload(
        name, x.shape().extent(0), 0, () -> current.updateAndGet(state -> step.apply(state, x, y)));
  }

  /// Single operations.
  static List<Workload> kernels() {
    RandomKey key = RandomKey.of(3);
    Tensor line = key.normal(DType.F32, MILLION);
    Tensor rows = key.normal(DType.F32, 256, 1024);
    LayerNorm norm = LayerNorm.init(1024);
    Tensor images = key.normal(DType.F32, 8, 32, 28, 28);
    Grad1<Tensor> gradient = Grad.of((Tensor x) -> x.maxPool(2, 2).square().sum());
    Tensor weight = Tensor.scalar(1.5f);
    Tensor bias = Tensor.scalar(0.25f);
    return List.of(
        kernel("gelu(x·w + b), 1M", line, x -> Activation.GELU.apply(x.times(weight).plus(bias))),
        kernel("tanh(x), 1M", line, Tensor::tanh),
        kernel("exp(x), 1M", line, Tensor::exp),
        kernel("sum, 1M", line, Tensor::sum),
        kernel("softmax, 256×1024", rows, x -> x.softmax(1)),
        kernel("layer normalisation, 256×1024", rows, norm::apply),
        kernel("sum over columns, 256×1024", rows, x -> x.sum(0)),
        kernel("largest of 2×2, 8×32×28×28", images, x -> x.maxPool(2, 2)),
        kernel("its gradient", images, x -> gradient.apply(x)));
  }

  private static Workload kernel(String name, Tensor x, Function<Tensor, Tensor> function) {
    Jit1<Tensor, Tensor> compiled = Jit.of(function);
    return new Workload(name, x.shape().elements(), 0, () -> compiled.apply(x));
  }

  /// Adam alone, on ten million parameters: three arrays written and four read.
  static Workload adam() {
    int size = 10 * MILLION;
    Adam<Tensor> adam = Adam.of(1e-4);
    Tensor gradient = RandomKey.of(4).normal(DType.F32, size);
    Jit3<Tensor, AdamState<Tensor>, Tensor, Updated<Tensor, AdamState<Tensor>>> step =
        Jit.of((Tensor p, AdamState<Tensor> state, Tensor g) -> adam.step(p, g, state))
            .donate(0, 1);
    Tensor start = Tensor.ones(DType.F32, size);
    AtomicReference<Updated<Tensor, AdamState<Tensor>>> current =
        new AtomicReference<>(new Updated<>(start, adam.init(start)));
    return new Workload(
        "Adam, 10M parameters",
        size,
        28L * size,
        () -> current.updateAndGet(now -> step.apply(now.parameters(), now.state(), gradient)));
  }
}
