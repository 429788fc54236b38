package dev.leibniz.eval;

import dev.leibniz.data.TapeData;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.Value;
import dev.leibniz.error.CheckException;
import dev.leibniz.error.Explanation;
import dev.leibniz.ir.Effect;
import java.lang.reflect.Array;
import java.util.StringJoiner;

/// Runs the primitives that are run for what they do.
public final class Effects {
  /// How many elements are printed at either end.
  private static final int SHOWN = 8;

  private Effects() {}

  /// Prints the value, or checks that all of its elements hold.
  ///
  /// @throws CheckException if an element of a [Effect.Check]'s operand is false
  public static void run(Effect effect, Value value) {
    switch (effect) {
      case Effect.Print print -> System.err.println(print.label() + ": " + text(value));
      case Effect.Check check -> check(check.law(), (TensorData) value);
    }
  }

  private static void check(String law, TensorData condition) {
    boolean[] elements = condition.booleans();
    int failures = 0;
    int first = -1;
    for (int i = 0; i < elements.length; i++) {
      if (!elements[i]) {
        failures++;
        first = first < 0 ? i : first;
      }
    }
    if (failures > 0) {
      throw new CheckException(
          Explanation.of("check", law)
              .got(
                  failures
                      + " of "
                      + elements.length
                      + " elements false, the first at position "
                      + first));
    }
  }

  private static String text(Value value) {
    return switch (value) {
      case TensorData tensor -> tensor.type() + elements(tensor);
      case TapeData tape -> tape.type() + " with " + tape.entries().size() + " entries";
    };
  }

  private static String elements(TensorData tensor) {
    StringJoiner text = new StringJoiner(", ", " {", "}");
    int length = tensor.length();
    for (int i = 0; i < length; i++) {
      if (i == SHOWN && length > 2 * SHOWN) {
        text.add("…");
        i = length - SHOWN;
      }
      text.add(String.valueOf(Array.get(tensor.array(), i)));
    }
    return text.toString();
  }
}
