package dev.leibniz.app;

import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A whole number of the command line, from 1 up.
final class PositiveInteger implements ITypeConverter<Integer> {
  PositiveInteger() {}

  @Override
  public Integer convert(String text) {
    return parse(text)
        .orElseThrow(() ->
            new TypeConversionException(
                "must be a whole number from 1 to " + Integer.MAX_VALUE + ", but is " + text));
  }

  private static OptionalInt parse(String text) {
    try {
      int number = Integer.parseInt(text);
      return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
    } catch (NumberFormatException notANumber) {
      return OptionalInt.empty();
    }
  }
}
