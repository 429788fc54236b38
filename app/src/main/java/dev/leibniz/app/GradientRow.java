package dev.leibniz.app;

import dev.leibniz.data.DType;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Jit2;
import dev.leibniz.learn.table.Table;
import dev.leibniz.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// The gradient: linear regression by gradient descent, against the normal equations.
final class GradientRow implements TourRow {
  private static final int STEPS = 20_000;

  GradientRow() {}

  @Override
  public String title() {
    return "Gradient: where to go. Linear regression on Efron's diabetes data (442 patients)";
  }

  @Override
  public Outcome run() {
    Table table = EmbeddedData.csv("diabetes_efron.csv").table();
    int rows = table.rowCount();
    int columns = table.names().size() - 1;
    double[] features = new double[rows * (columns + 1)];
    double[] targets = new double[rows];
    for (int row = 0; row < rows; row++) {
      features[row * (columns + 1)] = 1;
      for (int column = 0; column < columns; column++) {
        features[row * (columns + 1) + column + 1] = Double.parseDouble(table.text(row, column));
      }
      targets[row] = Double.parseDouble(table.text(row, columns));
    }
    Tensor x = standardised(Tensor.of(features, rows, columns + 1));
    Tensor y = Tensor.of(targets);
    Function<Tensor, Tensor> loss = w -> x.matmul(w).minus(y).square().mean().times(0.5);
    Tensor hessian = x.transpose().matmul(x).div(rows);
    double rate = 1 / hessian.norm().item();
    Tensor direct = x.transpose().matmul(x).solve(x.transpose().matmul(y));
    Jit2<Tensor, Tensor, Descent> step =
        Jit.of((Tensor w, Tensor before) -> {
          Tensor look = w.plus(w.minus(before).times(0.995));
          return new Descent(look.minus(Grad.of(loss).apply(look).times(rate)), w);
        });
    Descent state =
        new Descent(Tensor.zeros(DType.F64, columns + 1), Tensor.zeros(DType.F64, columns + 1));
    int steps = 0;
    Function<Tensor, Tensor> gradient = Grad.of(loss);
    double slope = gradient.apply(state.now()).norm().item();
    while (steps < STEPS && slope > 1e-10) {
      for (int i = 0; i < 100; i++, steps++) {
        state = step.apply(state.now(), state.before());
      }
      slope = gradient.apply(state.now()).norm().item();
    }
    double apart = state.now().minus(direct).norm().item() / direct.norm().item();
    double rss = x.matmul(state.now()).minus(y).square().sum().item();
    double total = y.minus(y.mean()).square().sum().item();
    return new Outcome(
        List.of(
            String.format(
                Locale.ROOT, "%d steps along the gradient, |gradient| = %.1e", steps, slope),
            String.format(
                Locale.ROOT,
                "residual sum of squares %.4f, R² %.6f (published: 1263985.7856, 0.517748)",
                rss,
                1 - rss / total),
            String.format(Locale.ROOT, "distance from the normal equations' solution %.1e", apart)),
        apart < 1e-6 && Math.abs(rss - 1263985.7856333437) < 1e-2);
  }

  /// Two points of a descent with momentum.
  ///
  /// @param now the latest
  /// @param before the one before
  record Descent(Tensor now, Tensor before) {}

  /// Columns of mean 0 and deviation 1, but for the first, which is constant.
  private static Tensor standardised(Tensor x) {
    Tensor rest = x.slice(1, 1, Math.toIntExact(x.shape().extent(1)));
    Tensor scaled = rest.minus(rest.mean(0)).div(rest.var(0).sqrt());
    return Tensor.concat(1, x.slice(1, 0, 1), scaled);
  }
}
