package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Instructions without a jump between them, then one exit.
final class Block {
  final List<Instr> body = new ArrayList<>();
  Exit exit = new Exit.Bailout();

  Var emit(Op op, ClassDesc type, String name, @Nullable Object payload, Place place, Var... args) {
    Var target = new Var(type, name);
    body.add(new Instr(op, target, List.of(args), payload, place));
    return target;
  }

  void assign(Var target, Var value) {
    body.add(new Instr(Op.COPY, target, List.of(value), null, Place.UNKNOWN));
  }

  /// The phis, which stand first.
  List<Instr> phis() {
    int count = 0;
    while (count < body.size() && body.get(count).op() == Op.PHI) {
      count++;
    }
    return List.copyOf(body.subList(0, count));
  }
}
