package dev.leibniz.integrate;

import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.ir.Routines;
import java.util.Arrays;

/// A quadrature rule: ∫ w(x) f(x) dx ≈ Σ weight_i · f(node_i).
///
/// The Gaussian rules with n nodes are exact for polynomials of degree 2n − 1; nodes and weights
/// are right to a few units in the last place for n up to 10,000 and more. Weights smaller than the
/// least double are zero.
///
/// ```java
/// GaussRule rule = GaussRule.legendre(20).on(0, Math.PI);
/// rule.apply(Math::sin); // 2
/// GaussRule.normal(30, 1, 0.5).apply(Math::exp); // the mean of exp(X), X ~ N(1, 0.5²): exp(1.125)
/// ```
///
/// @param nodes where the function is evaluated, ascending
/// @param weights what its values are multiplied with
public record GaussRule(double[] nodes, double[] weights) {
  /// Checks that there are as many weights as nodes.
  ///
  /// @throws ArgumentException if there are not
  public GaussRule {
    if (nodes.length != weights.length) {
      throw new ArgumentException(
          Explanation.of("GaussRule", "every node has a weight")
              .got(nodes.length + " nodes, " + weights.length + " weights"));
    }
    nodes = nodes.clone();
    weights = weights.clone();
  }

  @Override
  public double[] nodes() {
    return nodes.clone();
  }

  @Override
  public double[] weights() {
    return weights.clone();
  }

  double node(int index) {
    return nodes[index];
  }

  double weight(int index) {
    return weights[index];
  }

  /// How many nodes there are.
  public int size() {
    return nodes.length;
  }

  /// The sum of the function's values times the weights.
  public double apply(UnivariateFunction f) {
    double sum = 0;
    double rest = 0;
    for (int i = 0; i < nodes.length; i++) {
      double term = weights[i] == 0 ? 0 : weights[i] * f.applyAsDouble(nodes[i]);
      double next = sum + term;
      double part = next - sum;
      rest += (sum - (next - part)) + (term - part);
      sum = next;
    }
    return sum + rest;
  }

  /// The rule of the interval [−1, 1] moved to another one, for the weight moved with it.
  public GaussRule on(double from, double to) {
    double half = 0.5 * (to - from);
    double center = 0.5 * (from + to);
    return mapped(center, half, half);
  }

  private GaussRule mapped(double shift, double scale, double weightScale) {
    double[] movedNodes = Arrays.stream(nodes).map(x -> Math.fma(scale, x, shift)).toArray();
    double[] movedWeights = Arrays.stream(weights).map(w -> weightScale * w).toArray();
    return new GaussRule(movedNodes, movedWeights);
  }

  private static GaussRule of(JacobiMatrix matrix, double mass) {
    GaussNodes nodes = new GaussNodes(matrix);
    return new GaussRule(nodes.nodes(), nodes.weights()).mapped(0, 1, mass);
  }

  /// Weight 1 on [−1, 1].
  public static GaussRule legendre(int size) {
    return of(JacobiMatrix.legendre(positive("legendre", size)), 2);
  }

  /// Weight exp(−x²) on the line.
  public static GaussRule hermite(int size) {
    return of(JacobiMatrix.hermite(positive("hermite", size)), Math.sqrt(Math.PI))
        .mapped(0, Math.sqrt(0.5), 1);
  }

  /// Weight exp(−x) from zero to infinity.
  public static GaussRule laguerre(int size) {
    return laguerre(size, 0);
  }

  /// Weight x^power · exp(−x) from zero to infinity.
  ///
  /// @throws ArgumentException if the power is −1 or less
  public static GaussRule laguerre(int size, double power) {
    JacobiMatrix matrix = JacobiMatrix.laguerre(positive("laguerre", size), power);
    return of(matrix, Math.exp(Routines.lgamma(power + 1)));
  }

