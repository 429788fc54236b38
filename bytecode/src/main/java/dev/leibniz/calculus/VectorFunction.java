package dev.leibniz.calculus;

import java.io.Serializable;
import java.util.function.UnaryOperator;

/// A vector of real functions of a vector, such as `x -> new double[] {x[0] + x[1], x[0] * x[1]}`.
@FunctionalInterface
public interface VectorFunction extends UnaryOperator<double[]>, Serializable {
  @Override
  double[] apply(double[] x);
}
