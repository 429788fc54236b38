package dev.leibniz.optimize;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.LeibnizException;
import org.jspecify.annotations.Nullable;

/// The user's residuals with their weights and loss, counted and checked.
final class ResidualModel {
  private final String operation;
  private final VectorFunction residuals;
  private final MatrixFunction jacobian;
  private final FitOptions options;
  private final RobustLoss loss;
  private int size = -1;
  private int evaluations;
  private int jacobianEvaluations;
  private @Nullable String trouble;
  private boolean threw;

  ResidualModel(String operation, VectorFunction residuals, FitOptions options) {
    this.operation = operation;
    this.residuals = residuals;
    this.options = options;
    loss = options.loss();
    MatrixFunction given = options.jacobian();
    jacobian = given == null ? Calculus.jacobian(residuals) : given;
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
  double @Nullable [][] jacobian(Point point) {
    jacobianEvaluations++;
    int n = point.parameters().length;
    double[][] rows;
    try {
      rows = jacobian.apply(point.parameters().clone());
    } catch (LeibnizException refusal) {
      throw refusal;
    } catch (RuntimeException failure) {
      trouble("the Jacobian threw " + failure, true);
      return null;
    }
    if (rows.length != size || rows[0].length != n) {
      throw refuse(
          "the Jacobian must have a row for each residual and a column for each parameter",
          rows.length
              + " rows of "
              + (rows.length == 0 ? 0 : rows[0].length)
              + ", for "
              + size
              + " residuals and "
              + n
              + " parameters",
          "leave the Jacobian out: the exact one is derived");
    }
    double[][] result = new double[size][n];
    for (int i = 0; i < size; i++) {
      double weight = rootWeight(i);
      for (int j = 0; j < n; j++) {
        result[i][j] = rows[i][j] * weight;
        if (!Double.isFinite(result[i][j])) {
          trouble(
              "the derivative of residual " + i + " in parameter " + j + " is " + rows[i][j],
              false);
          return null;
        }
      }
    }
    return result;
  }
}
