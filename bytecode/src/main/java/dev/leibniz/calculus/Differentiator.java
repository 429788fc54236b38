package dev.leibniz.calculus;

import dev.leibniz.bytecode.Derivatives;
import dev.leibniz.bytecode.Engine;
import dev.leibniz.bytecode.Explainer;
import dev.leibniz.bytecode.Flattening;
import dev.leibniz.bytecode.Settings;
import dev.leibniz.bytecode.SparseDerivatives;
import dev.leibniz.bytecode.Sparsity;
import dev.leibniz.bytecode.runtime.Checkpoints;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.lang.invoke.MethodHandles;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// Derivatives of plain Java: reads a function's bytecode and writes the bytecode of its
/// derivative.
///
/// Every method refuses, before anything runs, a function that does what cannot be differentiated:
/// an `UnsupportedCodeException` names the line and the instruction. A function that throws does so
/// here as well, with its own exception. The results can be differentiated again, and may be called
/// inside functions that are.
public final class Differentiator {
  private static final double ROUNDING = Math.ulp(1.0);

  /// Without rules, and with no rights but our own.
  public static final Differentiator PLAIN = new Differentiator(Settings.PLAIN);

  private final Settings settings;

  private Differentiator(Settings settings) {
    this.settings = settings;
  }

  /// The same with the rights of `lookup`, to read private fields in a module that is not open.
  public Differentiator with(MethodHandles.Lookup lookup) {
    return new Differentiator(settings.with(lookup));
  }

  /// The same with one more derivative by hand.
  public Differentiator with(DerivativeRule rule) {
    return new Differentiator(settings.with(rule));
  }

  /// f′.
  public UnivariateFunction derivative(UnivariateFunction f) {
    return derivative(f, 1);
  }

  /// The derivative of the given order; order 0 is f itself.
  public UnivariateFunction derivative(UnivariateFunction f, int order) {
    refuseNegative("derivative", order);
    if (order == 0) {
      return f;
    }
    return f instanceof Engine.Derivative inner
        ? new Engine.Derivative(inner.function(), inner.order() + order, settings)
        : new Engine.Derivative(f, order, settings);
  }

  /// ∂f/∂x`[index]`.
  public MultivariateFunction partial(MultivariateFunction f, int index) {
    return new Derivatives.Partial(f, index, settings);
  }

  /// ∇f, in one reverse sweep.
  public VectorFunction gradient(MultivariateFunction f) {
    return new Derivatives.Gradient(f, settings);
  }

  /// f and ∇f, in one reverse sweep.
  public ValueAndGradientFunction valueAndGradient(MultivariateFunction f) {
    return new Derivatives.WithValue(f, settings);
  }

  /// The rate of change of f along a direction, ∇f(x)·v, as a vector of one element.
  public DirectionalFunction directional(MultivariateFunction f) {
    return new Derivatives.Directional(f, settings);
  }

  /// J(x)·v, in one forward sweep.
  public DirectionalFunction jvp(VectorFunction f) {
    return new Derivatives.Pushforward(f, settings);
  }

  /// J(x)ᵀ·w, in one reverse sweep.
  public DirectionalFunction vjp(VectorFunction f) {
    return new Derivatives.Pullback(f, settings);
  }

  /// The Jacobian `[i][j]` = ∂fᵢ/∂xⱼ: forward sweeps where f has no more arguments than values,
  /// reverse sweeps otherwise.
  public MatrixFunction jacobian(VectorFunction f) {
    return new Derivatives.Jacobian(f, settings);
  }

  /// The Hessian `[i][j]` = ∂²f/∂xᵢ∂xⱼ, one forward-over-reverse sweep per column.
  public MatrixFunction hessian(MultivariateFunction f) {
    return new Derivatives.Hessian(f, settings);
  }

  /// H(x)·v, in one forward-over-reverse sweep (Pearlmutter, "Fast exact multiplication by the
  /// Hessian", 1994).
  public DirectionalFunction hessianVectorProduct(MultivariateFunction f) {
    return new Derivatives.HessianProduct(f, settings);
  }

  /// The Jacobian of a function whose values depend on few arguments each: finds its pattern at
  /// each point, one sweep for 64 arguments, colours it, and takes one sweep for each colour.
  public SparseMatrixFunction sparseJacobian(VectorFunction f) {
    return new SparseDerivatives.Jacobian(f, null, settings);
  }

