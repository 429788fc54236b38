package dev.leibniz.optimize;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;

/// Checks of an optimizer's numbers, by name.
final class Ranges {
  private Ranges() {}

  static void requireDecay(String optimizer, String name, double value) {
    require(value >= 0 && value < 1, optimizer, name, "from 0 to below 1", value);
  }

  static void requireNotNegative(String optimizer, String name, double value) {
    require(
        value >= 0 && value < Double.POSITIVE_INFINITY,
        optimizer,
        name,
        "finite and not negative",
        value);
  }

  static void requirePositive(String optimizer, String name, double value) {
    require(
        value > 0 && value < Double.POSITIVE_INFINITY,
        optimizer,
        name,
        "finite and positive",
        value);
  }

  static void requireCount(String optimizer, String name, int value) {
    requireAtLeast(1, "be positive", optimizer, name, value);
  }

  static void requireNotNegative(String optimizer, String name, int value) {
    requireAtLeast(0, "not be negative", optimizer, name, value);
  }

  private static void requireAtLeast(
      int least, String law, String optimizer, String name, int value) {
    if (value < least) {
      throw new ArgumentException(
          Explanation.of(optimizer, "the number `" + name + "` must " + law)
              .got(name + " = " + value));
    }
  }

  private static void require(
      boolean holds, String optimizer, String name, String range, double value) {
    if (!holds) {
      throw new ArgumentException(
          Explanation.of(optimizer, "the " + name + " must be " + range).got(name + " = " + value));
    }
  }
}
