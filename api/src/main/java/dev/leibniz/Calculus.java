package dev.leibniz;

import dev.leibniz.calculus.DerivativeRule;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.GradientCheck;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.SparseMatrixFunction;
import dev.leibniz.calculus.SparsityPattern;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.calculus.ValueAndGradientFunction;
import dev.leibniz.calculus.VectorFunction;
import java.lang.invoke.MethodHandles;

/// Derivatives of functions written in plain Java with `double`, arrays, loops and branches.
///
/// ```java
/// UnivariateFunction slope = Calculus.derivative(x -> x * x * Math.sin(x));
/// double[] gradient = Calculus.gradient(x -> x[0] * Math.exp(x[1])).apply(new double[] {1, 2});
/// ```
///
/// A function outside the language is refused with an `UnsupportedCodeException` that names the
/// line and the instruction, before anything runs.
public final class Calculus {
  private static final CalculusContext CONTEXT = CalculusContext.PLAIN;

  private Calculus() {}

  /// The same methods with the rights of `lookup`: for functions that read private fields in a
  /// module that is not open. `Calculus.with(MethodHandles.lookup()).gradient(f)`.
  public static CalculusContext with(MethodHandles.Lookup lookup) {
    return CONTEXT.with(lookup);
  }

  /// The same methods with a derivative given by hand.
  public static CalculusContext with(DerivativeRule rule) {
    return CONTEXT.with(rule);
  }

  /// f′, exact: `Calculus.derivative(x -> x * x * Math.sin(x))`.
  public static UnivariateFunction derivative(UnivariateFunction f) {
    return CONTEXT.derivative(f);
  }

  /// The derivative of the given order; order 0 is f itself.
  public static UnivariateFunction derivative(UnivariateFunction f, int order) {
    return CONTEXT.derivative(f, order);
  }

  /// ∂f/∂x`[index]`.
  public static MultivariateFunction partial(MultivariateFunction f, int index) {
    return CONTEXT.partial(f, index);
  }

  /// ∇f, in one reverse sweep.
  public static VectorFunction gradient(MultivariateFunction f) {
    return CONTEXT.gradient(f);
  }

  /// f and ∇f, in one reverse sweep.
  public static ValueAndGradientFunction valueAndGradient(MultivariateFunction f) {
    return CONTEXT.valueAndGradient(f);
  }

  /// ∇f(x)·v, the rate of change along a direction, as a vector of one element.
  public static DirectionalFunction directional(MultivariateFunction f) {
    return CONTEXT.directional(f);
  }

  /// J(x)·v, in one forward sweep.
  public static DirectionalFunction jvp(VectorFunction f) {
    return CONTEXT.jvp(f);
  }

  /// J(x)ᵀ·w, in one reverse sweep.
  public static DirectionalFunction vjp(VectorFunction f) {
    return CONTEXT.vjp(f);
  }

  /// The Jacobian `[i][j]` = ∂fᵢ/∂xⱼ.
  public static MatrixFunction jacobian(VectorFunction f) {
    return CONTEXT.jacobian(f);
  }

  /// The Hessian `[i][j]` = ∂²f/∂xᵢ∂xⱼ.
  public static MatrixFunction hessian(MultivariateFunction f) {
    return CONTEXT.hessian(f);
  }

  /// H(x)·v, in one forward-over-reverse sweep.
  public static DirectionalFunction hessianVectorProduct(MultivariateFunction f) {
    return CONTEXT.hessianVectorProduct(f);
  }

  /// The Jacobian of a function whose values depend on few arguments each, by colouring: the
  /// pattern is found at each point, with one sweep for 64 arguments, then columns (or rows) that
  /// do not meet share a sweep (Gebremedhin, Manne and Pothen, SIAM Review 47, 2005).
  ///
  /// ```java
  /// SparseMatrix j = Calculus.sparseJacobian(x -> new double[] {x[0] * x[0], x[1]}).apply(new double[] {3, 5});
  /// ```
  public static SparseMatrixFunction sparseJacobian(VectorFunction f) {
    return CONTEXT.sparseJacobian(f);
  }

  /// The same where the pattern is known ([#jacobianPattern] finds one): it must hold every entry
  /// that is not zero at any point. One sweep more checks it along a direction.
  ///
  /// @throws dev.leibniz.error.DerivativeException where an entry outside the pattern is not zero
  public static SparseMatrixFunction sparseJacobian(VectorFunction f, SparsityPattern pattern) {
    return CONTEXT.sparseJacobian(f, pattern);
  }

  /// The Hessian of a sum of terms of few arguments each, by star colouring, with one
  /// forward-over-reverse sweep for each colour; the pattern is found at each point.
  public static SparseMatrixFunction sparseHessian(MultivariateFunction f) {
    return CONTEXT.sparseHessian(f);
  }

  /// The same where the pattern is known ([#hessianPattern] finds one): symmetric, with every entry
  /// that is not zero at any point. One sweep more checks it along a direction.
  ///
  /// @throws dev.leibniz.error.DerivativeException where an entry outside the pattern is not zero
  public static SparseMatrixFunction sparseHessian(
      MultivariateFunction f, SparsityPattern pattern) {
    return CONTEXT.sparseHessian(f, pattern);
  }

  /// Which entries of the Jacobian may differ from zero, for the branches that f takes at x.
  public static SparsityPattern jacobianPattern(VectorFunction f, double[] x) {
    return CONTEXT.jacobianPattern(f, x);
  }

  /// Which entries of the Hessian may differ from zero, for the branches that f takes at x.
  public static SparsityPattern hessianPattern(MultivariateFunction f, double[] x) {
    return CONTEXT.hessianPattern(f, x);
  }

  /// The Taylor coefficients f⁽ᵏ⁾(x)/k!, k = 0 … order, in one pass of Taylor arithmetic, exact for
  /// every order.
  public static double[] taylor(UnivariateFunction f, double x, int order) {
    return CONTEXT.taylor(f, x, order);
  }

  /// The state after so many steps from `start`: a long loop whose reverse sweep, in differentiated
  /// code, keeps 2·√steps states in place of all, and computes each step three times (Griewank and
  /// Walther, "Evaluating Derivatives", 2008, section 12.1). What the step captures counts as it
  /// does in a loop; time, where the step needs it, is a part of the state.
  ///
  /// ```java
  /// double[] end = Calculus.checkpointed(y -> new double[] {y[0] * 0.999}, new double[] {1}, 1000);
  /// ```
  ///
  /// @throws dev.leibniz.error.ArgumentException for a negative number of steps
  public static double[] checkpointed(VectorFunction step, double[] start, int steps) {
    return CONTEXT.checkpointed(step, start, steps);
  }

  /// f′ as Java source, which compiles and gives the bits of [#derivative(UnivariateFunction)]: a
  /// static method of x and of what f captures.
  public static String explain(UnivariateFunction f) {
    return CONTEXT.explain(f);
  }

  /// The derivative of the given order as Java source.
  public static String explain(UnivariateFunction f, int order) {
    return CONTEXT.explain(f, order);
  }

  /// ∇f as Java source, which compiles and gives the bits of [#gradient].
  public static String explainGradient(MultivariateFunction f) {
    return CONTEXT.explainGradient(f);
  }

  /// Compares the gradient with central differences.
  public static GradientCheck checkGradient(MultivariateFunction f, double[] x) {
    return CONTEXT.checkGradient(f, x);
  }
}
