package dev.leibniz.learn.table;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.stream.IntStream;

/// Mean and standard deviation of a column.
///
/// @param mean the mean, or 0 for no scaling
/// @param deviation the standard deviation of the population, or 1 for a constant column and for no
///   scaling
record Scaling(double mean, double deviation) {
  static final Scaling NONE = new Scaling(0, 1);

  /// The mean and deviation of the numbers of the given rows, whose missing values are left out.
  ///
  /// The mean is a weighted sum and one correction of it, the deviation the root of the weighted
  /// squares of x − mean divided by the largest of them, so that neither overflows nor underflows
  /// where the result does not (T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for computing
  /// the sample variance", 1983). Equal numbers have exactly their own value as mean, and count as
  /// constant.
  static Scaling of(Column column, int[] rows) {
    int[] counts = column.countCodes(rows);
    int[] codes =
        IntStream.range(0, counts.length)
            .filter(code -> counts[code] > 0 && !column.isMissingCode(code))
            .toArray();
    double total = IntStream.of(codes).mapToLong(code -> counts[code]).sum();
    double first = column.numberOf(codes[0]);
    if (IntStream.of(codes).allMatch(code -> column.numberOf(code) == first)) {
      return new Scaling(first, 1);
    }
    double mean = 0;
    for (int code : codes) {
      mean += counts[code] / total * column.numberOf(code);
    }
    double correction = 0;
    double largest = 0;
    for (int code : codes) {
      correction += counts[code] / total * (column.numberOf(code) - mean);
      largest = Math.max(largest, Math.abs(column.numberOf(code) - mean));
    }
    mean += correction;
    double squares = 0;
    for (int code : codes) {
      double scaled = (column.numberOf(code) - mean) / largest;
      squares += counts[code] / total * scaled * scaled;
    }
    return new Scaling(mean, largest * Math.sqrt(squares));
  }

  static void require(String column, double mean, double deviation) {
    if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation <= 0) {
      throw new ArgumentException(
          Explanation.of("scaling", "mean and deviation must be finite, the deviation positive")
              .got("column = " + column + ", mean = " + mean + ", deviation = " + deviation));
    }
  }
}
