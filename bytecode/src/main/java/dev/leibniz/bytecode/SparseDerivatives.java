package dev.leibniz.bytecode;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.SparseMatrix;
import dev.leibniz.calculus.SparseMatrixFunction;
import dev.leibniz.calculus.SparsityPattern;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.DerivativeException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Sparse Jacobians and Hessians: one sweep for each colour of columns or rows ([Colouring]).
public final class SparseDerivatives {
  /// How far a product with the matrix may be from the same product by a sweep, as a part of the
  /// sum of the absolute values of its terms.
  private static final double FAR = 1e-9;

  private SparseDerivatives() {}

  /// The groups that entries of a matrix are found in.
  ///
  /// @param isByRows whether they are groups of rows
  private record Groups(SparsityPattern pattern, Colouring colouring, boolean isByRows) {
    /// Groups of columns, or of rows where these are fewer.
    static Groups ofJacobian(SparsityPattern pattern) {
      Colouring columns = Colouring.ofColumns(pattern);
      Colouring rows = Colouring.ofColumns(pattern.transposed());
      return rows.count() < columns.count()
          ? new Groups(pattern, rows, true)
          : new Groups(pattern, columns, false);
    }
  }

  /// The Jacobian of f, forward or in reverse, whichever takes fewer sweeps.
  public static final class Jacobian implements SparseMatrixFunction {
    private final VectorFunction f;
    private final Settings settings;
    private final Engine.Directional tangent;
    private final Engine.Tangents tangents;
    private final Engine.Cotangent sweep;
    private final @Nullable Groups known;

    /// @param pattern where the entries are at every point; found anew at each point where null
    public Jacobian(VectorFunction f, @Nullable SparsityPattern pattern, Settings settings) {
      this.f = f;
      this.settings = settings;
      this.tangent = new Engine.Directional(f, settings);
      this.tangents = new Engine.Tangents(f, settings);
      this.sweep = new Engine.Cotangent(f, settings);
      this.known = pattern == null ? null : Groups.ofJacobian(pattern);
    }

    @Override
    public SparseMatrix apply(double[] x) {
      if (known == null) {
        return matrix(x, Groups.ofJacobian(Sparsity.ofJacobian(f, x, settings)));
      }
      checkSize(known.pattern().columns(), x.length);
      SparseMatrix matrix = matrix(x, known);
      double[] v = probe(x.length);
      check(matrix, v, tangent.vector(x.clone(), v));
      return matrix;
    }

    private SparseMatrix matrix(double[] x, Groups groups) {
      SparsityPattern pattern = groups.pattern();
      Colouring colouring = groups.colouring();
      double[][] seeds = new double[colouring.count()][];
      Arrays.setAll(seeds, colouring::seed);
      double[][] sums = groups.isByRows() ? cotangents(x, seeds) : tangents.along(x.clone(), seeds);
      double[] values = new double[pattern.entries()];
      int place = 0;
      for (int i = 0; i < pattern.rows(); i++) {
        for (int j : pattern.row(i)) {
          values[place++] =
              groups.isByRows() ? sums[colouring.colours()[i]][j] : sums[colouring.colours()[j]][i];
        }
      }
      return new SparseMatrix(pattern, values);
    }

    private double[][] cotangents(double[] x, double[][] seeds) {
      double[][] sums = new double[seeds.length][x.length];
      for (int i = 0; i < seeds.length; i++) {
        sweep.vector(x.clone(), seeds[i], sums[i]);
      }
      return sums;
    }
  }

  /// The Hessian of f.
  public static final class Hessian implements SparseMatrixFunction {
    private final MultivariateFunction f;
    private final Settings settings;
    private final Engine.SecondOrder second;
    private final @Nullable Groups known;

    /// @param pattern where the entries are at every point; found anew at each point where null
    public Hessian(MultivariateFunction f, @Nullable SparsityPattern pattern, Settings settings) {
      this.f = f;
      this.settings = settings;
      this.second = new Engine.SecondOrder(f, settings);
      this.known = pattern == null ? null : groups(pattern);
    }

    private static Groups groups(SparsityPattern pattern) {
      return new Groups(pattern, Colouring.ofSymmetric(pattern), false);
    }

    @Override
    public SparseMatrix apply(double[] x) {
      if (known == null) {
        return matrix(x, groups(Sparsity.ofHessian(f, x, settings)));
      }
      checkSize(known.pattern().columns(), x.length);
      SparseMatrix matrix = matrix(x, known);
      double[] v = probe(x.length);
      check(matrix, v, second.product(x.clone(), v));
      return matrix;
    }

    private SparseMatrix matrix(double[] x, Groups groups) {
      SparsityPattern pattern = groups.pattern();
      Colouring colouring = groups.colouring();
      double[][] sums = new double[colouring.count()][];
      for (int colour = 0; colour < sums.length; colour++) {
        sums[colour] = second.product(x.clone(), colouring.seed(colour));
      }
      double[] values = new double[pattern.entries()];
      int place = 0;
      for (int i = 0; i < pattern.rows(); i++) {
        for (int j : pattern.row(i)) {
          values[place++] =
              isAlone(pattern, colouring.colours(), i, j)
                  ? sums[colouring.colours()[j]][i]
                  : sums[colouring.colours()[i]][j];
        }
      }
      return new SparseMatrix(pattern, values);
    }

    /// Whether column j is the only one of its colour in row i.
    private static boolean isAlone(SparsityPattern pattern, int[] colours, int i, int j) {
      for (int other : pattern.row(i)) {
        if (other != j && colours[other] == colours[j]) {
          return false;
        }
      }
      return true;
    }
  }

  /// A direction in which no sum of entries cancels but by chance.
  private static double[] probe(int length) {
    return new SplittableRandom(length).doubles(length, 0.5, 1.5).toArray();
  }

  private static void check(SparseMatrix matrix, double[] v, double[] wanted) {
    double[] product = new double[wanted.length];
    double[] scale = new double[wanted.length];
    matrix.forEach((row, column, value) -> {
      product[row] += value * v[column];
      scale[row] += Math.abs(value * v[column]);
    });
    for (int i = 0; i < wanted.length; i++) {
      if (Math.abs(product[i] - wanted[i]) > FAR * Math.max(scale[i], Math.abs(wanted[i]))) {
        throw new DerivativeException(
            Explanation.of(
                    "sparse derivative", "the pattern must hold all entries that are not zero")
                .got("row " + i + " has entries outside it at this point")
                .fix("leave the pattern out, so that it is found at each point"));
      }
    }
  }

  private static void checkSize(int columns, int arguments) {
    if (columns != arguments) {
      throw new dev.leibniz.error.ArgumentException(
          Explanation.of("sparse derivative", "the pattern must have a column for each argument")
              .got(columns + " columns, " + arguments + " arguments"));
    }
  }
}
