package dev.leibniz.integrate;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.ValueAndGradient;
import dev.leibniz.calculus.ValueAndGradientFunction;
import java.util.Arrays;

/// A loss and its derivatives by states and parameters.
///
/// The argument is one vector: the number of times, the number of components of a state, the states
/// row by row, θ.
final class LossDerivatives {
  private static final int STATES = 2;

  private final OdeLoss loss;
  private final ValueAndGradientFunction gradient;
  private final DirectionalFunction second;

  LossDerivatives(OdeLoss loss) {
    MultivariateFunction packed =
        x -> {
          int count = (int) x[0];
          int size = (int) x[1];
          double[][] states = new double[count][];
          for (int i = 0; i < count; i++) {
            states[i] = Arrays.copyOfRange(x, STATES + i * size, STATES + (i + 1) * size);
          }
          return loss.apply(states, Arrays.copyOfRange(x, STATES + count * size, x.length));
        };
    this.loss = loss;
    this.gradient = Calculus.valueAndGradient(packed);
    this.second = Calculus.hessianVectorProduct(packed);
  }

  /// A number, and its cotangents or tangents by states and parameters.
  @SuppressWarnings("ArrayRecordComponent") // of this package, and never compared
  record Parts(double value, double[][] states, double[] theta) {}

  double value(double[][] states, double[] theta) {
    return loss.apply(states, theta);
  }

  Parts gradient(double[][] states, double[] theta) {
    ValueAndGradient both = gradient.apply(pack(states, theta));
    return unpack(both.value(), both.gradient(), states, theta);
  }

  /// The tangent of the gradient.
  Parts second(double[][] states, double[] theta, double[][] stateTangents, double[] thetaTangent) {
    double[] direction = pack(stateTangents, thetaTangent);
    direction[0] = 0;
    direction[1] = 0;
    double[] product = second.apply(pack(states, theta), direction);
    return unpack(0, product, states, theta);
  }

  private static double[] pack(double[][] states, double[] theta) {
    int size = states[0].length;
    double[] x = new double[STATES + states.length * size + theta.length];
    x[0] = states.length;
    x[1] = size;
    for (int i = 0; i < states.length; i++) {
      System.arraycopy(states[i], 0, x, STATES + i * size, size);
    }
    System.arraycopy(theta, 0, x, STATES + states.length * size, theta.length);
    return x;
  }

  private static Parts unpack(double value, double[] x, double[][] states, double[] theta) {
    int size = states[0].length;
    double[][] parts = new double[states.length][];
    for (int i = 0; i < states.length; i++) {
      parts[i] = Arrays.copyOfRange(x, STATES + i * size, STATES + (i + 1) * size);
    }
    int end = STATES + states.length * size;
    return new Parts(value, parts, Arrays.copyOfRange(x, end, end + theta.length));
  }
}
