package dev.leibniz.bytecode.runtime;

import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.PathFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.calculus.ValueAndGradient;
import dev.leibniz.calculus.ValueAndGradientFunction;
import dev.leibniz.calculus.VectorFunction;

/// What a call of `Calculus` means inside code that is differentiated itself: the method of the
/// same name here is read in its place.
///
/// The point is copied, so that an array that a function captures and is called with as well counts
/// as a constant where it is captured.
public final class Nested {
  private Nested() {}

  public static UnivariateFunction derivative(UnivariateFunction f) {
    return x -> Sweeps.derivative(x, f);
  }

  public static MultivariateFunction partial(MultivariateFunction f, int index) {
    return x -> Sweeps.directional(x.clone(), f, unit(x.length, index));
  }

  public static VectorFunction gradient(MultivariateFunction f) {
    return x -> {
      double[] gradient = new double[x.length];
      double _ = Sweeps.gradient(x.clone(), f, gradient);
      return gradient;
    };
  }

  public static ValueAndGradientFunction valueAndGradient(MultivariateFunction f) {
    return x -> {
      double[] gradient = new double[x.length];
      double value = Sweeps.gradient(x.clone(), f, gradient);
      return new ValueAndGradient(value, gradient);
    };
  }

  public static DirectionalFunction directional(MultivariateFunction f) {
    return (x, v) -> {
      double[] rate = new double[1];
      rate[0] = Sweeps.directional(x.clone(), f, v.clone());
      return rate;
    };
  }

  public static DirectionalFunction jvp(VectorFunction f) {
    return (x, v) -> Sweeps.jvp(x.clone(), f, v.clone());
  }

  public static DirectionalFunction vjp(VectorFunction f) {
    return (x, w) -> {
      double[] gradient = new double[x.length];
      double _ = Sweeps.vjp(x.clone(), f, gradient, w.clone());
      return gradient;
    };
  }

  public static MatrixFunction jacobian(VectorFunction f) {
    return x -> {
      int rows = f.apply(x.clone()).length;
      double[][] jacobian = new double[rows][x.length];
      for (int i = 0; i < rows; i++) {
        double _ = Sweeps.vjp(x.clone(), f, jacobian[i], unit(rows, i));
      }
      return jacobian;
    };
  }

  public static DirectionalFunction hessianVectorProduct(MultivariateFunction f) {
    VectorFunction gradient = gradient(f);
    return (x, v) -> Sweeps.jvp(x.clone(), gradient, v.clone());
  }

  public static MatrixFunction hessian(MultivariateFunction f) {
    VectorFunction gradient = gradient(f);
    return x -> {
      double[][] hessian = new double[x.length][];
      for (int i = 0; i < x.length; i++) {
        hessian[i] = Sweeps.jvp(x.clone(), gradient, unit(x.length, i));
      }
      return hessian;
    };
  }

  public static double[] checkpointed(VectorFunction step, double[] start, int steps) {
    return Checkpoints.iterate(step, _ -> start, steps);
  }

  public static int size() {
    return Sweeps.parameters();
  }

  public static UnivariateFunction univariateTangent(UnivariateFunction f) {
    return x -> Sweeps.univariateTangent(x, f);
  }

  public static MultivariateFunction multivariateTangent(MultivariateFunction f) {
    return x -> Sweeps.multivariateTangent(x, f);
  }

  public static VectorFunction vectorTangent(VectorFunction f) {
    return x -> Sweeps.vectorTangent(x, f);
  }

  public static PathFunction pathTangent(PathFunction f) {
    return x -> Sweeps.pathTangent(x, f);
  }

  public static PathFunction pathPullback(PathFunction f, double[] w) {
    return x -> {
      double[] gradient = new double[Sweeps.parameters()];
      double _ = Sweeps.pathGradient(x, f, gradient, w.clone());
      return gradient;
    };
  }

  public static PathFunction univariateGradient(UnivariateFunction f) {
    return x -> {
      double[] gradient = new double[Sweeps.parameters()];
      double _ = Sweeps.univariateGradient(x, f, gradient);
      return gradient;
    };
  }

  public static VectorFunction multivariateGradient(MultivariateFunction f) {
    return x -> {
      double[] gradient = new double[Sweeps.parameters()];
      double _ = Sweeps.multivariateGradient(x, f, gradient);
      return gradient;
    };
  }

  public static DirectionalFunction vectorPullback(VectorFunction f) {
    return (x, w) -> {
      double[] gradient = new double[Sweeps.parameters()];
      double _ = Sweeps.vectorGradient(x, f, gradient, w.clone());
      return gradient;
    };
  }

  private static double[] unit(int length, int index) {
    double[] unit = new double[length];
    unit[index] = 1;
    return unit;
  }
}
