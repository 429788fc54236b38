package dev.leibniz.integrate;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;
import java.util.List;

/// Regions other than boxes, as images of cubes.
final class Regions {
  private Regions() {}

  /// The integrand on [from, to] × the unit cube that stands for a region with inner limits.
  static MultivariateFunction between(MultivariateFunction f, List<InnerLimits> inner) {
    return cube -> {
      double[] x = cube.clone();
      double volume = 1;
      for (int i = 1; i < x.length; i++) {
        double[] outer = Arrays.copyOf(x, i);
        double low = inner.get(i - 1).from().applyAsDouble(outer);
        double high = inner.get(i - 1).to().applyAsDouble(outer);
        if (low == high) {
          return 0;
        }
        volume *= Side.speed(cube[i], low, high);
        x[i] = Side.point(cube[i], low, high);
      }
      double value = f.applyAsDouble(x);
      return value == 0 ? 0 : value * volume;
    };
  }

  /// The integrand on the unit cube that stands for a simplex: with edges e_k = v_k − v_(k−1) the
  /// point is v_0 + u_1 (e_1 + u_2 (e_2 + u_3 (…))), and the volume is stretched by |det e|
  /// u_1^(n−1) u_2^(n−2) …. Source: Duffy, Quadrature over a pyramid or cube of integrands with a
  /// singularity at a vertex (1982).
  static MultivariateFunction simplex(MultivariateFunction f, double[][] vertices) {
    int axes = vertices.length - 1;
    double[][] edges = edges(vertices);
    double stretch = Math.abs(determinant(edges));
    return cube -> {
      double[] x = vertices[0].clone();
      double share = 1;
      double volume = stretch;
      for (int k = 0; k < axes; k++) {
        share *= cube[k];
        volume *= k + 1 < axes ? share : 1;
        for (int i = 0; i < axes; i++) {
          x[i] += share * edges[k][i];
        }
      }
      return volume * f.applyAsDouble(x);
    };
  }

  private static double[][] edges(double[][] vertices) {
    int axes = vertices.length - 1;
    double[][] edges = new double[Math.max(axes, 0)][];
    for (int k = 0; k <= axes; k++) {
      if (axes < 1 || vertices[k].length != axes) {
        throw new ArgumentException(
            Explanation.of("Integrate.simplex", "n + 1 vertices have n coordinates each")
                .got("vertices = " + Arrays.deepToString(vertices)));
      }
      for (double coordinate : vertices[k]) {
        if (!(Math.abs(coordinate) <= Double.MAX_VALUE)) {
          throw new ArgumentException(
              Explanation.of("Integrate.simplex", "coordinates are finite numbers")
                  .got("vertices = " + Arrays.deepToString(vertices)));
        }
      }
      if (k > 0) {
        edges[k - 1] = new double[axes];
        for (int i = 0; i < axes; i++) {
          edges[k - 1][i] = vertices[k][i] - vertices[k - 1][i];
        }
      }
    }
    return edges;
  }

  /// By Gauss' elimination with row exchanges.
  private static double determinant(double[][] rows) {
    double[][] matrix = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    double product = 1;
    for (int k = 0; k < matrix.length; k++) {
      int pivot = k;
      for (int i = k + 1; i < matrix.length; i++) {
        pivot = Math.abs(matrix[i][k]) > Math.abs(matrix[pivot][k]) ? i : pivot;
      }
      double[] row = matrix[pivot];
      matrix[pivot] = matrix[k];
      matrix[k] = row;
      product *= row[k];
      if (row[k] == 0) {
        return 0;
      }
      for (int i = k + 1; i < matrix.length; i++) {
        double factor = matrix[i][k] / row[k];
        for (int j = k; j < matrix.length; j++) {
          matrix[i][j] -= factor * row[j];
        }
      }
    }
    return product;
  }
}
