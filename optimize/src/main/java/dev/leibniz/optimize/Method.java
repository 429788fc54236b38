package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;

/// A method of minimization.
///
/// @param kind the method
/// @param memory how many steps a limited-memory method remembers
/// @param lineSearch how far methods with a line search go
public record Method(Kind kind, int memory, LineSearch lineSearch) {
  private static final int MEMORY = 10;

  /// The methods.
  public enum Kind {
    /// Chosen by the function and its number of variables.
    AUTOMATIC,
    /// Steepest descent with a line search.
    GRADIENT_DESCENT,
    /// Hager and Zhang's conjugate gradients.
    CONJUGATE_GRADIENT,
    /// Quasi-Newton with a dense matrix.
    BFGS,
    /// Quasi-Newton with the last steps.
    LBFGS,
    /// Newton's method with a line search.
    NEWTON,
    /// Newton's method in a trust region, with exact Hessians.
    TRUST_REGION,
    /// Newton's method in a trust region, with products of the Hessian only.
    TRUST_REGION_PRODUCTS,
    /// A simplex of points, without derivatives.
    NELDER_MEAD
  }

  /// @throws ArgumentException if the memory is not positive
  public Method {
    if (memory < 1) {
      throw new ArgumentException(
          Explanation.of("Method", "the memory must be positive").got("memory = " + memory));
    }
  }

  /// A method by its kind.
  public static Method of(Kind kind) {
    return new Method(kind, MEMORY, LineSearch.MORE_THUENTE);
  }

  /// The same with another line search; methods without one, and bounds, do not use it.
  public Method lineSearch(LineSearch other) {
    return new Method(kind, memory, other);
  }

  /// The choice of the library: a trust region with exact Hessians up to 50 variables, L-BFGS
  /// beyond, and with bounds. Up to 50 variables Nelder–Mead takes over where f cannot be
  /// differentiated, and where the search stalls far from a stationary point, as it does at kinks.
  public static Method automatic() {
    return of(Kind.AUTOMATIC);
  }

  /// Steepest descent with a line search.
  public static Method gradientDescent() {
    return of(Kind.GRADIENT_DESCENT);
  }

  /// Conjugate gradients: Hager and Zhang, "A new conjugate gradient method with guaranteed
  /// descent" (2005).
  public static Method conjugateGradient() {
    return of(Kind.CONJUGATE_GRADIENT);
  }

  /// BFGS: Nocedal and Wright, "Numerical Optimization" (2006), algorithm 6.1.
  public static Method bfgs() {
    return of(Kind.BFGS);
  }

  /// L-BFGS, the same, algorithm 7.5, with ten steps; with bounds L-BFGS-B: Byrd, Lu, Nocedal and
  /// Zhu, "A limited memory algorithm for bound constrained optimization" (1995).
  public static Method lbfgs() {
    return of(Kind.LBFGS);
  }

  /// L-BFGS with a memory of one's own.
  public static Method lbfgs(int memory) {
    return new Method(Kind.LBFGS, memory, LineSearch.MORE_THUENTE);
  }

  /// Newton's method; where the Hessian is not positive definite, a multiple of the identity is
  /// added (the same, algorithms 3.2 and 3.3).
  public static Method newton() {
    return of(Kind.NEWTON);
  }

  /// A trust region whose subproblem is solved exactly: Moré and Sorensen, "Computing a trust
  /// region step" (1983), by the eigenvalues of the Hessian.
  public static Method trustRegion() {
    return of(Kind.TRUST_REGION);
  }

  /// A trust region whose subproblem is solved by conjugate gradients: Steihaug (1983), Toint
  /// (1981).
  public static Method trustRegionProducts() {
    return of(Kind.TRUST_REGION_PRODUCTS);
  }

  /// Nelder and Mead's simplex with the parameters of Gao and Han, "Implementing the Nelder–Mead
  /// simplex algorithm with adaptive parameters" (2012). For functions without derivatives of a few
  /// variables.
  public static Method nelderMead() {
    return of(Kind.NELDER_MEAD);
  }
}