  /// The same where the pattern is known: it must hold every entry that is not zero at any point.
  /// One sweep more checks it along a direction.
  public SparseMatrixFunction sparseJacobian(VectorFunction f, SparsityPattern pattern) {
    return new SparseDerivatives.Jacobian(f, pattern, settings);
  }

  /// The Hessian of a function that is a sum of terms of few arguments each: finds its pattern at
  /// each point, colours it, and takes one forward-over-reverse sweep for each colour.
  public SparseMatrixFunction sparseHessian(MultivariateFunction f) {
    return new SparseDerivatives.Hessian(f, null, settings);
  }

  /// The same where the pattern is known: symmetric, with every entry that is not zero at any
  /// point. One sweep more checks it along a direction.
  public SparseMatrixFunction sparseHessian(MultivariateFunction f, SparsityPattern pattern) {
    return new SparseDerivatives.Hessian(f, pattern, settings);
  }

  /// Which entries of the Jacobian may differ from zero, for the branches that f takes at x.
  public SparsityPattern jacobianPattern(VectorFunction f, double[] x) {
    return Sparsity.ofJacobian(f, x, settings);
  }

  /// Which entries of the Hessian may differ from zero, for the branches that f takes at x.
  public SparsityPattern hessianPattern(MultivariateFunction f, double[] x) {
    return Sparsity.ofHessian(f, x, settings);
  }

  /// The Taylor coefficients f⁽ᵏ⁾(x)/k!, k = 0 … order, in one pass of Taylor arithmetic.
  public double[] taylor(UnivariateFunction f, double x, int order) {
    refuseNegative("taylor", order);
    return Engine.Series.coefficients(f, x, order, settings);
  }

  /// The state after so many steps from `start`. In differentiated code the reverse sweep keeps
  /// 2·√steps states in place of all, and computes each step three times.
  public double[] checkpointed(VectorFunction step, double[] start, int steps) {
    return Checkpoints.iterate(step, _ -> start, steps);
  }

  /// f(x) computed in another algebra: f is read, and has arithmetic, `Math` and conditions only.
  public <V> V evaluate(DoubleUnaryOperator f, V x, ScalarAlgebra<V> algebra) {
    return Flattening.evaluate(f, x, algebra, settings);
  }

  /// f′ as Java source: a static method of x and of what f captures.
  public String explain(UnivariateFunction f) {
    return Explainer.derivative(f, 1, settings);
  }

  /// The derivative of the given order as Java source.
  public String explain(UnivariateFunction f, int order) {
    return Explainer.derivative(f, order, settings);
  }

  /// ∇f as Java source: a static method of x and of what f captures.
  public String explainGradient(MultivariateFunction f) {
    return Explainer.gradient(f, settings);
  }

  /// Compares the gradient with central differences of fourth order, (8(f(x+h) − f(x−h)) − (f(x+2h)
  /// − f(x−2h))) / 12h, which are good to about ten digits for a smooth function of size one.
  public GradientCheck checkGradient(MultivariateFunction f, double[] x) {
    double[] gradient = gradient(f).apply(x.clone());
    StringBuilder report = new StringBuilder();
    boolean passed = true;
    double scale = Math.max(1, Math.abs(f.applyAsDouble(x.clone())));
    for (int i = 0; i < x.length; i++) {
      double h = Math.pow(ROUNDING, 0.2) * Math.max(1, Math.abs(x[i]));
      double near = at(f, x, i, h) - at(f, x, i, -h);
      double far = at(f, x, i, 2 * h) - at(f, x, i, -2 * h);
      double difference = (8 * near - far) / (12 * h);
      double distance = Math.abs(difference - gradient[i]);
      boolean agrees = distance <= 1e-6 * Math.max(scale, Math.abs(gradient[i]));
      passed &= agrees;
      report.append(
          String.format(
              Locale.ROOT,
              "x[%d]: gradient %.12g, differences %.12g, distance %.1e%s%n",
              i,
              gradient[i],
              difference,
              distance,
              agrees ? "" : "  <- too far"));
    }
    return new GradientCheck(passed, report.toString());
  }

  private static void refuseNegative(String operation, int order) {
    if (order < 0) {
      throw new ArgumentException(
          Explanation.of(operation, "the order must not be negative").got("order = " + order));
    }
  }

  private static double at(MultivariateFunction f, double[] x, int index, double step) {
    double[] moved = x.clone();
    moved[index] += step;
    return f.applyAsDouble(moved);
  }
}
