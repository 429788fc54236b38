package dev.leibniz.bench;

import dev.leibniz.data.DType;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Jit3;
import dev.leibniz.function.ValueAnd;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.learn.loss.Losses;
import dev.leibniz.learn.model.Mlp;
import dev.leibniz.optimize.Adam;
import dev.leibniz.optimize.AdamState;
import dev.leibniz.optimize.Updated;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;

/// The training of a network of dense layers, step by step, for measurements of memory.
public final class TrainingSteps {
  /// All that a step changes.
  ///
  /// @param network the weights
  /// @param adam the optimizer's state
  public record State(Mlp network, AdamState<Mlp> adam) {}

  private final Jit3<State, Tensor, Tensor, State> step;
  private final Tensor x;
  private final Tensor y;
  private final boolean isDonated;
  private State state;

  /// @param isDonated whether a step's results take the memory of its arguments
  /// @param batch the number of examples
  /// @param sizes the sizes of the layers
  public TrainingSteps(boolean isDonated, int batch, int... sizes) {
    RandomKey key = RandomKey.of(1);
    this.isDonated = isDonated;
    this.x = key.fold(1).normal(DType.F32, batch, sizes[0]);
    this.y = key.fold(2).normal(DType.F32, batch, sizes[sizes.length - 1]);
    Adam<Mlp> adam = Adam.of(1e-4);
    Mlp network = Mlp.init(key, Activation.GELU, sizes);
    this.state = new State(network, adam.init(network));
    Jit3<State, Tensor, Tensor, State> function =
        Jit.of((State now, Tensor features, Tensor targets) -> {
          ValueAnd<Mlp> slope =
              Grad.of((Mlp net) -> Losses.squaredError(net.apply(features), targets))
                  .withValue()
                  .apply(now.network());
          Updated<Mlp, AdamState<Mlp>> next =
              adam.step(now.network(), slope.gradient(), now.adam());
          return new State(next.parameters(), next.state());
        });
    this.step = isDonated ? function.donate(0) : function;
  }

  /// Takes steps.
  public void run(int count) {
    for (int i = 0; i < count; i++) {
      state = step.apply(state, x, y);
    }
  }

  /// The bytes of a state's tensors.
  public long stateBytes() {
    long parameters =
        state.network().layers().stream()
            .mapToLong(layer -> layer.weight().shape().elements() + layer.bias().shape().elements())
            .sum();
    return 3 * parameters * DType.F32.bytes();
  }

  /// The bytes of a step's results that need new memory: with donation, none.
  public long resultBytes() {
    return isDonated ? 0 : stateBytes();
  }

  /// What `explain` says of memory: the bytes of intermediate values and of results.
  public long plannedBytes() {
    String text = step.explain(state, x, y);
    String line = text.substring(text.lastIndexOf("intermediate values "));
    String[] words = line.split(" ", -1);
    return Long.parseLong(words[2]) + Long.parseLong(words[5]);
  }
}
