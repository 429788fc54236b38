package dev.leibniz.eval;

import dev.leibniz.data.TapeData;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.Value;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.NonFiniteException;
import dev.leibniz.error.SourceLine;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Runs a program and stops at the first operation that gives a number that is infinite or NaN.
///
/// `-Dleibniz.check=nan` runs every program, and every operation outside of one, this way.
public final class NanCheck {
  private NanCheck() {}

  /// Whether the system property `leibniz.check` is `nan`.
  public static boolean isOn() {
    return "nan".equals(System.getProperty("leibniz.check"));
  }

  /// The program's outputs, as [Interpreter#run] computes them.
  ///
  /// @throws NonFiniteException if an operation gives a number that is not finite; it names the
  ///   operation, its line, and the range of its operands
  public static List<Value> run(Program program, List<Value> inputs) {
    return new Evaluation(NanCheck::see).run(program, inputs);
  }

  /// Looks at the results of an operation.
  ///
  /// @throws NonFiniteException if a number is not finite
  static void see(
      Prim prim, @Nullable SourceLine where, List<Value> operands, List<Value> results) {
    for (Value result : results) {
      if (result instanceof TensorData tensor && Range.of(tensor).nonFinite() > 0) {
        throw new NonFiniteException(
            Explanation.of(prim.name(), "every result must be finite")
                .got("result = " + Range.of(tensor) + describe(operands))
                .at(where)
                .fix("keep the operands away from where the operation has no finite value"));
      }
    }
  }

  private static String describe(List<Value> operands) {
    StringJoiner text = new StringJoiner(", ", operands.isEmpty() ? "" : ", ", "");
    for (int i = 0; i < operands.size(); i++) {
      String operand =
          switch (operands.get(i)) {
            case TensorData tensor -> Range.of(tensor).toString();
            case TapeData tape -> tape.type().toString();
          };
      text.add("operand " + i + " = " + operand);
    }
    return text.toString();
  }

  /// What is known of a tensor's elements.
  private record Range(TensorData tensor, double min, double max, int nonFinite) {
    static Range of(TensorData tensor) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      int nonFinite = 0;
      for (int i = 0; i < tensor.length(); i++) {
        double element = tensor.elementAsDouble(i);
        if (Double.isFinite(element)) {
          min = Math.min(min, element);
          max = Math.max(max, element);
        } else {
          nonFinite++;
        }
      }
      return new Range(tensor, min, max, nonFinite);
    }

    @Override
    public String toString() {
      String range = min <= max ? " from " + min + " to " + max : "";
      return tensor.type() + range + (nonFinite > 0 ? " and " + nonFinite + " not finite" : "");
    }
  }
}
