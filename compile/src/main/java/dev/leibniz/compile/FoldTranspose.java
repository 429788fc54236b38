package dev.leibniz.compile;

import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Lets a dot product read its operands with their axes as they lie, instead of transposing them
/// first. It holds where the free axes keep their order; the order of summation is that of the axes
/// named, which stays.
final class FoldTranspose {
  private FoldTranspose() {}

  static Program of(Program program) {
    Map<Var, Equation> transposes = new HashMap<>();
    List<Equation> equations = new ArrayList<>();
    for (Equation equation : program.equations()) {
      if (equation.prim() instanceof Movement.Transpose) {
        transposes.put(equation.output(), equation);
      }
      equations.add(
          equation.prim() instanceof Contract.Dot dot
              ? folded(equation, dot, transposes)
              : equation);
    }
    return new Program(program.inputs(), equations, program.outputs());
  }

  private static Equation folded(
      Equation equation, Contract.Dot dot, Map<Var, Equation> transposes) {
    Atom left = equation.inputs().get(0);
    Atom right = equation.inputs().get(1);
    List<Integer> leftBatch = dot.leftBatch();
    List<Integer> leftSummed = dot.leftSummed();
    List<Integer> rightBatch = dot.rightBatch();
    List<Integer> rightSummed = dot.rightSummed();
    Equation ofLeft = left instanceof Var variable ? transposes.get(variable) : null;
    if (ofLeft != null && keepsOrder(ofLeft, dot.leftFree(rank(left)))) {
      leftBatch = under(ofLeft, leftBatch);
      leftSummed = under(ofLeft, leftSummed);
      left = ofLeft.inputs().getFirst();
    }
    Equation ofRight = right instanceof Var variable ? transposes.get(variable) : null;
    if (ofRight != null && keepsOrder(ofRight, dot.rightFree(rank(right)))) {
      rightBatch = under(ofRight, rightBatch);
      rightSummed = under(ofRight, rightSummed);
      right = ofRight.inputs().getFirst();
    }
    return new Equation(
        new Contract.Dot(leftBatch, rightBatch, leftSummed, rightSummed),
        List.of(left, right),
        equation.outputs(),
        equation.where());
  }

  private static int rank(Atom atom) {
    return ((TensorType) atom.type()).rank();
  }

  private static List<Integer> under(Equation transpose, List<Integer> axes) {
    List<Integer> permutation = ((Movement.Transpose) transpose.prim()).permutation();
    return axes.stream().map(permutation::get).toList();
  }

  private static boolean keepsOrder(Equation transpose, List<Integer> free) {
    List<Integer> moved = under(transpose, free);
    return moved.stream().sorted().toList().equals(moved);
  }
}
