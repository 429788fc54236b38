package dev.leibniz.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// The L-BFGS approximation of a Hessian, B = θ·I − W·M·Wᵀ with W = [Y θ·S]: Byrd, Nocedal and
/// Schnabel, "Representations of quasi-Newton matrices and their use in limited memory methods"
/// (1994), theorem 2.3.
///
/// Every pair of a step and the gradient's change is divided by the root of their product, which
/// leaves B as it is, makes D the identity, and keeps M well scaled where steps become short.
final class CompactLbfgs {
  private static final double LEAST_CURVATURE = 2.2e-16;

  private final int most;
  private final List<double[]> steps = new ArrayList<>();
  private final List<double[]> changes = new ArrayList<>();
  private double theta = 1;
  private double[][] below = new double[0][];
  private double[][] products = new double[0][];
  private ModifiedCholesky factors = ModifiedCholesky.of(below);

  CompactLbfgs(int most) {
    this.most = most;
  }

  void clear() {
    steps.clear();
    changes.clear();
    theta = 1;
    below = new double[0][];
    products = new double[0][];
    factors = ModifiedCholesky.of(below);
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
    double scale = 1 / Math.sqrt(curvature);
    steps.add(Vectors.scaled(step, scale));
    changes.add(Vectors.scaled(change, scale));
    theta = square / curvature;
    factorize();
  }

  /// The blocks of M⁻¹ = [−I Lᵀ; L θ·SᵀS], where L is what is below the diagonal of SᵀY, and the
  /// factors of θ·SᵀS + L·Lᵀ, the Schur complement.
  private void factorize() {
    int k = steps.size();
    below = new double[k][k];
    products = new double[k][k];
    double[][] complement = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        below[i][j] = i == j ? 0 : Vectors.dot(steps.get(i), changes.get(j));
        products[i][j] = theta * Vectors.dot(steps.get(i), steps.get(j));
        products[j][i] = products[i][j];
      }
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        complement[i][j] = products[i][j] + Vectors.dot(below[i], below[j]);
        complement[j][i] = complement[i][j];
      }
    }
    if (ModifiedCholesky.isDefinite(complement)) {
      factors = ModifiedCholesky.of(complement);
    } else {
      clear();
    }
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
    int k = steps.size();
    double[] right = new double[k];
    for (int i = 0; i < k; i++) {
      right[i] = p[k + i];
      for (int j = 0; j < i; j++) {
        right[i] += below[i][j] * p[j];
      }
    }
    double[] lower = factors.solve(right);
    double[] product = new double[2 * k];
    for (int i = 0; i < k; i++) {
      product[i] = -p[i];
      for (int j = i + 1; j < k; j++) {
        product[i] += below[j][i] * lower[j];
      }
      product[k + i] = lower[i];
    }
    return product;
  }

  /// −B⁻¹·r among some of the variables, by the Sherman–Morrison–Woodbury formula: Byrd, Lu,
  /// Nocedal and Zhu, the direct primal method of section 5.1.
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
    int k = steps.size();
    double[][] system = new double[columns][columns];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        system[a][b] = (a == b ? -1 : 0) - square[a][b];
        system[a][k + b] = below[b][a] - square[a][k + b];
        system[k + a][b] = below[a][b] - square[k + a][b];
        system[k + a][k + b] = products[a][b] - square[k + a][k + b];
      }
    }
    double[] weights = LinearSystem.solve(system, transposeTimes(r));
    for (int i = 0; i < r.length; i++) {
      if (isFree.test(i)) {
        step[i] -= Vectors.dot(row(i), weights) / (theta * theta);
      }
    }
    return step;
  }
}
