package dev.leibniz.bytecode;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.SparsityPattern;
import dev.leibniz.calculus.VectorFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/// Finds which entries of a Jacobian or a Hessian may differ from zero: bits for sets of arguments
/// go through the code beside its numbers, 64 arguments in a sweep.
///
/// Griewank and Walther, "Evaluating Derivatives" (2008), section 7.1.
public final class Sparsity {
  private static final int ARGUMENTS = Long.SIZE;

  private Sparsity() {}

  /// The pattern of the Jacobian for the branches that f takes at x.
  public static SparsityPattern ofJacobian(VectorFunction f, double[] x, Settings settings) {
    Engine.Dependence dependence = new Engine.Dependence(f, settings);
    return pattern(x.length, sets -> dependence.ofValues(x, sets));
  }

  /// The pattern of the Hessian, symmetric, for the branches that f takes at x.
  public static SparsityPattern ofHessian(MultivariateFunction f, double[] x, Settings settings) {
    Engine.Dependence dependence = new Engine.Dependence(f, settings);
    SparsityPattern found = pattern(x.length, sets -> dependence.ofPartials(x, sets));
    SparsityPattern mirrored = found.transposed();
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      rows.add(concat(found.row(i), mirrored.row(i)));
    }
    return SparsityPattern.of(x.length, rows);
  }

  private static int[] concat(int[] a, int[] b) {
    int[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }

  private static SparsityPattern pattern(int arguments, UnaryOperator<long[]> sweep) {
    int[][] rows = new int[0][];
    int[] lengths = new int[0];
    for (int from = 0; from == 0 || from < arguments; from += ARGUMENTS) {
      long[] sets = new long[arguments];
      for (int j = from; j < Math.min(arguments, from + ARGUMENTS); j++) {
        sets[j] = 1L << (j - from);
      }
      long[] found = sweep.apply(sets);
      if (from == 0) {
        rows = new int[found.length][0];
        lengths = new int[found.length];
      }
      for (int i = 0; i < found.length; i++) {
        for (long left = found[i]; left != 0; left &= left - 1) {
          if (lengths[i] == rows[i].length) {
            rows[i] = Arrays.copyOf(rows[i], Math.max(4, 2 * lengths[i]));
          }
          rows[i][lengths[i]++] = from + Long.numberOfTrailingZeros(left);
        }
      }
    }
    List<int[]> exact = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      exact.add(Arrays.copyOf(rows[i], lengths[i]));
    }
    return SparsityPattern.of(arguments, exact);
  }
}
