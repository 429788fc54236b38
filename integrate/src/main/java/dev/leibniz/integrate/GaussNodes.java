package dev.leibniz.integrate;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Nodes and weights from a [JacobiMatrix], to full precision.
///
/// The eigenvalues by the QL algorithm are corrected by Newton's method on the polynomial, whose
/// recurrence runs in twice the precision of double; the derivative follows from the sum of squares
/// of the lower polynomials (Christoffel and Darboux), and so does the weight, 1/Σ p_k². It takes
/// some 50 n² operations: a millisecond for a hundred nodes, seconds for ten thousand.
///
/// Source: Golub, Welsch, Calculation of Gauss quadrature rules (1969).
final class GaussNodes {
  private static final double LARGE = 0x1p300;
  private static final int SHIFT = 512;
  private static final int PASSES = 2;
  private static final int PARALLEL = 500;

  private final JacobiMatrix matrix;
  private final double[] nodes;
  private final double[] weights;

  /// Finds the nodes in ascending order, with weights whose sum is one.
  GaussNodes(JacobiMatrix matrix) {
    this.matrix = matrix;
    this.nodes = eigenvalues(matrix);
    this.weights = new double[nodes.length];
    int size = nodes.length;
    int first = matrix.symmetric() ? size / 2 : 0;
    IntStream indices = IntStream.range(first, size);
    (size > PARALLEL ? indices.parallel() : indices).forEach(this::polish);
    if (matrix.symmetric()) {
      for (int i = 0; i < first; i++) {
        nodes[i] = -nodes[size - 1 - i];
        weights[i] = weights[size - 1 - i];
      }
    }
  }

  double[] nodes() {
    return nodes;
  }

  double[] weights() {
    return weights;
  }

  private void polish(int index) {
    boolean center = matrix.symmetric() && 2 * index + 1 == nodes.length;
    Twin node = Twin.of(center ? 0 : nodes[index]);
    for (int pass = 0; pass < PASSES && !center; pass++) {
      node = node.plus(new Recurrence(node).step());
    }
    nodes[index] = node.high();
    weights[index] = new Recurrence(node).weight();
  }

  /// The orthonormal polynomials at a point, scaled by powers of two to stay in range.
  private final class Recurrence {
    private double squares;
    private double squaresLow;
    private int exponent;
    private double current = 1;
    private double currentLow;
    private double residual;

    Recurrence(Twin point) {
      TwinArray a = matrix.diagonal();
      TwinArray b = matrix.offDiagonal();
      TwinArray inverse = matrix.inverse();
      double before = 0;
      double beforeLow = 0;
      for (int k = 0; k < matrix.size(); k++) {
        addSquare();
        double high = point.high() - a.high[k];
        double part = high - point.high();
        double low =
            (point.high() - (high - part)) + (-a.high[k] - part) + (point.low() - a.low[k]);
        double first = high * current;
        double firstLow = Math.fma(high, current, -first) + (high * currentLow + low * current);
        double second = b.high[k] * before;
        double secondLow =
            Math.fma(b.high[k], before, -second) + (b.high[k] * beforeLow + b.low[k] * before);
        double next = first - second;
        part = next - first;
        double nextLow = (first - (next - part)) + (-second - part) + (firstLow - secondLow);
        residual = next + nextLow;
        nextLow = nextLow - (residual - next);
        if (k + 1 == matrix.size()) {
          return;
        }
        before = current;
        beforeLow = currentLow;
        current = residual * inverse.high[k + 1];
        currentLow =
            Math.fma(residual, inverse.high[k + 1], -current)
                + (residual * inverse.low[k + 1] + nextLow * inverse.high[k + 1]);
        if (Math.abs(current) > LARGE) {
          before = Math.scalb(before, -SHIFT);
          beforeLow = Math.scalb(beforeLow, -SHIFT);
          current = Math.scalb(current, -SHIFT);
          currentLow = Math.scalb(currentLow, -SHIFT);
          squares = Math.scalb(squares, -2 * SHIFT);
          squaresLow = Math.scalb(squaresLow, -2 * SHIFT);
          exponent += SHIFT;
        }
      }
    }

    private void addSquare() {
      double square = current * current;
      double low = Math.fma(current, current, -square) + 2 * current * currentLow;
      double sum = squares + square;
      double part = sum - squares;
      squaresLow += (squares - (sum - part)) + (square - part) + low;
      squares = sum;
    }

    /// Newton's step to the zero of the polynomial of degree n.
    double step() {
      return -residual * (current / squares);
    }

    double weight() {
      return Math.scalb(1 / (squares + squaresLow), -2 * exponent);
    }
  }

  /// The eigenvalues by the implicit QL algorithm, in ascending order. Source: Martin, Wilkinson,
  /// The implicit QL algorithm (1968).
  private static double[] eigenvalues(JacobiMatrix matrix) {
    int size = matrix.size();
    double[] diagonal = Arrays.copyOf(matrix.diagonal().high, size);
    double[] beside = Arrays.copyOfRange(matrix.offDiagonal().high, 1, size + 1);
    beside[size - 1] = 0;
    for (int low = 0; low < size; low++) {
      int high = split(diagonal, beside, low);
      while (high != low) {
        sweep(diagonal, beside, low, high);
        high = split(diagonal, beside, low);
      }
    }
    Arrays.sort(diagonal);
    return diagonal;
  }

  /// Where the block that starts at an index ends.
  private static int split(double[] diagonal, double[] beside, int low) {
    int high = low;
    while (high < diagonal.length - 1) {
      double scale = Math.abs(diagonal[high]) + Math.abs(diagonal[high + 1]);
      if (Math.abs(beside[high]) <= 0.5 * Math.ulp(1.0) * scale) {
        break;
      }
      high++;
    }
    return high;
  }

  private static void sweep(double[] diagonal, double[] beside, int low, int high) {
    double half = (diagonal[low + 1] - diagonal[low]) / (2 * beside[low]);
    double radius = Math.sqrt(1 + half * half);
    double shift = diagonal[low] - beside[low] / (half + Math.copySign(radius, half));
    double g = diagonal[high] - shift;
    double sine = 1;
    double cosine = 1;
    double p = 0;
    for (int i = high - 1; i >= low; i--) {
      double f = sine * beside[i];
      double b = cosine * beside[i];
      radius = Math.sqrt(f * f + g * g);
      beside[i + 1] = radius;
      if (radius == 0) {
        diagonal[i + 1] -= p;
        beside[high] = 0;
        return;
      }
      sine = f / radius;
      cosine = g / radius;
      g = diagonal[i + 1] - p;
      double r = (diagonal[i] - g) * sine + 2 * cosine * b;
      p = sine * r;
      diagonal[i + 1] = g + p;
      g = cosine * r - b;
    }
    diagonal[low] -= p;
    beside[low] = g;
    beside[high] = 0;
  }
}
