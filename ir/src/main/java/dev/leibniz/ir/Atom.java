package dev.leibniz.ir;

import dev.leibniz.data.Type;

/// An operand of an equation: a variable or a constant.
public sealed interface Atom permits Var, Literal {
  /// The operand's type.
  Type type();
}
