package dev.leibniz.compile;

import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Ops;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Lets a dot product read its operands with their axes as they lie, instead of transposing them
/// first, and write its result as it is needed, by exchanging the operands. It holds where the free
/// axes keep their order; the order of summation is that of the axes named, which stays.
final class FoldTranspose {
  private FoldTranspose() {}

  static Program of(Program program) {
    Map<Var, Equation> transposes = new HashMap<>();
    Map<Var, Equation> products = new HashMap<>();
    Set<Var> repeated = repeated(program);
    List<Equation> equations = new ArrayList<>();
    for (Equation equation : program.equations()) {
      Equation now = equation;
      if (equation.prim() instanceof Contract.Dot dot) {
        now = folded(equation, dot, transposes);
        products.put(now.output(), now);
      } else if (equation.prim() instanceof Movement.Transpose transpose) {
        transposes.put(equation.output(), equation);
        Equation product =
            equation.inputs().getFirst() instanceof Var operand && !repeated.contains(operand)
                ? products.get(operand)
                : null;
        now =
            product == null
                ? equation
                : exchanged(product, transpose, equation.outputs()).orElse(equation);
      }
      equations.add(now);
    }
    return new Program(program.inputs(), equations, program.outputs());
  }

  /// The variables that are read more than once.
  private static Set<Var> repeated(Program program) {
    Set<Var> read = new HashSet<>();
    Set<Var> repeated = new HashSet<>();
    Stream.concat(
            program.equations().stream().flatMap(equation -> equation.inputs().stream()),
            program.outputs().stream())
        .forEach(atom -> {
          if (atom instanceof Var variable && !read.add(variable)) {
            repeated.add(variable);
          }
        });
    return repeated;
  }

  /// The product with its operands exchanged, if that is what the transpose makes of it. A single
  /// row or column is left alone: there the order of summation may differ.
  private static Optional<Equation> exchanged(
      Equation equation, Movement.Transpose transpose, List<Var> outputs) {
    Contract.Dot dot = (Contract.Dot) equation.prim();
    TensorType left = (TensorType) equation.inputs().get(0).type();
    TensorType right = (TensorType) equation.inputs().get(1).type();
    List<Integer> rows = dot.leftFree(left.rank());
    List<Integer> columns = dot.rightFree(right.rank());
    int batch = dot.leftBatch().size();
    List<Integer> wanted = new ArrayList<>(Ops.range(0, batch));
    wanted.addAll(Ops.range(batch + rows.size(), batch + rows.size() + columns.size()));
    wanted.addAll(Ops.range(batch, batch + rows.size()));
    boolean isSingle = isSingle(left, rows) || isSingle(right, columns);
    if (isSingle || !wanted.equals(transpose.permutation())) {
      return Optional.empty();
    }
    return Optional.of(
        new Equation(
            new Contract.Dot(
                dot.rightBatch(), dot.leftBatch(), dot.rightSummed(), dot.leftSummed()),
            equation.inputs().reversed(),
            outputs,
            equation.where()));
  }

  private static boolean isSingle(TensorType type, List<Integer> axes) {
    return axes.stream().allMatch(axis -> type.shape().extent(axis) == 1);
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
