package dev.leibniz.app;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Partial derivatives of the pressure of a real gas, against the formulas on paper.
final class PartialRow implements TourRow {
  /// Van der Waals' constants of carbon dioxide (CRC Handbook of Chemistry and Physics): attraction
  /// in Pa·m⁶/mol², volume in m³/mol; the gas constant in J/(mol·K).
  private static final double ATTRACTION = 0.3658;

  private static final double VOLUME = 4.29e-5;
  private static final double GAS = 8.31446261815324;

  PartialRow() {}

  @Override
  public String title() {
    return "Partial derivatives: one variable moves. Pressure of carbon dioxide, 0.5 l/mol at 300 K"
        + " (van der Waals)";
  }

  @Override
  public Outcome run() {
    double a = ATTRACTION;
    double b = VOLUME;
    MultivariateFunction pressure = x -> GAS * x[1] / (x[0] - b) - a / (x[0] * x[0]);
    double[] at = {5e-4, 300};
    double v = at[0];
    double[] expected = {-GAS * at[1] / ((v - b) * (v - b)) + 2 * a / (v * v * v), GAS / (v - b)};
    String[] names = {"dp/dV in Pa·mol/m³", "dp/dT in Pa/K"};
    List<String> lines = new ArrayList<>();
    boolean isRight = true;
    for (int i = 0; i < 2; i++) {
      double partial = Calculus.partial(pressure, i).applyAsDouble(at);
      double error = Math.abs(partial / expected[i] - 1);
      isRight &= error < 1e-14;
      lines.add(
          String.format(
              Locale.ROOT,
              "%-20s %.12g   on paper %.12g   distance %.0e",
              names[i],
              partial,
              expected[i],
              error));
    }
    return new Outcome(lines, isRight);
  }
}
