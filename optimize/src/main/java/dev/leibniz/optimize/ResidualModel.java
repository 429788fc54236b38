package dev.leibniz.optimize;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.SparseMatrix;
import dev.leibniz.calculus.SparseMatrixFunction;
import dev.leibniz.calculus.SparsityPattern;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.LeibnizException;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The user's residuals with their weights and loss, counted and checked.
final class ResidualModel {
  private final String operation;
  private final VectorFunction residuals;
  private final MatrixFunction jacobian;
  private final @Nullable SparseMatrixFunction sparseJacobian;
  private final FitOptions options;
  private final RobustLoss loss;
  private int size = -1;
  private int evaluations;
  private int jacobianEvaluations;
  private @Nullable String trouble;
  private boolean threw;
  private @Nullable SparsityPattern pattern;
  private int[][] places = {};
  private int[] order = {};

  ResidualModel(String operation, VectorFunction residuals, FitOptions options) {
    this.operation = operation;
    this.residuals = residuals;
    this.options = options;
    loss = options.loss();
    MatrixFunction given = options.jacobian();
    SparseMatrixFunction givenSparse = options.sparseJacobian();
    if (options.isSparse()) {
      sparseJacobian = givenSparse == null ? Calculus.sparseJacobian(residuals) : givenSparse;
      jacobian = x -> sparseJacobian.apply(x).toDense();
    } else {
      sparseJacobian = null;
      jacobian = given == null ? Calculus.jacobian(residuals) : given;
    }
  }

  /// Parameters with the residuals there.
  ///
  /// @param residuals as the user's function gave them
  /// @param weighted times the roots of the weights
  /// @param objective Σ of the losses; NaN where the function threw or gave a number that is not
  ///   finite
  record Point(double[] parameters, double[] residuals, double[] weighted, double objective) {
    boolean valid() {
      return Double.isFinite(objective);
    }
  }

  int evaluations() {
    return evaluations;
  }

  int jacobianEvaluations() {
    return jacobianEvaluations;
  }

  /// What went wrong last, in words; null where nothing has.
  @Nullable String trouble() {
    return trouble;
  }

  /// Whether the trouble was an exception.
  boolean threw() {
    return threw;
  }

  /// The residuals at the parameters.
  Point at(double[] parameters) {
    evaluations++;
    double[] values;
    try {
      values = residuals.apply(parameters.clone());
    } catch (LeibnizException refusal) {
      throw refusal;
    } catch (RuntimeException failure) {
      trouble("the residuals threw " + failure, true);
      return new Point(parameters, new double[0], new double[0], Double.NaN);
    }
    checkSize(values);
    return weigh(parameters, values.clone());
  }

  private void trouble(String sentence, boolean exception) {
    trouble = sentence;
    threw = exception;
  }

  private void checkSize(double[] values) {
    if (size < 0) {
      size = values.length;
      if (size == 0) {
        throw refuse("there must be residuals", "none", "return one residual for each observation");
      }
      checkOption("weights", options.weights().length);
      checkOption("observations", options.observations().length);
    } else if (values.length != size) {
      throw refuse(
          "the number of residuals must not depend on the parameters",
          size + " residuals, then " + values.length,
          "give residuals that do not count the value 0");
    }
  }

  private void checkOption(String name, int length) {
    if (length != 0 && length != size) {
      throw refuse(
          "there must be as many " + name + " as residuals",
          length + " " + name + ", " + size + " residuals",
          "give one for each residual");
    }
  }

  private ArgumentException refuse(String law, String got, String fix) {
    return new ArgumentException(Explanation.of(operation, law).got(got).fix(fix));
  }

  private Point weigh(double[] parameters, double[] values) {
    double[] weighted = values.clone();
    Compensated sum = new Compensated();
    for (int i = 0; i < values.length; i++) {
      weighted[i] *= rootWeight(i);
      if (!Double.isFinite(weighted[i])) {
        trouble("residual " + i + " is " + values[i], false);
        return new Point(parameters, values, weighted, Double.NaN);
      }
      if (loss.kind() == RobustLoss.Kind.SQUARES) {
        sum.plusProduct(weighted[i], weighted[i]);
      } else {
        sum.plus(loss.of(weighted[i]));
      }
    }
    double objective = sum.value();
    if (!Double.isFinite(objective)) {
      trouble("the sum of the squares of the residuals overflows", false);
    }
    return new Point(parameters, values, weighted, objective);
  }

  private double rootWeight(int i) {
    return options.weights().length == 0 ? 1 : Math.sqrt(options.weights()[i]);
  }

  /// The Jacobian of the weighted residuals; null where it has elements that are not finite.
  @Nullable ResidualMatrix jacobian(Point point) {
    if (sparseJacobian != null) {
      return sparse(sparseJacobian, point);
    }
    double[][] rows = denseJacobian(point);
    return rows == null ? null : new DenseRows(rows, point.parameters().length);
  }

  /// The same as an array, even if few elements differ from zero.
  double @Nullable [][] denseJacobian(Point point) {
    int n = point.parameters().length;
    double[][] rows = evaluated(jacobian::apply, point);
    if (rows == null) {
      return null;
    }
    checkSize(rows.length, rows.length == 0 ? 0 : rows[0].length, n);
    double[][] result = new double[size][n];
    for (int i = 0; i < size; i++) {
      double weight = rootWeight(i);
      for (int j = 0; j < n; j++) {
        result[i][j] = rows[i][j] * weight;
        if (!isFinite(result[i][j], i, j)) {
          return null;
        }
      }
    }
    return result;
  }

  private @Nullable SparseRows sparse(SparseMatrixFunction function, Point point) {
    SparseMatrix matrix = evaluated(function::apply, point);
    if (matrix == null) {
      return null;
    }
    SparsityPattern found = matrix.pattern();
    int n = point.parameters().length;
    checkSize(found.rows(), found.columns(), n);
    if (pattern == null || !found.equals(pattern)) {
      places = new int[size][];
      Arrays.setAll(places, found::row);
      order = MinimumDegree.order(n, places);
      pattern = found;
    }
    double[][] values = new double[size][];
    double[] all = matrix.values();
    int next = 0;
    for (int i = 0; i < size; i++) {
      values[i] = new double[places[i].length];
      for (int k = 0; k < values[i].length; k++) {
        values[i][k] = all[next++] * rootWeight(i);
        if (!isFinite(values[i][k], i, places[i][k])) {
          return null;
        }
      }
    }
    return new SparseRows(n, places, values, order);
  }

  private <T> @Nullable T evaluated(Function<double[], T> function, Point point) {
    jacobianEvaluations++;
    try {
      return function.apply(point.parameters().clone());
    } catch (LeibnizException refusal) {
      throw refusal;
    } catch (RuntimeException failure) {
      trouble("the Jacobian threw " + failure, true);
      return null;
    }
  }

  private void checkSize(int rows, int columns, int n) {
    if (rows != size || columns != n) {
      throw refuse(
          "the Jacobian must have a row for each residual and a column for each parameter",
          rows + " rows of " + columns + ", for " + size + " residuals and " + n + " parameters",
          "leave the Jacobian out: the exact one is derived");
    }
  }

  private boolean isFinite(double element, int residual, int parameter) {
    if (!Double.isFinite(element)) {
      trouble(
          "the derivative of residual "
              + residual
              + " in parameter "
              + parameter
              + " is "
              + element,
          false);
      return false;
    }
    return true;
  }
}
