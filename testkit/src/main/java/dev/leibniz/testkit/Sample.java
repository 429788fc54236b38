package dev.leibniz.testkit;

import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import java.util.ArrayList;
import java.util.List;

/// One primitive with operands to try it on: a row of the table that the shared laws run over.
///
/// @param prim the primitive
/// @param operands what its operands are, and from which range they are drawn
public record Sample(Prim prim, List<Operand> operands) {

  /// An operand.
  ///
  /// @param type its type
  /// @param from the smallest value drawn
  /// @param to the limit of the values drawn
  /// @param isSmooth whether the primitive is differentiable in it over that range
  /// @param form how the values are shaped after they are drawn
  public record Operand(TensorType type, double from, double to, boolean isSmooth, Form form) {}

  /// Shapes that operands must have beyond a range.
  public enum Form {
    /// Any numbers.
    PLAIN,
    /// Symmetric positive definite matrices on the last two axes.
    POSITIVE_DEFINITE,
    /// Matrices with a heavy diagonal on the last two axes.
    HEAVY_DIAGONAL,
    /// All elements distinct.
    DISTINCT
  }

  /// A program of the primitive alone: operands → results.
  public Program program() {
    Builder b = new Builder();
    List<Atom> inputs = b.inputs(operands.stream().map(Operand::type).toList());
    return b.build(b.apply(prim, inputs));
  }

  /// Values for the operands.
  public List<Value> draw(Gen gen) {
    List<Value> values = new ArrayList<>();
    for (Operand operand : operands) {
      values.add(
          Forms.shape(gen.tensor(operand.type(), operand.from(), operand.to()), operand.form()));
    }
    return values;
  }

  /// Which operands derivatives are taken in.
  public boolean[] smooth() {
    boolean[] marks = new boolean[operands.size()];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = operands.get(i).isSmooth();
    }
    return marks;
  }

  /// The primitive and the operand types.
  @Override
  public String toString() {
    return prim + " of " + operands.stream().map(Operand::type).toList();
  }
}
