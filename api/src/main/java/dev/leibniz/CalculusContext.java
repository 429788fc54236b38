package dev.leibniz;

import dev.leibniz.calculus.DerivativeRule;
import dev.leibniz.calculus.Differentiator;
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

/// The methods of [Calculus] with rules and rights of one's own. Immutable.
///
/// ```java
/// CalculusContext calculus =
///     Calculus.with(DerivativeRule.univariate(Physics::lookUp, x -> 2 * x));
/// double[] gradient = calculus.gradient(x -> Physics.lookUp(x[0]) * x[1]).apply(point);
/// ```
public final class CalculusContext {
  static final CalculusContext PLAIN = new CalculusContext(Differentiator.PLAIN);

  private final Differentiator differentiator;

  private CalculusContext(Differentiator differentiator) {
    this.differentiator = differentiator;
  }

  /// The same with the rights of `lookup`, which go before earlier ones.
  public CalculusContext with(MethodHandles.Lookup lookup) {
    return new CalculusContext(differentiator.with(lookup));
  }

  /// The same with one more derivative given by hand.
  public CalculusContext with(DerivativeRule rule) {
    return new CalculusContext(differentiator.with(rule));
  }

  /// f′, exact: `Calculus.derivative(x -> x * x * Math.sin(x))`.
  public UnivariateFunction derivative(UnivariateFunction f) {
    return differentiator.derivative(f);
  }

  /// The derivative of the given order; order 0 is f itself.
  public UnivariateFunction derivative(UnivariateFunction f, int order) {
    return differentiator.derivative(f, order);
  }

  /// ∂f/∂x`[index]`.
  public MultivariateFunction partial(MultivariateFunction f, int index) {
    return differentiator.partial(f, index);
  }

  /// ∇f, in one reverse sweep.
  public VectorFunction gradient(MultivariateFunction f) {
    return differentiator.gradient(f);
  }

  /// f and ∇f, in one reverse sweep.
  public ValueAndGradientFunction valueAndGradient(MultivariateFunction f) {
    return differentiator.valueAndGradient(f);
  }

  /// ∇f(x)·v, the rate of change along a direction, as a vector of one element.
  public DirectionalFunction directional(MultivariateFunction f) {
    return differentiator.directional(f);
  }

  /// J(x)·v, in one forward sweep.
  public DirectionalFunction jvp(VectorFunction f) {
    return differentiator.jvp(f);
  }

  /// J(x)ᵀ·w, in one reverse sweep.
  public DirectionalFunction vjp(VectorFunction f) {
    return differentiator.vjp(f);
  }

  /// The Jacobian `[i][j]` = ∂fᵢ/∂xⱼ.
  public MatrixFunction jacobian(VectorFunction f) {
    return differentiator.jacobian(f);
  }

  /// The Hessian `[i][j]` = ∂²f/∂xᵢ∂xⱼ.
  public MatrixFunction hessian(MultivariateFunction f) {
    return differentiator.hessian(f);
  }

  /// H(x)·v, in one forward-over-reverse sweep.
  public DirectionalFunction hessianVectorProduct(MultivariateFunction f) {
    return differentiator.hessianVectorProduct(f);
  }

  /// The Jacobian of a function whose values depend on few arguments each, by colouring: the
  /// pattern is found at each point, with one sweep for 64 arguments, then columns (or rows) that
  /// do not meet share a sweep (Gebremedhin, Manne and Pothen, SIAM Review 47, 2005).
  public SparseMatrixFunction sparseJacobian(VectorFunction f) {
    return differentiator.sparseJacobian(f);
  }

  /// The same where the pattern is known ([#jacobianPattern] finds one): it must hold every entry
  /// that is not zero at any point. One sweep more checks it along a direction.
  ///
  /// @throws dev.leibniz.error.DerivativeException where an entry outside the pattern is not zero
  public SparseMatrixFunction sparseJacobian(VectorFunction f, SparsityPattern pattern) {
    return differentiator.sparseJacobian(f, pattern);
  }

  /// The Hessian of a sum of terms of few arguments each, by star colouring, with one
  /// forward-over-reverse sweep for each colour; the pattern is found at each point.
  public SparseMatrixFunction sparseHessian(MultivariateFunction f) {
    return differentiator.sparseHessian(f);
  }

  /// The same where the pattern is known ([#hessianPattern] finds one): symmetric, with every entry
  /// that is not zero at any point. One sweep more checks it along a direction.
  ///
  /// @throws dev.leibniz.error.DerivativeException where an entry outside the pattern is not zero
  public SparseMatrixFunction sparseHessian(MultivariateFunction f, SparsityPattern pattern) {
    return differentiator.sparseHessian(f, pattern);
  }

  /// Which entries of the Jacobian may differ from zero, for the branches that f takes at x.
  public SparsityPattern jacobianPattern(VectorFunction f, double[] x) {
    return differentiator.jacobianPattern(f, x);
  }

  /// Which entries of the Hessian may differ from zero, for the branches that f takes at x.
  public SparsityPattern hessianPattern(MultivariateFunction f, double[] x) {
    return differentiator.hessianPattern(f, x);
  }

  /// The Taylor coefficients f⁽ᵏ⁾(x)/k!, k = 0 … order, in one pass of Taylor arithmetic, exact for
  /// every order.
  public double[] taylor(UnivariateFunction f, double x, int order) {
    return differentiator.taylor(f, x, order);
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
  public double[] checkpointed(VectorFunction step, double[] start, int steps) {
    return differentiator.checkpointed(step, start, steps);
  }

  /// f′ as Java source, which compiles and gives the bits of [#derivative(UnivariateFunction)]: a
  /// static method of x and of what f captures.
  public String explain(UnivariateFunction f) {
    return differentiator.explain(f);
  }

  /// The derivative of the given order as Java source.
  public String explain(UnivariateFunction f, int order) {
    return differentiator.explain(f, order);
  }

  /// ∇f as Java source, which compiles and gives the bits of [#gradient].
  public String explainGradient(MultivariateFunction f) {
    return differentiator.explainGradient(f);
  }

  /// Compares the gradient with central differences.
  public GradientCheck checkGradient(MultivariateFunction f, double[] x) {
    return differentiator.checkGradient(f, x);
  }
}
