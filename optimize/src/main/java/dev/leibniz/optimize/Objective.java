package dev.leibniz.optimize;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.ValueAndGradient;
import dev.leibniz.calculus.ValueAndGradientFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
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

  static Objective of(MultivariateFunction f, Method.Kind kind, Derivatives given) {
    return switch (kind) {
      case NELDER_MEAD -> new Objective(f, null, null, null);
      case NEWTON, TRUST_REGION ->
          new Objective(
              f, gradient(f, given), given.hessian().orElseGet(() -> Calculus.hessian(f)), null);
      case TRUST_REGION_PRODUCTS ->
          new Objective(
              f,
              gradient(f, given),
              null,
              given.hessianVectorProduct().orElseGet(() -> Calculus.hessianVectorProduct(f)));
      case AUTOMATIC, GRADIENT_DESCENT, CONJUGATE_GRADIENT, BFGS, LBFGS ->
          new Objective(f, gradient(f, given), null, null);
    };
  }

  private static ValueAndGradientFunction gradient(MultivariateFunction f, Derivatives given) {
    return given.valueAndGradient().orElseGet(() -> Calculus.valueAndGradient(f));
  }

  double value(double[] x) {
    functions++;
    return function.applyAsDouble(x.clone());
  }

  ValueAndGradient gradient(double[] x) {
    gradients++;
    ValueAndGradient at = Objects.requireNonNull(gradient).apply(x.clone());
    checkLength("the gradient", at.gradient().length, x.length);
    return at;
  }

  double[][] hessian(double[] x) {
    hessians++;
    double[][] rows = Objects.requireNonNull(hessian).apply(x.clone());
    checkLength("the Hessian", rows.length, x.length);
    for (double[] row : rows) {
      checkLength("a row of the Hessian", row.length, x.length);
    }
    return rows;
  }

  double[] product(double[] x, double[] v) {
    products++;
    double[] hv = Objects.requireNonNull(product).apply(x.clone(), v.clone());
    checkLength("the Hessian's product with a vector", hv.length, x.length);
    return hv;
  }

  private static void checkLength(String what, int length, int variables) {
    if (length != variables) {
      throw new ArgumentException(
          Explanation.of("Minimize", what + " must have an element for each variable")
              .got("length " + length + ", variables " + variables));
    }
  }

  Evaluations evaluations() {
    return new Evaluations(functions, gradients, hessians, products);
  }

  int total() {
    return functions + gradients + hessians + products;
  }
}
