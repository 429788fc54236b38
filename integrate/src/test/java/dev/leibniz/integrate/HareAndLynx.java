package dev.leibniz.integrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/// The Lotka–Volterra model of hares and lynxes: the parameters are θ₁ … θ₄ of the equation and the
/// two deviations σ, the state at the start is unknown too.
final class HareAndLynx {
  private HareAndLynx() {}

  /// The equation.
  static final OdeParameterFunction EQUATION =
      (t, z, p) -> new double[] {(p[0] - p[1] * z[1]) * z[0], (-p[2] + p[3] * z[0]) * z[1]};

  /// The times, 0 to 20.
  static final double[] TIMES =
      Arrays.stream(table("hudson_lynx_hare.csv")).mapToDouble(row -> row[0]).toArray();

  /// Minus the logarithm of the posterior density, in the language of `Calculus`.
  static final OdeLoss LOSS = loss(table("hudson_lynx_hare.csv"));

  private static OdeLoss loss(double[][] data) {
    return (z, p) -> {
      double sum = 0;
      for (int i = 0; i < data.length; i++) {
        sum += logNormal(data[i][1], Math.log(z[i][0]), p[4]);
        sum += logNormal(data[i][2], Math.log(z[i][1]), p[5]);
      }
      sum += normal(p[0], 1, 0.5) + normal(p[2], 1, 0.5);
      sum += normal(p[1], 0.05, 0.05) + normal(p[3], 0.05, 0.05);
      sum += logNormal(p[4], -1, 1) + logNormal(p[5], -1, 1);
      sum += logNormal(z[0][0], Math.log(10), 1) + logNormal(z[0][1], Math.log(10), 1);
      return sum;
    };
  }

  private static double normal(double x, double mean, double deviation) {
    double u = (x - mean) / deviation;
    return 0.5 * u * u + Math.log(deviation) + 0.5 * Math.log(2 * Math.PI);
  }

  private static double logNormal(double x, double mean, double deviation) {
    return normal(Math.log(x), mean, deviation) + Math.log(x);
  }

  /// Rows of θ₁ … θ₄, z₁, z₂, σ₁, σ₂ and the logarithm of the density there.
  static double[][] checks() {
    return table("hudson_lynx_hare_log_density.csv");
  }

  /// The state at the start in a row of [#checks].
  static double[] start(double[] row) {
    return new double[] {row[4], row[5]};
  }

  /// The parameters in a row of [#checks].
  static double[] parameters(double[] row) {
    return new double[] {row[0], row[1], row[2], row[3], row[6], row[7]};
  }

  private static double[][] table(String name) {
    try (InputStream stream =
        Objects.requireNonNull(HareAndLynx.class.getResourceAsStream(name), name)) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .skip(1)
          .map(
              line -> Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
          .toArray(double[][]::new);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
