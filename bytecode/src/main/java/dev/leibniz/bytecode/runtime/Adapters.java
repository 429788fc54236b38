package dev.leibniz.bytecode.runtime;

import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.PathFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.calculus.VectorFunction;

/// Where the lifting of a function begins: one call of it.
public final class Adapters {
  private Adapters() {}

  public static double univariate(double x, UnivariateFunction f) {
    return f.applyAsDouble(x);
  }

  public static double multivariate(double[] x, MultivariateFunction f) {
    return f.applyAsDouble(x);
  }

  public static double[] path(double t, PathFunction f) {
    return f.apply(t);
  }

  public static double[] directional(double[] x, double[] v, DirectionalFunction f) {
    return f.apply(x, v);
  }

  public static double[] vector(double[] x, VectorFunction f) {
    return f.apply(x);
  }
}
