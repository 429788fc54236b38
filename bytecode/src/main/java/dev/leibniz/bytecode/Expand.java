package dev.leibniz.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Sets pieces of code in the place of the instructions that stand for them. The code has no phis.
final class Expand {
  private Expand() {}

  /// The code with every call of a method outside the JDK inlined too, so that a transformation can
  /// read it.
  static Code run(Code code) {
    return expand(code, true);
  }

  /// The code as it can be emitted.
  static Code parts(Code code) {
    return expand(code, false);
  }

  private static Code expand(Code code, boolean withCalls) {
    Lifter lifter = new Lifter(new ClassFiles(Expand.class.getClassLoader(), Settings.PLAIN));
    for (Block start : code.order()) {
      Block block = start;
      int i = 0;
      while (i < block.body.size()) {
        Instr instr = block.body.get(i);
        boolean isCall = instr.op() == Op.CALL && !MathTable.isJdk(instr.method());
        if (instr.op() == Op.CODE || (withCalls && isCall)) {
          block = inline(lifter, instr, block, i);
          i = 0;
        } else {
          i++;
        }
      }
    }
    return code;
  }

  private static Block inline(Lifter lifter, Instr call, Block block, int at) {
    Block rest = new Block();
    List<Instr> tail = block.body.subList(at + 1, block.body.size());
    rest.exit = block.exit;
    List<Instr> after = List.copyOf(tail);
    block.body.subList(at, block.body.size()).clear();
    Lifter.Result result = call.op() == Op.CODE ? splice(call, block) : lift(lifter, call, block);
    if (call.target() != null && result.value() instanceof Value.Scalar(Var value)) {
      rest.assign(call.result(), value);
    }
    rest.body.addAll(after);
    result.block().exit = new Exit.Jump(rest);
    return rest;
  }

  private static Lifter.Result lift(Lifter lifter, Instr call, Block block) {
    List<Value> args = new ArrayList<>();
    call.args().forEach(arg -> args.add(new Value.Scalar(arg)));
    return lifter.call(call.method(), args, block, call.place());
  }

  private static Lifter.Result splice(Instr call, Block block) {
    Code piece = (Code) Objects.requireNonNull(call.payload());
    for (int i = 0; i < call.args().size(); i++) {
      block.assign(piece.params().get(i), call.arg(i));
    }
    return Nesting.splice(piece, block);
  }
}
