package dev.leibniz.bytecode;

import dev.leibniz.calculus.SparsityPattern;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Groups of columns of a sparse matrix that one sweep finds together, numbered as colours.
///
/// Gebremedhin, Manne and Pothen, "What color is your Jacobian? Graph coloring for computing
/// derivatives", SIAM Review 47 (2005). Greedy; columns with many neighbours first.
///
/// @param colours the colour of each column
/// @param count how many there are
record Colouring(int[] colours, int count) {
  /// Columns of one colour share no row (algorithm 3.1: partial distance-2 colouring), so that each
  /// entry is in a sum of its own.
  static Colouring ofColumns(SparsityPattern pattern) {
    SparsityPattern transposed = pattern.transposed();
    int[] colours = none(pattern.columns());
    int[] taken = none(pattern.columns() + 1);
    for (int column : manyFirst(transposed)) {
      for (int row : transposed.row(column)) {
        for (int other : pattern.row(row)) {
          if (colours[other] >= 0) {
            taken[colours[other]] = column;
          }
        }
      }
      colours[column] = firstFree(taken, column);
    }
    return new Colouring(colours, count(colours));
  }

  /// Of a symmetric matrix: neighbours differ, and every path of four columns has three colours
  /// (algorithm 4.1: star colouring), so that each entry or its mirror image is in a sum of its
  /// own.
  static Colouring ofSymmetric(SparsityPattern pattern) {
    int[] colours = none(pattern.columns());
    int[] taken = none(pattern.columns() + 1);
    for (int v : manyFirst(pattern)) {
      for (int w : pattern.row(v)) {
        if (w == v) {
          continue;
        }
        if (colours[w] >= 0) {
          taken[colours[w]] = v;
        }
        for (int x : pattern.row(w)) {
          if (x != v && x != w && colours[x] >= 0 && closesPath(pattern, colours, w, x)) {
            taken[colours[x]] = v;
          }
        }
      }
      colours[v] = firstFree(taken, v);
    }
    return new Colouring(colours, count(colours));
  }

  /// Whether a column that reaches x by way of w must not have its colour: w has none yet, or x has
  /// another neighbour of the colour of w.
  private static boolean closesPath(SparsityPattern pattern, int[] colours, int w, int x) {
    return colours[w] < 0
        || Arrays.stream(pattern.row(x)).anyMatch(y -> y != w && colours[y] == colours[w]);
  }

  private static int[] none(int count) {
    int[] none = new int[count];
    Arrays.fill(none, -1);
    return none;
  }

  private static int[] manyFirst(SparsityPattern neighbours) {
    return IntStream.range(0, neighbours.rows())
        .boxed()
        .sorted(Comparator.comparingInt(each -> -neighbours.row(each).length))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int firstFree(int[] taken, int by) {
    int colour = 0;
    while (taken[colour] == by) {
      colour++;
    }
    return colour;
  }

  private static int count(int[] colours) {
    return Arrays.stream(colours).max().orElse(-1) + 1;
  }

  /// One where a column has the colour, else zero.
  double[] seed(int colour) {
    return Arrays.stream(colours).mapToDouble(each -> each == colour ? 1 : 0).toArray();
  }
}
