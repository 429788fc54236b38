package dev.leibniz.optimize;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.ValueAndGradient;
import dev.leibniz.calculus.ValueAndGradientFunction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A function with the derivatives that a method needs, counted.
final class Objective {
  private final MultivariateFunction function;
  private final @Nullable ValueAndGradientFunction gradient;
  private final @Nullable MatrixFunction hessian;
  private final @Nullable DirectionalFunction product;
  private int functions;
  private int gradients;
  private int hessians;
  private int products;

  private Objective(
      MultivariateFunction function,
      @Nullable ValueAndGradientFunction gradient,
      @Nullable MatrixFunction hessian,
      @Nullable DirectionalFunction product) {
    this.function = function;
    this.gradient = gradient;
    this.hessian = hessian;
    this.product = product;
  }

  static Objective of(MultivariateFunction f, Method.Kind kind, int variables) {
    return switch (kind) {
      case NELDER_MEAD -> new Objective(f, null, null, null);
      case NEWTON, TRUST_REGION ->
          new Objective(f, Calculus.valueAndGradient(f), Calculus.hessian(f), null);
      case TRUST_REGION_PRODUCTS ->
          new Objective(f, Calculus.valueAndGradient(f), null, Calculus.hessianVectorProduct(f));
      case AUTOMATIC, GRADIENT_DESCENT, CONJUGATE_GRADIENT, BFGS, LBFGS ->
          new Objective(f, Calculus.valueAndGradient(f), null, null);
    };
  }

  double value(double[] x) {
    functions++;
    return function.applyAsDouble(x.clone());
  }

  ValueAndGradient gradient(double[] x) {
    gradients++;
    return Objects.requireNonNull(gradient).apply(x.clone());
  }

  double[][] hessian(double[] x) {
    hessians++;
    return Objects.requireNonNull(hessian).apply(x.clone());
  }

  double[] product(double[] x, double[] v) {
    products++;
    return Objects.requireNonNull(product).apply(x.clone(), v.clone());
  }

  boolean hasGradient() {
    return gradient != null;
  }

  Evaluations evaluations() {
    return new Evaluations(functions, gradients, hessians, products);
  }

  int total() {
    return functions + gradients + hessians + products;
  }
}
