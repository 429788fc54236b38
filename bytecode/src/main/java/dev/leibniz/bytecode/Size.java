package dev.leibniz.bytecode;

import java.util.Collection;

/// How long code is once it is emitted, roughly: [Emission] measures what comes out and corrects
/// the scale.
final class Size {
  private static final int READ = 3;
  private static final int PUSH = 18;
  private static final int POP = 10;

  private Size() {}

  static int of(Collection<Block> blocks) {
    return blocks.stream().mapToInt(Size::of).sum();
  }

  static int of(Block block) {
    int exit = block.exit instanceof Exit.Choose choose ? 12 + 8 * choose.keys().size() : 3;
    int reads = READ * block.exit.args().size();
    return block.body.stream().mapToInt(Size::of).sum() + exit + reads;
  }

  static int of(Instr instr) {
    int reads = READ * instr.args().size();
    return switch (instr.op()) {
      case PUSH -> reads + PUSH;
      case POP -> POP;
      case CONSTANT -> 0;
      case COPY, RULED, PHI, CODE -> reads + 2;
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, NEGATE, CONVERT, COMPARE -> reads + 2;
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR -> reads + 2;
      case LOAD, STORE, LENGTH, ALLOCATE -> reads + 2;
      case CALL, FUNCTION, INVOKE -> reads + 6;
    };
  }
}
