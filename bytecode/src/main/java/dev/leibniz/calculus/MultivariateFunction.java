package dev.leibniz.calculus;

import java.io.Serializable;
import java.util.function.ToDoubleFunction;

/// A real function of a vector, such as `x -> x[0] * x[1]`.
@FunctionalInterface
public interface MultivariateFunction extends ToDoubleFunction<double[]>, Serializable {
  @Override
  double applyAsDouble(double[] x);
}
