package dev.leibniz.app;

import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers with commas between, such as `1,2.5`; `pi`, `e`, `inf` and `-inf` are numbers too.
record Numbers(double... values) {
  /// Reads them.
  static final class Converter implements ITypeConverter<Numbers> {
    Converter() {}

    @Override
    public Numbers convert(String text) {
      return new Numbers(Arrays.stream(text.split(",", -1)).mapToDouble(Numbers::number).toArray());
    }
  }

  /// One number.
  static double number(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    boolean isNegative = plain.startsWith("-");
    double size =
        switch (isNegative ? plain.substring(1) : plain) {
          case "pi" -> Math.PI;
          case "e" -> Math.E;
          case "inf", "infinity", "∞" -> Double.POSITIVE_INFINITY;
          case String other -> parse(text, other);
        };
    return isNegative ? -size : size;
  }

  private static double parse(String text, String plain) {
    try {
      return Double.parseDouble(plain);
    } catch (NumberFormatException _) {
      throw new TypeConversionException(
          "'" + text + "' is not a number; write 1.5, -2e3, pi, e, inf or -inf");
    }
  }
}
