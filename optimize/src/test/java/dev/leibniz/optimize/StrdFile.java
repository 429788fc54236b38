package dev.leibniz.optimize;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A data set of NIST's Statistical Reference Datasets, read from its original text.
record StrdFile(
    double[][] starts,
    double[] certified,
    double[] deviations,
    double residualSumOfSquares,
    double residualDeviation,
    double rSquared,
    double[] y,
    double[][] x) {
  private static final Pattern NONLINEAR = Pattern.compile("^\\s+b\\d+ =\\s+(.*)$");
  private static final Pattern LINEAR = Pattern.compile("^\\s+B\\d+\\s+(\\S+)\\s+(\\S+)\\s*$");

  static StrdFile read(String resource) {
    List<double[]> parameters = new ArrayList<>();
    List<double[]> data = new ArrayList<>();
    double sum = Double.NaN;
    double deviation = Double.NaN;
    double rSquared = Double.NaN;
    boolean inData = false;
    for (String line : text(resource).lines().toList()) {
      Matcher nonlinear = NONLINEAR.matcher(line);
      Matcher linear = LINEAR.matcher(line);
      if (inData && !line.isBlank()) {
        data.add(numbers(line));
      } else if (nonlinear.matches()) {
        parameters.add(numbers(nonlinear.group(1)));
      } else if (linear.matches()) {
        parameters.add(numbers(linear.group(1) + " " + linear.group(2)));
      } else if (line.startsWith("Residual Sum of Squares:")) {
        sum = Double.parseDouble(line.substring(24).strip());
      } else if (line.strip().startsWith("Standard Deviation   ")) {
        deviation = Double.parseDouble(line.strip().substring(18).strip());
      } else if (line.strip().startsWith("R-Squared")) {
        rSquared = Double.parseDouble(line.strip().substring(9).strip());
      }
      inData |= line.matches("Data:\\s+y .*");
    }
    return new StrdFile(
        columns(parameters, 0, parameters.getFirst().length - 2),
        column(parameters, parameters.getFirst().length - 2),
        column(parameters, parameters.getFirst().length - 1),
        sum,
        deviation,
        rSquared,
        column(data, 0),
        columns(data, 1, data.getFirst().length));
  }

  private static String text(String resource) {
    try (InputStream stream = StrdFile.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static double[] numbers(String line) {
    return Pattern.compile("\\s+")
        .splitAsStream(line.strip())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static double[] column(List<double[]> rows, int index) {
    return rows.stream().mapToDouble(row -> row[index]).toArray();
  }

  /// Columns `from` to `to` (exclusive), column by column.
  private static double[][] columns(List<double[]> rows, int from, int to) {
    double[][] result = new double[to - from][];
    for (int j = from; j < to; j++) {
      result[j - from] = column(rows, j);
    }
    return result;
  }
}
