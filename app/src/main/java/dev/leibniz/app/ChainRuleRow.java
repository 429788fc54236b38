package dev.leibniz.app;

import dev.leibniz.function.GradCheck;
import dev.leibniz.function.GradientCheck;
import dev.leibniz.learn.data.Examples;
import dev.leibniz.learn.layer.Activation;
import dev.leibniz.learn.loss.Losses;
import dev.leibniz.learn.model.Mlp;
import dev.leibniz.learn.training.Predictor;
import dev.leibniz.learn.training.Trained;
import dev.leibniz.learn.training.Trainer;
import dev.leibniz.learn.training.TrainingOptions;
import dev.leibniz.optimize.Adam;
import dev.leibniz.optimize.AdamState;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.TensorAccess;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// The chain rule: backpropagation through a network, against differences of the loss.
final class ChainRuleRow implements TourRow {
  ChainRuleRow() {}

  @Override
  public String title() {
    return "Chain rule: errors carried back. A network 64-64-10 on UCI digits (1,797 images)";
  }

  @Override
  public Outcome run() {
    TrainingData data = TrainingData.digits();
    Mlp start = Mlp.init(RandomKey.of(7), Activation.TANH, 64, 64, 10);
    Trainer<Mlp, AdamState<Mlp>> trainer =
        Trainer.classifier((Mlp m, Tensor x) -> m.apply(x), Adam.of(3e-3));
    Trained<Mlp> trained =
        trainer.fit(start, data.train(), TrainingOptions.defaults().epochs(40).batch(64));
    double accuracy = new Predictor<Mlp>().accuracy(trained.parameters(), data.test());
    Examples few = data.train().select(IntStream.range(0, 20).toArray());
    Tensor x = TensorAccess.of(few.features());
    Tensor y = TensorAccess.of(few.targets());
    GradientCheck check = GradCheck.of((Mlp m) -> Losses.crossEntropy(m.apply(x), y)).at(start);
    double worst =
        check.rows().stream()
            .mapToDouble(row -> Math.abs(row.derivative() - row.difference()) / row.tolerance())
            .max()
            .orElse(0);
    return new Outcome(
        List.of(
            String.format(Locale.ROOT, "test accuracy %.4f on every fifth image", accuracy),
            String.format(
                Locale.ROOT,
                "gradient against differences of the loss (f32): %d leaves, worst at %.2f of the"
                    + " tolerance",
                check.rows().size(),
                worst)),
        check.passed() && accuracy >= 0.96);
  }
}
