package dev.leibniz.calculus;

import java.io.Serializable;
import java.util.function.DoubleFunction;

/// A vector that depends on one real variable, such as `t -> new double[] {Math.cos(t),
/// Math.sin(t)}`.
@FunctionalInterface
public interface PathFunction extends DoubleFunction<double[]>, Serializable {
  @Override
  double[] apply(double t);
}
