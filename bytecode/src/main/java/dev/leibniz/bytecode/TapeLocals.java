package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Tape;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes what puts values on tapes and takes them off. The stacks of a tape and their heights are
/// locals of the method, which the compiler keeps in registers; fields would be written to memory
/// at every push and read again at the next.
final class TapeLocals {
  private static final ClassDesc TAPE = Tape.class.describeConstable().orElseThrow();

  /// The order of the heights in [Tape#heights].
  private static final List<TypeKind> KINDS =
      List.of(TypeKind.DOUBLE, TypeKind.FLOAT, TypeKind.LONG, TypeKind.INT, TypeKind.REFERENCE);

  private final CodeBuilder builder;
  private final int firstTape;
  private final Map<Key, Stack> stacks = new LinkedHashMap<>();

  /// Values of one kind on one tape.
  private record Key(int tape, TypeKind kind) {}

  /// The locals that hold the tape, the array and how many elements of it are in use.
  private record Stack(int tape, int array, int height, ClassDesc type) {}

  TapeLocals(CodeBuilder builder, int firstTape) {
    this.builder = builder;
    this.firstTape = firstTape;
  }

  /// What each method and those that it calls push and pop. Pieces call later ones only.
  static Map<String, Set<Slot>> slots(List<Piece> pieces, ClassDesc self) {
    Map<String, Set<Slot>> all = new HashMap<>();
    for (Piece piece : pieces.reversed()) {
      Set<Slot> slots = new LinkedHashSet<>();
      for (Block block : piece.code().order()) {
        for (Instr instr : block.body) {
          if (instr.op() == Op.PUSH || instr.op() == Op.POP) {
            slots.add(instr.slot());
          } else if (instr.op() == Op.CALL && instr.method().owner().equals(self)) {
            slots.addAll(Known.in(all, instr.method().name()));
          }
        }
      }
      all.put(piece.name(), slots);
    }
    return all;
  }

  /// Takes stacks into locals; gives the first free one.
  ///
  /// @param isEmpty whether the method is the first to use the tape
  int open(Set<Slot> slots, boolean isEmpty) {
    int next = firstTape + 1;
    int most = slots.stream().mapToInt(Slot::tape).max().orElse(0);
    for (int i = 1; i <= most; i++) {
      builder.aload(next - 1 == firstTape ? firstTape : next - 1);
      builder.invokevirtual(TAPE, "next", MethodTypeDesc.of(TAPE)).astore(next);
      next++;
    }
    for (Slot slot : slots) {
      Key key = key(slot);
      if (!stacks.containsKey(key)) {
        Stack stack = new Stack(firstTape + key.tape(), next, next + 1, element(key.kind()));
        stacks.put(key, stack);
        next += 2;
        if (isEmpty) {
          array(key, stack);
          builder.iconst_0().istore(stack.height());
        } else {
          restore(key, stack);
        }
      }
    }
    return next;
  }

  int tape() {
    return firstTape;
  }

  /// Leaves the heights of the stacks to a method that goes on with them.
  void save(Set<Slot> slots) {
    keys(slots).forEach(key -> save(key, Known.in(stacks, key)));
  }

  void saveAll() {
    stacks.forEach(this::save);
  }

  /// Goes on where such a method has ended.
  void restore(Set<Slot> slots) {
    keys(slots).forEach(key -> restore(key, Known.in(stacks, key)));
  }

  private static Set<Key> keys(Set<Slot> slots) {
    Set<Key> keys = new LinkedHashSet<>();
    slots.forEach(slot -> keys.add(key(slot)));
    return keys;
  }

  private void save(Key key, Stack stack) {
    heights(key, stack).iload(stack.height()).iastore();
  }

  private void restore(Key key, Stack stack) {
    array(key, stack);
    heights(key, stack).iaload().istore(stack.height());
  }

  private void array(Key key, Stack stack) {
    builder.aload(stack.tape());
    builder.invokevirtual(TAPE, name(key.kind()), MethodTypeDesc.of(array(stack)));
    builder.astore(stack.array());
  }

  /// Puts the array of heights and the stack's index in it on the operand stack.
  private CodeBuilder heights(Key key, Stack stack) {
    builder.aload(stack.tape());
    builder.invokevirtual(TAPE, "heights", MethodTypeDesc.of(ConstantDescs.CD_int.arrayType()));
    return builder.loadConstant(KINDS.indexOf(key.kind()));
  }

  private static Key key(Slot slot) {
    TypeKind kind = TypeKind.from(slot.type());
    return new Key(slot.tape(), kind.asLoadable());
  }

  static ClassDesc element(TypeKind kind) {
    return switch (kind) {
      case DOUBLE -> ConstantDescs.CD_double;
      case FLOAT -> ConstantDescs.CD_float;
      case LONG -> ConstantDescs.CD_long;
      case REFERENCE -> ConstantDescs.CD_Object;
      case INT, BOOLEAN, BYTE, CHAR, SHORT, VOID -> ConstantDescs.CD_int;
    };
  }

  private static String name(TypeKind kind) {
    return switch (kind) {
      case DOUBLE -> "doubles";
      case FLOAT -> "floats";
      case LONG -> "longs";
      case REFERENCE -> "objects";
      case INT, BOOLEAN, BYTE, CHAR, SHORT, VOID -> "ints";
    };
  }

  private static ClassDesc array(Stack stack) {
    return stack.type().arrayType();
  }

  private Stack stack(Slot slot) {
    return Known.in(stacks, key(slot));
  }

  /// Sees to it that there is room, and leaves array and index on the operand stack.
  void beginPush(Slot slot) {
    Stack stack = stack(slot);
    ClassDesc array = array(stack);
    builder.aload(stack.tape()).aload(stack.array()).iload(stack.height());
    builder.invokestatic(TAPE, "room", MethodTypeDesc.of(array, TAPE, array, ConstantDescs.CD_int));
    builder.dup().astore(stack.array()).iload(stack.height());
  }

  /// Stores the value that lies above array and index.
  void endPush(Slot slot) {
    Stack stack = stack(slot);
    builder.arrayStore(TypeKind.from(stack.type())).iinc(stack.height(), 1);
  }

  /// Takes the top. An array that is taken is not held any longer.
  void pop(Slot slot) {
    Stack stack = stack(slot);
    builder.iinc(stack.height(), -1).aload(stack.array()).iload(stack.height());
    if (slot.type().isPrimitive()) {
      builder.arrayLoad(TypeKind.from(stack.type()));
    } else {
      ClassDesc array = array(stack);
      builder.invokestatic(
          TAPE, "take", MethodTypeDesc.of(stack.type(), array, ConstantDescs.CD_int));
      builder.checkcast(slot.type());
    }
  }
}
