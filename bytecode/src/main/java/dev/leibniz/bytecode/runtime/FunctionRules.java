package dev.leibniz.bytecode.runtime;

import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.calculus.VectorFunction;

/// The rules of a method whose derivative is given by functions, which count as further arguments.
public final class FunctionRules {
  private FunctionRules() {}

  public static double univariateBy0(double x, UnivariateFunction derivative, double v, double t) {
    return derivative.applyAsDouble(x) * t;
  }

  public static double[] multivariateBy0(double[] x, VectorFunction gradient, double v, double t) {
    double[] product = gradient.apply(x.clone());
    for (int i = 0; i < product.length; i++) {
      product[i] *= t;
    }
    return product;
  }

  public static double[] vectorTangentBy0(
      double[] x, DirectionalFunction jvp, DirectionalFunction vjp, double[] v, double[] tangent) {
    return jvp.apply(x, tangent);
  }

  public static double[] vectorCotangentBy0(
      double[] x, DirectionalFunction jvp, DirectionalFunction vjp, double[] v, double[] w) {
    return vjp.apply(x, w);
  }
}
