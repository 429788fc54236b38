package dev.leibniz.integrate;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;

/// The symmetric tridiagonal matrix whose eigenvalues are the nodes of a Gaussian rule, its entries
/// to about 32 digits: `b[k+1] p[k+1] = (x − a[k]) p[k] − b[k] p[k−1]` for the orthonormal
/// polynomials.
///
/// The squares of b are quotients of products of numbers that double holds or nearly holds;
/// products and quotients are taken to twice its precision.
///
/// Source: Gautschi, Orthogonal Polynomials: Computation and Approximation (2004), table 1.1.
final class JacobiMatrix {
  private final int size;
  private final TwinArray diagonal;
  private final TwinArray offDiagonal;
  private final TwinArray inverse;
  private final boolean symmetric;

  private JacobiMatrix(int size, boolean symmetric) {
    this.size = size;
    this.symmetric = symmetric;
    this.diagonal = new TwinArray(size);
    this.offDiagonal = new TwinArray(size + 1);
    this.inverse = new TwinArray(size + 1);
  }

  /// How many nodes the rule has.
  int size() {
    return size;
  }

  /// Whether the nodes come in pairs ±x.
  boolean symmetric() {
    return symmetric;
  }

  /// The entries a[k].
  TwinArray diagonal() {
    return diagonal;
  }

  /// The entries b[k], of which b[0] is zero.
  TwinArray offDiagonal() {
    return offDiagonal;
  }

  /// The entries 1/b[k].
  TwinArray inverse() {
    return inverse;
  }

  private void offDiagonal(int k, Twin square) {
    Twin root = square.root();
    offDiagonal.set(k, root);
    inverse.set(k, Twin.ONE.over(root));
  }

  /// For the weight 1 on [−1, 1].
  static JacobiMatrix legendre(int size) {
    JacobiMatrix matrix = new JacobiMatrix(size, true);
    for (int k = 1; k <= size; k++) {
      matrix.offDiagonal(k, Twin.product(k, k).over(Twin.of(4.0 * k * k - 1)));
    }
    return matrix;
  }

  /// For the weight exp(−x²/2) on the line.
  static JacobiMatrix hermite(int size) {
    JacobiMatrix matrix = new JacobiMatrix(size, true);
    for (int k = 1; k <= size; k++) {
      matrix.offDiagonal(k, Twin.of(k));
    }
    return matrix;
  }

  /// For the weight x^a exp(−x) from 0 to infinity.
  static JacobiMatrix laguerre(int size, double a) {
    check("laguerre", a, 0);
    JacobiMatrix matrix = new JacobiMatrix(size, false);
    for (int k = 0; k < size; k++) {
      matrix.diagonal.set(k, Twin.sum(2.0 * k + 1, a));
      matrix.offDiagonal(k + 1, Twin.sum(k + 1.0, a).times(k + 1.0));
    }
    return matrix;
  }

  /// For the weight (1 − x)^a (1 + x)^b on [−1, 1].
  static JacobiMatrix jacobi(int size, double a, double b) {
    check("jacobi", a, b);
    JacobiMatrix matrix = new JacobiMatrix(size, a == b);
    Twin sum = Twin.sum(a, b);
    Twin difference = Twin.sum(b, -a);
    matrix.diagonal.set(0, difference.over(sum.plus(2)));
    for (int k = 1; k <= size; k++) {
      Twin twice = sum.plus(2.0 * k);
      if (k < size) {
        matrix.diagonal.set(k, difference.times(sum).over(twice.times(twice.plus(2))));
      }
      Twin ends = Twin.sum(k, a).times(Twin.sum(k, b)).times(4);
      Twin top = k == 1 ? ends : ends.times(k).times(sum.plus(k)).over(twice.plus(-1));
      matrix.offDiagonal(k, top.over(twice.times(twice)).over(twice.plus(1)));
    }
    return matrix;
  }

  private static void check(String rule, double a, double b) {
    if (!(a > -1 && b > -1)) {
      throw new ArgumentException(
          Explanation.of("GaussRule." + rule, "the powers of the weight are above -1")
              .got("a = " + a + ", b = " + b));
    }
  }
}
