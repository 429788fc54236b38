package dev.leibniz.ir;

import dev.leibniz.data.TensorType;
import java.util.List;
import java.util.Optional;

/// Equations that need no work: their result is an operand or a constant, to the bit.
final class Simplify {
  private Simplify() {}

  /// The result of applying `prim`, if it is trivial.
  static Optional<Atom> trivial(Prim prim, List<Atom> operands) {
    return switch (prim) {
      case Arithmetic.Times times -> product(operands);
      case Arithmetic.Div div when isLiteral(operands.get(1), 1) -> Optional.of(operands.get(0));
      case Arithmetic.Negate negate when operands.get(0) instanceof Literal literal ->
          negated(literal);
      case Movement movement
          when operands.size() == 1 && operands.get(0) instanceof Literal literal ->
          moved(movement, literal);
      case Movement.Reshape reshape when keepsShape(operands.get(0), reshape) ->
          Optional.of(operands.get(0));
      case Logic.Convert convert when operands.get(0) instanceof Literal literal ->
          converted(convert, literal);
      case Logic.Select select when operands.get(1).equals(operands.get(2)) ->
          Optional.of(operands.get(1));
      case Elementwise elementwise -> Optional.empty();
      case Movement movement -> Optional.empty();
      case Reduce reduce -> Optional.empty();
      case Contract contract -> Optional.empty();
      case Index index -> Optional.empty();
      case Linalg linalg -> Optional.empty();
      case Random random -> Optional.empty();
      case Control control -> Optional.empty();
      case Custom custom -> Optional.empty();
      case Effect effect -> Optional.empty();
    };
  }

  private static boolean isLiteral(Atom atom, double value) {
    return atom instanceof Literal literal && literal.is(value);
  }

  private static boolean keepsShape(Atom operand, Movement.Reshape reshape) {
    return ((TensorType) operand.type()).shape().equals(reshape.shape());
  }

  private static Optional<Atom> product(List<Atom> operands) {
    Atom x = operands.get(0);
    Atom y = operands.get(1);
    if (!x.type().equals(y.type())) {
      return Optional.empty();
    }
    if (isLiteral(y, 1)) {
      return Optional.of(x);
    }
    return isLiteral(x, 1) ? Optional.of(y) : Optional.empty();
  }

  private static Optional<Atom> negated(Literal literal) {
    TensorType type = (TensorType) literal.type();
    return type.dtype().isFloating()
        ? Optional.of(Literal.of(-literal.value().doubleValue(), type))
        : Optional.of(Literal.of(-literal.value().longValue(), type));
  }

  /// Moving the elements of a constant leaves a constant, unless padding puts another one in.
  private static Optional<Atom> moved(Movement movement, Literal literal) {
    boolean mixed = movement instanceof Movement.Pad pad && !literal.is(pad.value());
    if (mixed || !(literal.type() instanceof TensorType type)) {
      return Optional.empty();
    }
    return Optional.of(new Literal(literal.value(), movement.result(List.of(type))));
  }

  private static Optional<Atom> converted(Logic.Convert convert, Literal literal) {
    TensorType type = ((TensorType) literal.type()).withDType(convert.to());
    boolean exact =
        convert.to().isFloating()
            && literal.value() instanceof Long value
            && Math.abs(value) < 1L << 53;
    boolean same = literal.value() instanceof Double && convert.to().isFloating();
    return exact || same
        ? Optional.of(Literal.of(literal.value().doubleValue(), type))
        : Optional.empty();
  }
}
