package dev.leibniz.integrate;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.VectorFunction;
import java.util.Arrays;

/// A right-hand side with its first and second derivatives, all of which come from the function
/// g(t, y, w, θ) = w·f(t, y, θ): ∂g/∂y = (∂f/∂y)ᵀw, ∂g/∂θ = (∂f/∂θ)ᵀw, and its Hessian times a
/// direction is the directional derivative of those two.
///
/// The argument is one vector: the number of components of y, t, y, w, θ.
final class LinearizedSystem {
  private static final int TIME = 1;

  /// Where y begins.
  static final int STATE = 2;

  private final OdeParameterFunction f;
  private final VectorFunction gradient;
  private final DirectionalFunction tangent;
  private final DirectionalFunction second;

  LinearizedSystem(OdeParameterFunction f) {
    VectorFunction slopes =
        x -> {
          int size = (int) x[0];
          return f.apply(
              x[TIME],
              Arrays.copyOfRange(x, STATE, STATE + size),
              Arrays.copyOfRange(x, STATE + 2 * size, x.length));
        };
    MultivariateFunction weighted =
        x -> {
          int size = (int) x[0];
          double[] slope =
              f.apply(
                  x[TIME],
                  Arrays.copyOfRange(x, STATE, STATE + size),
                  Arrays.copyOfRange(x, STATE + 2 * size, x.length));
          double sum = 0;
          for (int i = 0; i < slope.length; i++) {
            sum += x[STATE + size + i] * slope[i];
          }
          return sum;
        };
    this.f = f;
    this.gradient = Calculus.gradient(weighted);
    this.tangent = Calculus.jvp(slopes);
    this.second = Calculus.hessianVectorProduct(weighted);
  }

  /// The right-hand side with given parameters.
  OdeFunction with(double[] theta) {
    OdeParameterFunction function = f;
    return (t, y) -> function.apply(t, y, theta);
  }

  /// An argument with room for y and w.
  static double[] argument(int size, double[] theta) {
    double[] x = new double[STATE + 2 * size + theta.length];
    x[0] = size;
    System.arraycopy(theta, 0, x, STATE + 2 * size, theta.length);
    return x;
  }

  static void setTime(double[] x, double t) {
    x[TIME] = t;
  }

  /// A direction in which y, w and θ change, from an argument with the same parts.
  static double[] direction(int size, double[] theta) {
    double[] x = argument(size, theta);
    x[0] = 0;
    return x;
  }

  /// The gradient of g.
  double[] gradient(double[] x) {
    return gradient.apply(x);
  }

  /// The tangent of f.
  double[] tangent(double[] x, double[] direction) {
    return tangent.apply(x, direction);
  }

  /// The tangent of the gradient of g.
  double[] second(double[] x, double[] direction) {
    return second.apply(x, direction);
  }
}
