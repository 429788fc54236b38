package dev.leibniz.compile;

import dev.leibniz.data.DType;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/// Emits conversions between element types as Java casts do them; true is 1, and any number but 0
/// is true.
final class Conversion {
  private Conversion() {}

  /// Replaces the number on the stack.
  static void emit(CodeBuilder code, DType from, DType to) {
    if (to == DType.BOOL) {
      truth(code, from);
      return;
    }
    switch (from) {
      case F32 -> fromFloat(code, to);
      case F64 -> fromDouble(code, to);
      case I64 -> fromLong(code, to);
      case I32, BOOL -> fromInt(code, to);
    }
  }

  private static void fromFloat(CodeBuilder code, DType to) {
    switch (to) {
      case F64 -> code.f2d();
      case I32 -> code.f2i();
      case I64 -> code.f2l();
      case F32, BOOL -> {}
    }
  }

  private static void fromDouble(CodeBuilder code, DType to) {
    switch (to) {
      case F32 -> code.d2f();
      case I32 -> code.d2i();
      case I64 -> code.d2l();
      case F64, BOOL -> {}
    }
  }

  private static void fromLong(CodeBuilder code, DType to) {
    switch (to) {
      case F32 -> code.l2f();
      case F64 -> code.l2d();
      case I32 -> code.l2i();
      case I64, BOOL -> {}
    }
  }

  private static void fromInt(CodeBuilder code, DType to) {
    switch (to) {
      case F32 -> code.i2f();
      case F64 -> code.i2d();
      case I64 -> code.i2l();
      case I32, BOOL -> {}
    }
  }

  private static void truth(CodeBuilder code, DType from) {
    switch (from) {
      case F32 -> code.fconst_0().fcmpl();
      case F64 -> code.dconst_0().dcmpl();
      case I64 -> code.lconst_0().lcmp();
      case I32 -> {}
      case BOOL -> {
        return;
      }
    }
    Label zero = code.newLabel();
    Label end = code.newLabel();
    code.ifeq(zero).iconst_1().goto_(end).labelBinding(zero).iconst_0().labelBinding(end);
  }
}
