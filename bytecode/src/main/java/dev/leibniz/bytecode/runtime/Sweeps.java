package dev.leibniz.bytecode.runtime;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.PathFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.calculus.VectorFunction;

/// Sweeps through a function inside code that is differentiated itself. A call of one of these
/// methods is read as the transformed code of the function, set in its place; it is never run.
@SuppressWarnings(
    "DoNotCallSuggester") // emitted code never calls them; the lifter needs the declarations
public final class Sweeps {
  private Sweeps() {}

  /// f′(x).
  public static double derivative(double x, UnivariateFunction f) {
    throw neverRun();
  }

  /// ∇f(x)·v.
  public static double directional(double[] x, MultivariateFunction f, double[] v) {
    throw neverRun();
  }

  /// J(x)·v.
  public static double[] jvp(double[] x, VectorFunction f, double[] v) {
    throw neverRun();
  }

  /// Adds ∇f(x) to `gradient` and gives f(x).
  public static double gradient(double[] x, MultivariateFunction f, double[] gradient) {
    throw neverRun();
  }

  /// Adds J(x)ᵀ·w to `gradient`.
  public static double vjp(double[] x, VectorFunction f, double[] gradient, double[] w) {
    throw neverRun();
  }

  /// ∂f(x)/∂p · ṗ.
  public static double univariateTangent(double x, UnivariateFunction f) {
    throw neverRun();
  }

  /// ∂f(x)/∂p · ṗ.
  public static double multivariateTangent(double[] x, MultivariateFunction f) {
    throw neverRun();
  }

  /// ∂f(x)/∂p · ṗ.
  public static double[] vectorTangent(double[] x, VectorFunction f) {
    throw neverRun();
  }

  /// ∂f(x)/∂p · ṗ.
  public static double[] pathTangent(double x, PathFunction f) {
    throw neverRun();
  }

  /// Adds (∂f(x)/∂p)ᵀ · w to `gradient`.
  public static double pathGradient(double x, PathFunction f, double[] gradient, double[] w) {
    throw neverRun();
  }

  /// The number of elements of p.
  public static int parameters() {
    throw neverRun();
  }

  /// Adds ∂f(x)/∂p to `gradient`.
  public static double univariateGradient(double x, UnivariateFunction f, double[] gradient) {
    throw neverRun();
  }

  /// Adds ∂f(x)/∂p to `gradient`.
  public static double multivariateGradient(double[] x, MultivariateFunction f, double[] gradient) {
    throw neverRun();
  }

  /// Adds (∂f(x)/∂p)ᵀ · w to `gradient`.
  public static double vectorGradient(double[] x, VectorFunction f, double[] gradient, double[] w) {
    throw neverRun();
  }

  private static IllegalStateException neverRun() {
    return new IllegalStateException("a sweep is read, not run");
  }
}
