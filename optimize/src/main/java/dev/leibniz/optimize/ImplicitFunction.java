package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.function.Control;
import dev.leibniz.function.Custom;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Jacobian;
import dev.leibniz.function.Jvp;
import dev.leibniz.function.ValueAndTangent;
import dev.leibniz.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The solution x of an equation, a minimization or an iteration as a function of its parameters p,
/// both trees of tensors; differentiated by the implicit function theorem: from r(x, p) = 0 follows
/// (∂r/∂x)·ẋ = −(∂r/∂p)·ṗ.
///
/// ```java
/// ImplicitFunction<Tensor, Tensor> ridge =
///     ImplicitFunction.argmin(
///         (Tensor w, Tensor penalty) ->
///             x.matmul(w).minus(y).square().sum().plus(w.square().sum().times(penalty)),
///         start);
/// Tensor weights = ridge.apply(penalty);
/// Tensor rates = Jacobian.of(ridge).apply(penalty);
/// ```
///
/// Derivatives are for forward and reverse mode alike, by rule up to the third order and through
/// the search from there on; they go through p alone, not through tensors that the functions
/// capture. The search and the solution of its linear equations are parts of the compiled program;
/// ∂r/∂x is formed, so that x may have some thousands of elements. A search that does not end stops
/// the run with a [dev.leibniz.error.CheckException]. Where ∂r/∂x is singular the derivatives do
/// not exist and are not finite.
///
/// Source: Blondel et al., Efficient and modular implicit differentiation (2022), equation (4).
///
/// @param <P> the type of the parameters
/// @param <X> the type of the solution, floating-point tensors of one element type
public final class ImplicitFunction<P, X> implements Function<P, X> {
  private static final int ORDERS = 3;
  private static final int STEPS = 200;
  private static final int ROUNDS = 100_000;

  private final ImplicitSearch<P> search;
  private final BiFunction<Tensor, P, Tensor> residual;
  private final TreeVector<X> space;
  private final Tensor start;
  private final double tolerance;
  private final int iterations;

  private ImplicitFunction(
      ImplicitSearch<P> search,
      BiFunction<Tensor, P, Tensor> residual,
      TreeVector<X> space,
      Tensor start,
      double tolerance,
      int iterations) {
    this.search = search;
    this.residual = residual;
    this.space = space;
    this.start = start;
    this.tolerance = tolerance;
    this.iterations = iterations;
  }

  /// The x with r(x, p) = 0 that Newton's method finds from a start, each step halved until ‖r‖
  /// falls.
  ///
  /// @param r as many equations as unknowns, a tree of the unknowns' sizes
  /// @throws ArgumentException where the start is not of floating-point tensors of one element type
  public static <P, X> ImplicitFunction<P, X> root(BiFunction<X, P, X> r, X start) {
    TreeVector<X> space = TreeVector.of("ImplicitFunction.root", start);
    BiFunction<Tensor, P, Tensor> residual = (x, p) -> space.pack(r.apply(space.unpack(x), p));
    return new ImplicitFunction<>(
        ImplicitSearch.newton(residual), residual, space, space.pack(start), 0, STEPS);
  }

  /// The x with the smallest f(x, p) near a start, by Newton's method with damping: H + λI for H,
  /// with a λ that grows while f does not fall.
  ///
  /// @param f gives a single number
  /// @throws ArgumentException as [#root] does
  public static <P, X> ImplicitFunction<P, X> argmin(BiFunction<X, P, Tensor> f, X start) {
    TreeVector<X> space = TreeVector.of("ImplicitFunction.argmin", start);
    BiFunction<Tensor, P, Tensor> value = (x, p) -> f.apply(space.unpack(x), p);
    BiFunction<Tensor, P, Tensor> residual =
        (x, p) -> Grad.of((Tensor y) -> value.apply(y, p)).apply(x);
    return new ImplicitFunction<>(
        ImplicitSearch.dampedNewton(value), residual, space, space.pack(start), 0, STEPS);
  }

  /// The x with the smallest Σ rᵢ(x, p)² near a start; see [#argmin].
  ///
  /// @param r gives a tensor of residuals
  /// @throws ArgumentException as [#root] does
  public static <P, X> ImplicitFunction<P, X> leastSquares(BiFunction<X, P, Tensor> r, X start) {
    return argmin((x, p) -> r.apply(x, p).square().sum(), start);
  }

  /// The x with g(x, p) = x that iterating from a start leads to.
  ///
  /// @throws ArgumentException as [#root] does
  public static <P, X> ImplicitFunction<P, X> fixedPoint(BiFunction<X, P, X> g, X start) {
    TreeVector<X> space = TreeVector.of("ImplicitFunction.fixedPoint", start);
    BiFunction<Tensor, P, Tensor> next = (x, p) -> space.pack(g.apply(space.unpack(x), p));
    return new ImplicitFunction<>(
        ImplicitSearch.iteration(next),
        (x, p) -> x.minus(next.apply(x, p)),
        space,
        space.pack(start),
        0,
        ROUNDS);
  }

  /// The same with another tolerance: a step within it, relative to the largest element of x or to
  /// 1, ends the search. Without this 1e-12 for f64 and 1e-5 for f32.
  public ImplicitFunction<P, X> tolerance(double value) {
    if (!(value > 0)) {
      throw new ArgumentException(
          Explanation.of("ImplicitFunction.tolerance", "the tolerance must be positive")
              .got("tolerance = " + value));
    }
    return new ImplicitFunction<>(search, residual, space, start, value, iterations);
  }

  /// The same with at most so many steps: 200 are allowed without this, 100,000 rounds of an
  /// iteration.
  public ImplicitFunction<P, X> iterations(int most) {
    if (most < 1) {
      throw new ArgumentException(
          Explanation.of("ImplicitFunction.iterations", "limits must be at least 1")
              .got("iterations = " + most));
    }
    return new ImplicitFunction<>(search, residual, space, start, tolerance, most);
  }

  /// The solution for these parameters.
  ///
  /// @throws dev.leibniz.error.CheckException where the search does not end
  @Override
  public X apply(P parameters) {
    return ofOrder(ORDERS).apply(parameters);
  }

  /// The solution with so many derivatives by rule.
  private Function<P, X> ofOrder(int order) {
    if (order == 0) {
      return this::found;
    }
    return Custom.jvp(
        this::found,
        (P p, P rates) -> {
          X solution = ofOrder(order - 1).apply(p);
          Tensor x = space.pack(solution);
          Tensor moved = Jvp.of((P q) -> residual.apply(x, q)).apply(p, rates).tangent();
          Tensor matrix = Jacobian.of((Tensor y) -> residual.apply(y, p)).apply(x);
          return new ValueAndTangent<>(solution, space.unpack(matrix.solve(moved.negate())));
        });
  }

  private X found(P parameters) {
    double enough = tolerance > 0 ? tolerance : start.dtype() == DType.F32 ? 1e-5 : 1e-12;
    ImplicitSearch.State end = search.from(start, parameters, enough, iterations);
    Control.check(
        end.converged(),
        "the search of an implicit function must end within " + iterations + " steps");
    return space.unpack(end.x());
  }
}
