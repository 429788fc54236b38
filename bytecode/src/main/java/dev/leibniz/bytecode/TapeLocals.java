package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Tape;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes what puts values on tapes and takes them off. The stacks of a tape and their heights are
/// locals of the method, which the compiler keeps in registers; fields would be written to memory
/// at every push and read again at the next.
final class TapeLocals {
  private static final ClassDesc TAPE = Tape.class.describeConstable().orElseThrow();

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

  /// Takes the stacks of all instructions that push into locals; gives the first free one.
  int open(List<Instr> pushes) {
    int next = firstTape + 1;
    int most = pushes.stream().mapToInt(push -> push.slot().tape()).max().orElse(0);
    for (int i = 1; i <= most; i++) {
      builder.aload(next - 1 == firstTape ? firstTape : next - 1);
      builder.invokevirtual(TAPE, "next", MethodTypeDesc.of(TAPE)).astore(next);
      next++;
    }
    for (Instr push : pushes) {
      Key key = key(push.slot());
      if (!stacks.containsKey(key)) {
        Stack stack = new Stack(firstTape + key.tape(), next, next + 1, element(key.kind()));
        stacks.put(key, stack);
        next += 2;
        builder.aload(stack.tape());
        builder.invokevirtual(TAPE, name(key.kind()), MethodTypeDesc.of(array(stack)));
        builder.astore(stack.array()).iconst_0().istore(stack.height());
      }
    }
    return next;
  }

  private static Key key(Slot slot) {
    TypeKind kind = TypeKind.from(slot.type());
    return new Key(slot.tape(), kind.asLoadable());
  }

  private static ClassDesc element(TypeKind kind) {
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
