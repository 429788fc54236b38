import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import java.util.Arrays;

/// The gradient of ten million steps of Euler's method, in a heap of 64 MB: how the end of a damped
/// swing depends on where it begins and on its friction.
class LongLoop {
  static final int STEPS = 10_000_000;
  static final double STEP = 1e-6;

  static double[] swing(double[] y, double friction) {
    double force = -Math.sin(y[0]) - friction * y[1];
    return new double[] {y[0] + STEP * y[1], y[1] + STEP * force};
  }

  public static void main(String[] arguments) {
    MultivariateFunction end =
        p -> Calculus.checkpointed(y -> swing(y, p[2]), new double[] {p[0], p[1]}, STEPS)[0];
    double[] at = {1, 0, 0.1};
    System.out.println(end.applyAsDouble(at));
    System.out.println(Arrays.toString(Calculus.gradient(end).apply(at)));
  }
}
