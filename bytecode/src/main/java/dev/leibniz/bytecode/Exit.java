package dev.leibniz.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How a block ends.
sealed interface Exit {
  /// Where control can go, in a fixed order.
  List<Block> targets();

  /// What the exit reads.
  List<Var> args();

  /// The same exit over other variables and blocks.
  Exit map(UnaryOperator<Var> vars, UnaryOperator<Block> blocks);

  /// How a branch compares its operands.
  enum Test {
    EQUAL,
    NOT_EQUAL,
    LESS,
    GREATER_OR_EQUAL,
    GREATER,
    LESS_OR_EQUAL;

    /// Whether a number is so, compared with zero.
    boolean holds(int sign) {
      return switch (this) {
        case EQUAL -> sign == 0;
        case NOT_EQUAL -> sign != 0;
        case LESS -> sign < 0;
        case GREATER_OR_EQUAL -> sign >= 0;
        case GREATER -> sign > 0;
        case LESS_OR_EQUAL -> sign <= 0;
      };
    }
  }

  record Jump(Block target) implements Exit {
    @Override
    public List<Block> targets() {
      return List.of(target);
    }

    @Override
    public List<Var> args() {
      return List.of();
    }

    @Override
    public Exit map(UnaryOperator<Var> vars, UnaryOperator<Block> blocks) {
      return new Jump(blocks.apply(target));
    }
  }

  /// Compares two ints, two references, or one of either with zero or null.
  record Branch(Test test, Var left, @Nullable Var right, Block then, Block otherwise)
      implements Exit {
    @Override
    public List<Block> targets() {
      return List.of(then, otherwise);
    }

    @Override
    public List<Var> args() {
      return right == null ? List.of(left) : List.of(left, right);
    }

    @Override
    public Exit map(UnaryOperator<Var> vars, UnaryOperator<Block> blocks) {
      return new Branch(
          test,
          vars.apply(left),
          right == null ? null : vars.apply(right),
          blocks.apply(then),
          blocks.apply(otherwise));
    }
  }

  record Choose(Var value, List<Integer> keys, List<Block> cases, Block otherwise) implements Exit {
    @Override
    public List<Block> targets() {
      List<Block> all = new ArrayList<>(cases);
      all.add(otherwise);
      return all;
    }

    @Override
    public List<Var> args() {
      return List.of(value);
    }

    @Override
    public Exit map(UnaryOperator<Var> vars, UnaryOperator<Block> blocks) {
      return new Choose(
          vars.apply(value), keys, cases.stream().map(blocks).toList(), blocks.apply(otherwise));
    }
  }

  record Return(Var value) implements Exit {
    @Override
    public List<Block> targets() {
      return List.of();
    }

    @Override
    public List<Var> args() {
      return List.of(value);
    }

    @Override
    public Exit map(UnaryOperator<Var> vars, UnaryOperator<Block> blocks) {
      return new Return(vars.apply(value));
    }
  }

  /// The function throws from here on whatever happens: the caller runs the user's own code again,
  /// which throws its own exception.
  record Bailout() implements Exit {
    @Override
    public List<Block> targets() {
      return List.of();
    }

    @Override
    public List<Var> args() {
      return List.of();
    }

    @Override
    public Exit map(UnaryOperator<Var> vars, UnaryOperator<Block> blocks) {
      return this;
    }
  }
}