  /// Weight (1 − x)^right · (1 + x)^left on [−1, 1].
  ///
  /// @throws ArgumentException if a power is −1 or less
  public static GaussRule jacobi(int size, double right, double left) {
    JacobiMatrix matrix = JacobiMatrix.jacobi(positive("jacobi", size), right, left);
    double logarithm =
        Routines.lgamma(right + 1)
            + Routines.lgamma(left + 1)
            - Routines.lgamma(right + left + 2)
            + (right + left + 1) * Math.log(2);
    return of(matrix, Math.exp(logarithm));
  }

  /// Weight 1/√(1 − x²) on [−1, 1].
  public static GaussRule chebyshev(int size) {
    positive("chebyshev", size);
    double[] nodes = new double[size];
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      nodes[i] = Math.sin(Math.PI * (2 * i + 1 - size) / (2.0 * size));
      weights[i] = Math.PI / size;
    }
    return new GaussRule(nodes, weights);
  }

  /// Weight √(1 − x²) on [−1, 1].
  public static GaussRule chebyshevSecondKind(int size) {
    positive("chebyshevSecondKind", size);
    double[] nodes = new double[size];
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      double angle = Math.PI * (2 * i + 1 - size) / (2.0 * (size + 1));
      double cosine = Math.cos(angle);
      nodes[i] = Math.sin(angle);
      weights[i] = Math.PI / (size + 1) * cosine * cosine;
    }
    return new GaussRule(nodes, weights);
  }

  /// Weight 1 on [−1, 1], with the ends and the extrema of a Chebyshev polynomial as nodes: exact
  /// to degree size − 1 only, but in practice nearly as good as Legendre's.
  ///
  /// @throws ArgumentException if there are fewer than two nodes
  public static GaussRule clenshawCurtis(int size) {
    if (size < 2) {
      throw new ArgumentException(
          Explanation.of("GaussRule.clenshawCurtis", "both ends are nodes").got("size = " + size));
    }
    int n = size - 1;
    double[] nodes = new double[size];
    for (int i = 0; i < size; i++) {
      nodes[i] = Math.sin(Math.PI * (2 * i - n) / (2.0 * n));
    }
    return new GaussRule(nodes, ChebyshevWeights.make(n));
  }

  /// The expectation under a normal distribution: E f(X) ≈ Σ weight · f(node).
  ///
  /// @throws ArgumentException if the standard deviation is not positive
  public static GaussRule normal(int size, double mean, double standardDeviation) {
    parameter("normal", "standardDeviation", standardDeviation);
    return of(JacobiMatrix.hermite(positive("normal", size)), 1).mapped(mean, standardDeviation, 1);
  }

  /// The expectation under a gamma distribution with density ∝ x^(shape−1) exp(−rate · x).
  ///
  /// @throws ArgumentException if the shape or the rate is not positive
  public static GaussRule gamma(int size, double shape, double rate) {
    parameter("gamma", "shape", shape);
    parameter("gamma", "rate", rate);
    return of(JacobiMatrix.laguerre(positive("gamma", size), shape - 1), 1).mapped(0, 1 / rate, 1);
  }

  /// The expectation under a beta distribution with density ∝ x^(a−1) (1 − x)^(b−1) on [0, 1].
  ///
  /// @throws ArgumentException if a or b is not positive
  public static GaussRule beta(int size, double a, double b) {
    parameter("beta", "a", a);
    parameter("beta", "b", b);
    return of(JacobiMatrix.jacobi(positive("beta", size), b - 1, a - 1), 1).mapped(0.5, 0.5, 1);
  }

  private static int positive(String rule, int size) {
    if (size < 1) {
      throw new ArgumentException(
          Explanation.of("GaussRule." + rule, "a rule has at least one node")
              .got("size = " + size));
    }
    return size;
  }

  private static void parameter(String rule, String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException(
          Explanation.of("GaussRule." + rule, name + " is positive and finite")
              .got(name + " = " + value));
    }
  }
}
