package dev.leibniz.calculus;

import java.io.Serializable;
import java.util.function.DoubleUnaryOperator;

/// A real function of one real variable, such as `x -> x * x * Math.sin(x)`.
///
/// It is serializable so that the code behind a lambda can be found.
@FunctionalInterface
public interface UnivariateFunction extends DoubleUnaryOperator, Serializable {}
