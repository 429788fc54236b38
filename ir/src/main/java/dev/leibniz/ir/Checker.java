package dev.leibniz.ir;

import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ProgramException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Verifies programs: every variable is defined once and before use, every equation has the types
/// that its primitive infers, and so have the programs inside.
public final class Checker {
  private Checker() {}

  /// Returns the program if it is well-formed.
  ///
  /// @throws ProgramException if not, with the equation
  public static Program check(Program program) {
    Set<Var> defined = new HashSet<>();
    program.inputs().forEach(input -> define(defined, input, program));
    for (Equation equation : program.equations()) {
      equation.inputs().forEach(operand -> use(defined, operand, program));
      equation.prim().programs().forEach(Checker::check);
      List<Type> inferred =
          equation.prim().infer(equation.inputs().stream().map(Atom::type).toList());
      List<Type> actual = equation.outputs().stream().map(Var::type).toList();
      if (!inferred.equals(actual)) {
        throw broken(
            "the types of an equation's outputs must be those that its primitive infers",
            equation.prim() + " inferred " + inferred + ", has " + actual,
            program);
      }
      equation.outputs().forEach(output -> define(defined, output, program));
    }
    program.outputs().forEach(output -> use(defined, output, program));
    return program;
  }

  private static void define(Set<Var> defined, Var variable, Program program) {
    if (!defined.add(variable)) {
      throw broken("a variable is defined once", variable.toString(), program);
    }
  }

  private static void use(Set<Var> defined, Atom operand, Program program) {
    switch (operand) {
      case Var variable -> {
        if (!defined.contains(variable)) {
          throw broken("a variable is defined before it is used", variable.toString(), program);
        }
      }
      case Literal literal -> {
        boolean whole =
            switch (literal.type()) {
              case TensorType tensor -> !tensor.dtype().isFloating();
              case TapeType tape -> true;
            };
        if (whole != literal.value() instanceof Long) {
          throw broken("a constant has a number of its type's kind", literal.toString(), program);
        }
      }
    }
  }

  private static ProgramException broken(String law, String got, Program program) {
    return new ProgramException(
        Explanation.of("program", law)
            .got(got)
            .fix("this is a fault of Leibniz; please report it with this program:\n" + program));
  }
}
