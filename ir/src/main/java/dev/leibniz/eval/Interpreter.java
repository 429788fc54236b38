package dev.leibniz.eval;

import dev.leibniz.data.Value;
import dev.leibniz.error.LeibnizException;
import dev.leibniz.error.SourceLine;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs programs and single primitives. What it computes is what they mean, to the last bit; every
/// other way to run a program gives the same.
///
/// Values are only read; a result shares its array with an operand where no element changes.
public final class Interpreter {
  private Interpreter() {}

  /// The program's outputs for the given inputs.
  ///
  /// @throws dev.leibniz.error.ProgramException if the inputs are not of the program's types
  /// @throws LeibnizException if an operation cannot be carried out; it names the operation's line
  public static List<Value> run(Program program, List<Value> inputs) {
    return new Evaluation(new Observer.None()).run(program, inputs);
  }

  /// The primitive's results for the given operands. With `-Dleibniz.check=nan` they must be
  /// finite.
  ///
  /// @param where the line that asks for it; null for the caller's
  /// @throws LeibnizException if the operands do not fit, or the operation cannot be carried out
  public static List<Value> apply(Prim prim, List<Value> operands, @Nullable SourceLine where) {
    try {
      Observer observer = NanCheck.isOn() ? NanCheck::see : new Observer.None();
      return new Evaluation(observer).apply(prim, operands);
    } catch (LeibnizException error) {
      throw Located.at(error, where);
    }
  }

  /// A constant with all of its elements in memory.
  public static Value constant(Literal literal) {
    return Evaluation.materialise(literal);
  }
}
