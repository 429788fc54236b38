import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
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

/// A network learns exclusive or.
class Xor {
  public static void main(String[] arguments) {
    Examples xor =
        new Examples(
            TensorData.of(
                TensorType.of(DType.F32, 4, 2), new float[] {0, 0, 0, 1, 1, 0, 1, 1}),
            TensorData.of(TensorType.of(DType.I32, 4), new int[] {0, 1, 1, 0}));
    Trainer<Mlp, AdamState<Mlp>> trainer =
        Trainer.of(
            (Mlp m, Tensor x, Tensor y) -> Losses.crossEntropy(m.apply(x), y), Adam.of(1e-2));
    Mlp start = Mlp.init(RandomKey.of(1), Activation.TANH, 2, 16, 2);
    Trained<Mlp> trained = trainer.fit(start, xor, TrainingOptions.defaults().epochs(200).batch(4));
    double accuracy = new Predictor<Mlp>().accuracy(trained.parameters(), xor);
    System.out.println("accuracy " + accuracy);
  }
}
