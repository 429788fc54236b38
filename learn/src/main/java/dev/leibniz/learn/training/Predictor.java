package dev.leibniz.learn.training;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Jit2;
import dev.leibniz.learn.data.Examples;
import dev.leibniz.learn.loss.Metrics;
import dev.leibniz.learn.model.Network;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.TensorAccess;
import java.util.stream.IntStream;

/// Outputs of a network for many examples, in chunks, by one compiled program.
///
/// @param <N> the network
public final class Predictor<N extends Network> {
  private static final int CHUNK = 1000;

  private final Jit2<N, Tensor, Tensor> outputs = Jit.of((N network, Tensor x) -> network.apply(x));

  /// A predictor.
  public Predictor() {}

  /// The outputs for features [n, …].
  public Tensor outputs(N network, TensorData features) {
    int count = Math.toIntExact(features.shape().extent(0));
    Examples rows = new Examples(features, TensorData.zeros(TensorType.of(DType.I32, count)));
    Tensor[] parts = new Tensor[Math.max(1, (count + CHUNK - 1) / CHUNK)];
    for (int i = 0; i < parts.length; i++) {
      int from = i * CHUNK;
      int to = Math.min(count, from + CHUNK);
      TensorData part = rows.select(IntStream.range(from, to).toArray()).features();
      parts[i] = outputs.apply(network, TensorAccess.of(part));
    }
    return parts.length == 1 ? parts[0] : Tensor.concat(0, parts);
  }

  /// The share of examples whose largest output is that of the label.
  public double accuracy(N network, Examples examples) {
    return Metrics.accuracy(
            outputs(network, examples.features()), TensorAccess.of(examples.targets()))
        .item();
  }
}
