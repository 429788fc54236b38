package dev.leibniz.compile;

import dev.leibniz.data.DType;
import dev.leibniz.ir.Routine;
import java.util.List;

/// What a kernel computes for one element: a graph of operations on single numbers, numbered so
/// that operands come first. Equal expressions of one [Expressions] are the same object; they
/// compare by identity, since a graph that shares its parts can be exponentially larger as a tree.
sealed interface Expression {
  /// The number among the expressions of the kernel.
  int number();

  /// The element type of the value.
  DType dtype();

  /// The expressions that it is computed from.
  List<Expression> operands();

  /// A number read from an access of the kernel.
  ///
  /// @param number the number of the expression
  /// @param dtype the element type
  /// @param access the number of the access
  record Load(int number, DType dtype, int access) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  /// The place of an access as a number: what an index along an axis is made of.
  ///
  /// @param number the number of the expression
  /// @param dtype the element type
  /// @param access the number of the access
  record Place(int number, DType dtype, int access) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  /// A constant.
  ///
  /// @param number the number of the expression
  /// @param dtype the element type
  /// @param bits its bits: those of a `double` for floating types, else the whole number
  record Constant(int number, DType dtype, long bits) implements Expression {
    @Override
    public List<Expression> operands() {
      return List.of();
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  /// An operation of [dev.leibniz.ir.Scalar].
  ///
  /// @param number the number of the expression
  /// @param kind the operation
  /// @param dtype the element type of the value
  /// @param operands what it is applied to
  record Apply(int number, Kind kind, DType dtype, List<Expression> operands)
      implements Expression {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  /// A call of a function without a branch-free form.
  ///
  /// @param number the number of the expression
  /// @param routine the function
  /// @param dtype the element type of operands and value
  /// @param operands what it is applied to
  record Call(int number, Routine routine, DType dtype, List<Expression> operands)
      implements Expression {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }

  /// The operations of [dev.leibniz.ir.Scalar].
  enum Kind {
    PLUS,
    MINUS,
    TIMES,
    DIV,
    FMA,
    NEGATE,
    ABS,
    SQRT,
    FLOOR,
    CEIL,
    RINT,
    MIN,
    MAX,
    LESS,
    LESS_EQUAL,
    EQUAL,
    SELECT,
    AND,
    OR,
    XOR,
    NOT,
    SHIFT_LEFT,
    SHIFT_RIGHT,
    SHIFT_RIGHT_LOGICAL,
    BITS,
    FROM_BITS,
    CONVERT
  }
}
