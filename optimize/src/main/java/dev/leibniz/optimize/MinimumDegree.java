package dev.leibniz.optimize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/// An order of the columns of a sparse matrix that keeps the factors sparse: next is always a
/// column with the fewest neighbours, columns that share a row with it; then its neighbours become
/// neighbours of each other. Of several the first one is taken.
///
/// Source: Rose, A graph-theoretic study of the numerical solution of sparse positive definite
/// systems of linear equations (1972). A row with k entries makes k² pairs of neighbours.
final class MinimumDegree {
  private final List<Set<Integer>> neighbours = new ArrayList<>();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>();

  /// A column with the number of its neighbours when it entered the queue.
  private record Candidate(int degree, int column) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byDegree = Integer.compare(degree, other.degree);
      return byDegree != 0 ? byDegree : Integer.compare(column, other.column);
    }
  }

  private MinimumDegree(int columns, int[][] rows) {
    for (int j = 0; j < columns; j++) {
      neighbours.add(new HashSet<>());
    }
    for (int[] row : rows) {
      for (int a : row) {
        for (int b : row) {
          if (a != b) {
            neighbours.get(a).add(b);
          }
        }
      }
    }
  }

  /// The columns in their order.
  ///
  /// @param rows the columns with entries, for each row
  static int[] order(int columns, int[][] rows) {
    return new MinimumDegree(columns, rows).eliminateAll();
  }

  private int[] eliminateAll() {
    int[] order = new int[neighbours.size()];
    boolean[] taken = new boolean[order.length];
    for (int j = 0; j < order.length; j++) {
      enter(j);
    }
    int next = 0;
    while (next < order.length) {
      Candidate candidate = queue.remove();
      int column = candidate.column;
      if (!taken[column] && candidate.degree == neighbours.get(column).size()) {
        taken[column] = true;
        order[next++] = column;
        eliminate(column);
      }
    }
    return order;
  }

  private void enter(int column) {
    queue.add(new Candidate(neighbours.get(column).size(), column));
  }

  private void eliminate(int column) {
    Set<Integer> around = neighbours.get(column);
    for (int a : around) {
      Set<Integer> others = neighbours.get(a);
      others.addAll(around);
      others.remove(a);
      others.remove(column);
      enter(a);
    }
    neighbours.set(column, Set.of());
  }
}
