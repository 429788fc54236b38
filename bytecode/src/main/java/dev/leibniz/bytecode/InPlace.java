package dev.leibniz.bytecode;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `a[i] += part` or `a[i] -= part`, at the end of a block. Its transpose leaves the cotangent of
/// the element as it is and passes it on to the part.
///
/// @param partIndex which argument of `add` the part is
record InPlace(Instr load, Instr add, Instr store, int partIndex) {
  /// The addition in place at the end of a block, if there is one.
  static @Nullable InPlace of(List<Instr> body, Uses uses) {
    Instr store = body.isEmpty() ? null : body.getLast();
    if (store == null || store.op() != Op.STORE || !isReadOnce(store.arg(2), uses)) {
      return null;
    }
    Instr add = definition(store.arg(2), body);
    if (add == null || (add.op() != Op.ADD && add.op() != Op.SUBTRACT)) {
      return null;
    }
    for (int i = 0; i < (add.op() == Op.ADD ? 2 : 1); i++) {
      Instr load = isReadOnce(add.arg(i), uses) ? definition(add.arg(i), body) : null;
      if (load != null
          && load.op() == Op.LOAD
          && load.arg(0) == store.arg(0)
          && load.arg(1) == store.arg(1)) {
        return new InPlace(load, add, store, 1 - i);
      }
    }
    return null;
  }

  private static boolean isReadOnce(Var var, Uses uses) {
    return var.kind() == java.lang.classfile.TypeKind.DOUBLE && uses.reads(var) == 1;
  }

  private static @Nullable Instr definition(Var var, List<Instr> body) {
    return body.stream().filter(instr -> instr.target() == var).findFirst().orElse(null);
  }

  /// What is added or subtracted.
  Var part() {
    return add.arg(partIndex);
  }

  /// Whether an instruction belongs to the addition.
  boolean holds(Instr instr) {
    return instr == load || instr == add || instr == store;
  }
}
