package dev.leibniz.learn.table;

/// Texts as numbers.
final class Numbers {
  private Numbers() {}

  /// The number that a text is in decimal notation, such as `-1.5e3`, or NaN if it is none or is
  /// beyond a double's range. Zero has no sign.
  static double parse(String text, boolean decimalComma) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean allowed =
          (character >= '0' && character <= '9')
              || character == '-'
              || character == '+'
              || character == 'e'
              || character == 'E'
              || character == (decimalComma ? ',' : '.');
      if (!allowed) {
        return Double.NaN;
      }
    }
    if (text.isEmpty()) {
      return Double.NaN;
    }
    try {
      double number = Double.parseDouble(decimalComma ? text.replace(',', '.') : text);
      return Double.isInfinite(number) ? Double.NaN : number + 0.0;
    } catch (NumberFormatException noNumber) {
      return Double.NaN;
    }
  }

  static boolean isMissing(String text, CsvOptions options) {
    return text.isEmpty() || options.missing().contains(text);
  }

  /// The one text of a number, so that `1`, `1.0` and `1e0` are the same class: `1`.
  static String canonical(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
