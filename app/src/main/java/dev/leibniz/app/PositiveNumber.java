package dev.leibniz.app;

import java.util.OptionalDouble;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A number of the command line above 0.
final class PositiveNumber implements ITypeConverter<Double> {
  PositiveNumber() {}

  @Override
  public Double convert(String text) {
    return parse(text)
        .orElseThrow(
            () -> new TypeConversionException("must be a finite number above 0, but is " + text));
  }

  private static OptionalDouble parse(String text) {
    try {
      double number = Double.parseDouble(text);
      return number > 0 && Double.isFinite(number)
          ? OptionalDouble.of(number)
          : OptionalDouble.empty();
    } catch (NumberFormatException notANumber) {
      return OptionalDouble.empty();
    }
  }
}
