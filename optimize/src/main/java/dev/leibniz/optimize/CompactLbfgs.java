package dev.leibniz.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// The L-BFGS approximation of a Hessian, B = θ·I − W·M·Wᵀ with W = [Y θ·S]: Byrd, Nocedal and
/// Schnabel, "Representations of quasi-Newton matrices and their use in limited memory methods"
/// (1994), theorem 2.3.
///
/// Every pair of a step and the gradient's change is divided by the step's length, which leaves B as
/// it is and keeps M well scaled where steps become short.
final class CompactLbfgs {
  private static final double LEAST_CURVATURE = 2.2e-16;

  private final int most;
  private final List<double[]> steps = new ArrayList<>();
  private final List<double[]> changes = new ArrayList<>();
  private double theta = 1;
  private double[][] middle = new double[0][];

  CompactLbfgs(int most) {
    this.most = most;
  }

  void clear() {
    steps.clear();
    changes.clear();
    theta = 1;
    middle = new double[0][];
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  double theta() {
    return theta;
  }

  /// The number of W's columns.
  int columns() {
    return 2 * steps.size();
  }

  /// Learns from a step if the curvature along it is positive.
  void add(double[] step, double[] change) {
    double curvature = Vectors.dot(step, change);
    double square = Vectors.dot(change, change);
    if (!(curvature > LEAST_CURVATURE * square)) {
      return;
    }
    if (steps.size() == most) {
      steps.removeFirst();
      changes.removeFirst();
    }
    double length = Vectors.norm(step);
    steps.add(Vectors.scaled(step, 1 / length));
    changes.add(Vectors.scaled(change, 1 / length));
    theta = square / curvature;
    middle = middle();
    if (!isFinite(middle)) {
      clear();
    }
  }

  private static boolean isFinite(double[][] matrix) {
    for (double[] row : matrix) {
      for (double each : row) {
        if (!Double.isFinite(each)) {
          return false;
        }
      }
    }
    return true;
  }

  /// M, the inverse of [−D Lᵀ; L θ·SᵀS], where D and L are the diagonal of SᵀY and what is below it.
  private double[][] middle() {
    int k = steps.size();
    double[][] blocks = new double[2 * k][2 * k];
    for (int i = 0; i < k; i++) {
      blocks[i][i] = -Vectors.dot(steps.get(i), changes.get(i));
      for (int j = 0; j < i; j++) {
        blocks[k + i][j] = Vectors.dot(steps.get(i), changes.get(j));
        blocks[j][k + i] = blocks[k + i][j];
      }
      for (int j = 0; j <= i; j++) {
        blocks[k + i][k + j] = theta * Vectors.dot(steps.get(i), steps.get(j));
        blocks[k + j][k + i] = blocks[k + i][k + j];
      }
    }
    return SmallMatrix.inverse(blocks);
  }

  /// Wᵀ·v.
  double[] transposeTimes(double[] v) {
    int k = steps.size();
    double[] product = new double[2 * k];
    for (int j = 0; j < k; j++) {
      product[j] = Vectors.dot(changes.get(j), v);
      product[k + j] = theta * Vectors.dot(steps.get(j), v);
    }
    return product;
  }

  /// A row of W.
  double[] row(int i) {
    int k = steps.size();
    double[] row = new double[2 * k];
    for (int j = 0; j < k; j++) {
      row[j] = changes.get(j)[i];
      row[k + j] = theta * steps.get(j)[i];
    }
    return row;
  }

  /// M·p.
  double[] middleTimes(double[] p) {
    return SmallMatrix.times(middle, p);
  }

  /// −B⁻¹·r among some of the variables, by the Sherman–Morrison–Woodbury formula: Byrd, Lu, Nocedal
  /// and Zhu, the direct primal method of section 5.1.
  ///
  /// @param r zero for the other variables
  double[] newton(double[] r, IntPredicate isFree) {
    double[] step = Vectors.scaled(r, -1 / theta);
    int columns = columns();
    if (columns == 0) {
      return step;
    }
    double[][] square = new double[columns][columns];
    for (int i = 0; i < r.length; i++) {
      if (isFree.test(i)) {
        double[] row = row(i);
        for (int a = 0; a < columns; a++) {
          for (int b = 0; b < columns; b++) {
            square[a][b] += row[a] * row[b] / theta;
          }
        }
      }
    }
    double[][] system = new double[columns][columns];
    for (int a = 0; a < columns; a++) {
      for (int b = 0; b < columns; b++) {
        double sum = a == b ? 1 : 0;
        for (int c = 0; c < columns; c++) {
          sum -= middle[a][c] * square[c][b];
        }
        system[a][b] = sum;
      }
    }
    double[] weights = LinearSystem.solve(system, middleTimes(transposeTimes(r)));
    for (int i = 0; i < r.length; i++) {
      if (isFree.test(i)) {
        step[i] -= Vectors.dot(row(i), weights) / (theta * theta);
      }
    }
    return step;
  }
}
