package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.Status.Kind;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;

/// Linear least squares by QR with column pivoting and iterative refinement.
///
/// Refinement: Björck, Iterative refinement of linear least squares solutions I, BIT 7 (1967): the
/// residuals of the augmented system r + A x = b, Aᵀr = 0 are computed as if in twice the precision
/// and solved for with the factors at hand. It repairs x and r together and so serves problems with
/// large residuals too. Where the condition number of A with scaled columns is below about 1/ε the
/// solution is accurate to a few ε; beyond it the columns count as dependent and the solution of
/// least norm is given.
final class LinearLeastSquares {
  private static final int REFINEMENTS = 20;
  private static final double SPANNED = 1e-10;

  private final double[][] x;
  private final double[] y;
  private final ScaledQr scaled;
  private final HouseholderQr factors;
  private final int rank;

  private LinearLeastSquares(double[][] x, double[] y) {
    this.x = x;
    this.y = y;
    scaled = ScaledQr.of(x, x[0].length);
    factors = scaled.factors();
    rank = scaled.rank();
  }

  static Fit fit(double[][] x, double[] y) {
    check(x, y);
    return new LinearLeastSquares(x, y).fit();
  }

  private static void check(double[][] x, double[] y) {
    if (x.length == 0 || x[0].length == 0) {
      throw refuse(
          "x must have rows and columns",
          "x with " + x.length + " rows" + (x.length == 0 ? "" : " and 0 columns"),
          "give x a row for each observation and a column for each parameter");
    }
    if (y.length != x.length) {
      throw refuse(
          "x must have a row for each element of y",
          "x with " + x.length + " rows, y with " + y.length + " elements",
          "give both the same observations");
    }
    for (int i = 0; i < x.length; i++) {
      if (x[i].length != x[0].length) {
        throw refuse(
            "the rows of x must have one length",
            "x[0] with " + x[0].length + " elements, x[" + i + "] with " + x[i].length,
            "give each observation all predictors");
      }
      for (int j = 0; j < x[i].length; j++) {
        checkFinite("x[" + i + "][" + j + "]", x[i][j]);
      }
      checkFinite("y[" + i + "]", y[i]);
    }
  }

  private static void checkFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw refuse(
          "x and y must be finite",
          name + " = " + value,
          "leave out the observations with missing values");
    }
  }

  private static ArgumentException refuse(String law, String got, String fix) {
    return new ArgumentException(Explanation.of("LeastSquares.linear", law).got(got).fix(fix));
  }

  private Fit fit() {
    int m = x.length;
    double[] residuals = y.clone();
    double[] basic = refine(residuals);
    double[] parameters = scaled.leastNorm(basic);
    double sum = Compensated.sumOfSquares(residuals);
    double deviation = rank == m ? Double.POSITIVE_INFINITY : Math.sqrt(sum / (m - rank));
    double[][] covariance = Covariances.scaled(scaled.inverseNormalMatrix(), deviation * deviation);
    FitDetails details = new FitDetails(covariance, residuals, sum, cosine(residuals), 1, 1, 1);
    return new Fit(
        parameters,
        Covariances.deviations(covariance),
        sum,
        deviation,
        Covariances.rSquared(sum, y, new double[0], spansConstant()),
        rank,
        status(parameters.length),
        details);
  }

  private Status status(int n) {
    return new Status(
        Kind.CONVERGED,
        rank == n
            ? "solved by QR, rank " + rank + " of " + n
            : "solved by QR, rank "
                + rank
                + " of "
                + n
                + ": the columns are dependent, these are the parameters of least norm");
  }

  /// The solution in R's order and scale for the leading `rank` columns; `residuals` starts as y
  /// and ends as y − A x.
  private double[] refine(double[] residuals) {
    int m = x.length;
    double[] solution = new double[rank];
    Arrays.fill(residuals, 0);
    double previous = Double.POSITIVE_INFINITY;
    for (int round = 0; round < REFINEMENTS; round++) {
      double[] h = factors.solveTransposed(negatedGradient(residuals), rank);
      double[] d = factors.transposeTimes(residualOfFirst(solution, residuals));
      double[] change = new double[rank];
      for (int k = 0; k < rank; k++) {
        change[k] = d[k] - h[k];
        d[k] = h[k];
      }
      change = factors.solve(change, rank);
      double size = HouseholderQr.norm(change, 0);
      if (round > 1 && size >= previous / 2) {
        break;
      }
      double[] correction = factors.times(d);
      for (int i = 0; i < m; i++) {
        residuals[i] += correction[i];
      }
      for (int k = 0; k < rank; k++) {
        solution[k] += change[k];
      }
      if (size == 0) {
        break;
      }
      previous = size;
    }
    return solution;
  }

  /// b − r − A x.
  private double[] residualOfFirst(double[] solution, double[] residuals) {
    double[] result = new double[x.length];
    for (int i = 0; i < result.length; i++) {
      Compensated sum = new Compensated().plus(y[i]).plus(-residuals[i]);
      for (int k = 0; k < rank; k++) {
        sum.plusProduct(-element(i, k), solution[k]);
      }
      result[i] = sum.value();
    }
    return result;
  }

  /// −Aᵀr.
  private double[] negatedGradient(double[] residuals) {
    double[] result = new double[rank];
    for (int k = 0; k < rank; k++) {
      Compensated sum = new Compensated();
      for (int i = 0; i < residuals.length; i++) {
        sum.plusProduct(-element(i, k), residuals[i]);
      }
      result[k] = sum.value();
    }
    return result;
  }

  /// The element of the scaled matrix in row `i` and the `k`-th column in R's order.
  private double element(int i, int k) {
    int column = factors.pivot(k);
    return x[i][column] * scaled.scale(column);
  }

  private double cosine(double[] residuals) {
    double norm = HouseholderQr.norm(residuals, 0);
    double[] gradient = negatedGradient(residuals);
    double largest = 0;
    for (int k = 0; k < rank; k++) {
      double column = factors.columnNorm(factors.pivot(k));
      largest = Math.max(largest, norm == 0 ? 0 : Math.abs(gradient[k]) / column / norm);
    }
    return largest;
  }

  /// Whether some combination of the columns is the same number in all rows.
  private boolean spansConstant() {
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    double[] rotated = factors.transposeTimes(ones);
    return HouseholderQr.norm(rotated, rank) <= SPANNED * Math.sqrt(x.length);
  }
}
