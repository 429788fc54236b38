package dev.leibniz.bytecode;

import java.util.ArrayList;
import java.util.List;

/// Inlines the calls of our own helpers, so that a transformation can read them.
final class Expand {
  private Expand() {}

  /// The code, which has no phis, with every call of a method outside the JDK inlined.
  static Code run(Code code) {
    Lifter lifter = new Lifter(new ClassFiles(Expand.class.getClassLoader()));
    for (Block start : code.order()) {
      Block block = start;
      int i = 0;
      while (i < block.body.size()) {
        Instr instr = block.body.get(i);
        if (instr.op() == Op.CALL && !MathTable.isJdk(instr.method())) {
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
    List<Value> args = new ArrayList<>();
    call.args().forEach(arg -> args.add(new Value.Scalar(arg)));
    Lifter.Result result = lifter.call(call.method(), args, block, call.place());
    if (call.target() != null && result.value() instanceof Value.Scalar(Var value)) {
      rest.assign(call.result(), value);
    }
    rest.body.addAll(after);
    result.block().exit = new Exit.Jump(rest);
    return rest;
  }
}
