package dev.leibniz.compile;

import dev.leibniz.compile.Loops.Step;
import dev.leibniz.data.DType;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.stream.IntStream;

/// Emits the bytecode of a kernel: loops over its indices, each expression once per element, those
/// that do not change along the innermost loop before it.
final class KernelEmitter {
  /// HotSpot never compiles a longer method.
  static final int LONGEST_METHOD = 8000;

  /// The innermost loop of a kernel with more expressions is not emitted twice.
  private static final int MOST_TWICE = 300;

  private static final ClassDesc OBJECT_ARRAY = ConstantDescs.CD_Object.arrayType();
  private static final ClassDesc INT_ARRAY = ConstantDescs.CD_int.arrayType();
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          OBJECT_ARRAY,
          INT_ARRAY,
          INT_ARRAY,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int);
  private static final int ARRAYS = 1;
  private static final int OFFSETS = 2;
  private static final int PARAMETERS = 3;
  private static final int FROM = 4;
  private static final int TO = 5;

  private final CodeBuilder code;
  private final KernelText text;
  private final int loops;
  private final int[] array;
  private final int[] base;
  private final int[] stride;
  private final ExpressionEmitter expressions;
  private int index;

  private KernelEmitter(CodeBuilder code, KernelText text) {
    this.code = code;
    this.text = text;
    this.loops = text.loops();
    int accesses = text.steps().size();
    this.array = new int[accesses];
    this.base = new int[accesses];
    this.stride = new int[accesses];
    this.expressions = new ExpressionEmitter(code, text, this::read);
  }

  /// The class file of a kernel.
  ///
  /// @param name the class's name, in this package
  static byte[] emit(String name, KernelText text) {
    ClassDesc self = ClassDesc.of(KernelEmitter.class.getPackageName(), name);
    ClassDesc kernel = Kernel.class.describeConstable().orElseThrow();
    byte[] bytes =
        ClassFile.of()
            .build(
                self,
                type ->
                    type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                        .withInterfaceSymbols(kernel)
                        .withMethodBody(
                            ConstantDescs.INIT_NAME,
                            ConstantDescs.MTD_void,
                            0,
                            code ->
                                code.aload(0)
                                    .invokespecial(
                                        ConstantDescs.CD_Object,
                                        ConstantDescs.INIT_NAME,
                                        ConstantDescs.MTD_void)
                                    .return_())
                        .withMethodBody(
                            "run",
                            RUN,
                            ClassFile.ACC_PUBLIC,
                            code -> new KernelEmitter(code, text).body()));
    requireCompilable(name, bytes);
    return bytes;
  }

  private static void requireCompilable(String name, byte[] bytes) {
    ClassFile.of()
        .parse(bytes)
        .methods()
        .forEach(method ->
            method
                .code()
                .ifPresent(code -> {
                  int length = ((CodeAttribute) code).codeLength();
                  if (length >= LONGEST_METHOD) {
                    throw new IllegalStateException(
                        name + " has " + length + " bytes of bytecode in one method");
                  }
                }));
  }

  private void body() {
    for (int a = 0; a < array.length; a++) {
      if (!text.isPlace(a)) {
        array[a] = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(ARRAYS).loadConstant(a).aaload();
        code.checkcast(arrayType(text.dtypes().get(a))).astore(array[a]);
      }
      base[a] = code.allocateLocal(TypeKind.INT);
      if (text.steps().get(a) == Step.ANY) {
        stride[a] = code.allocateLocal(TypeKind.INT);
        parameter(parameterOf(a) + loops);
        code.istore(stride[a]);
      }
    }
    if (loops == 1) {
      bases();
      invariants();
      innermost(FROM, TO);
    } else {
      outer();
    }
    code.return_();
  }

  private int parameterOf(int access) {
    return loops + access * (loops + 1);
  }

  private void parameter(int place) {
    code.aload(PARAMETERS).loadConstant(place).iaload();
  }

  private void bases() {
    for (int a = 0; a < base.length; a++) {
      if (text.isPlace(a)) {
        parameter(parameterOf(a));
      } else {
        code.aload(OFFSETS).loadConstant(a).iaload();
        parameter(parameterOf(a));
        code.iadd();
      }
      code.istore(base[a]);
    }
  }

  /// The outer loops as one, whose number is taken apart into their indices.
  private void outer() {
    int inner = code.allocateLocal(TypeKind.INT);
    int zero = code.allocateLocal(TypeKind.INT);
    int row = code.allocateLocal(TypeKind.INT);
    parameter(loops - 1);
    code.istore(inner).iconst_0().istore(zero).iload(FROM).istore(row);
    Label start = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(start).iload(row).iload(TO).if_icmpge(end);
    bases();
    int rest = code.allocateLocal(TypeKind.INT);
    int place = code.allocateLocal(TypeKind.INT);
    code.iload(row).istore(rest);
    for (int loop = loops - 2; loop >= 0; loop--) {
      if (loop == 0) {
        code.iload(rest).istore(place);
      } else {
        code.iload(rest);
        parameter(loop);
        code.irem().istore(place).iload(rest);
        parameter(loop);
        code.idiv().istore(rest);
      }
      for (int a = 0; a < base.length; a++) {
        code.iload(base[a]).iload(place);
        parameter(parameterOf(a) + 1 + loop);
        code.imul().iadd().istore(base[a]);
      }
    }
    expressions.forget();
    invariants();
    innermost(zero, inner);
    code.iinc(row, 1).goto_(start).labelBinding(end);
  }

  private void invariants() {
    text.invariants().forEach(expressions::compute);
  }

  /// The innermost loop. HotSpot makes vector code of it only if it knows that all accesses begin
  /// at the same place, else it fears that they overlap: where they do begin so, which is the rule,
  /// a loop runs that says it.
  private void innermost(int first, int limit) {
    List<Integer> moving =
        IntStream.range(0, base.length)
            .filter(a -> text.steps().get(a) == Step.ONE)
            .boxed()
            .toList();
    boolean isShort = text.expressions().size() <= MOST_TWICE;
    if (moving.size() < 2 || !isShort || !text.isFitForLanes()) {
      loop(first, limit);
      return;
    }
    Label apart = code.newLabel();
    Label end = code.newLabel();
    int shared = base[moving.getFirst()];
    moving.stream().skip(1).forEach(a -> code.iload(shared).iload(base[a]).if_icmpne(apart));
    int[] bases = base.clone();
    moving.forEach(a -> base[a] = shared);
    loop(first, limit);
    System.arraycopy(bases, 0, base, 0, bases.length);
    expressions.forgetAllBut(text.invariants());
    code.goto_(end).labelBinding(apart);
    loop(first, limit);
    code.labelBinding(end);
  }

  /// All elements are read before one is written: a result may lie in the memory of an operand.
  private void loop(int first, int limit) {
    index = code.allocateLocal(TypeKind.INT);
    code.iload(first).istore(index);
    Label start = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(start).iload(index).iload(limit).if_icmpge(end);
    boolean isAlone = text.stores().size() == 1;
    for (KernelText.Store store : text.stores()) {
      if (isAlone) {
        expressions.computeShared(store.value());
      } else {
        expressions.compute(store.value());
      }
    }
    for (KernelText.Store store : text.stores()) {
      DType dtype = text.dtypes().get(store.access());
      code.aload(array[store.access()]);
      address(store.access());
      expressions.push(store.value());
      code.arrayStore(elementKind(dtype));
    }
    code.iinc(index, 1).goto_(start).labelBinding(end);
  }

  private void address(int access) {
    code.iload(base[access]);
    switch (text.steps().get(access)) {
      case NONE -> {}
      case ONE -> code.iload(index).iadd();
      case ANY -> code.iload(index).iload(stride[access]).imul().iadd();
    }
  }

  private void read(Expression expression) {
    switch (expression) {
      case Expression.Load load -> {
        code.aload(array[load.access()]);
        address(load.access());
        code.arrayLoad(elementKind(load.dtype()));
      }
      case Expression.Place place -> {
        address(place.access());
        switch (place.dtype()) {
          case F32 -> code.i2f();
          case F64 -> code.i2d();
          case I64 -> code.i2l();
          case I32, BOOL -> {}
        }
      }
      case Expression.Constant constant -> throw new IllegalStateException(constant.toString());
      case Expression.Apply apply -> throw new IllegalStateException(apply.toString());
      case Expression.Call call -> throw new IllegalStateException(call.toString());
    }
  }

  private static TypeKind elementKind(DType dtype) {
    return switch (dtype) {
      case F32 -> TypeKind.FLOAT;
      case F64 -> TypeKind.DOUBLE;
      case I32 -> TypeKind.INT;
      case I64 -> TypeKind.LONG;
      case BOOL -> TypeKind.BOOLEAN;
    };
  }

  private static ClassDesc arrayType(DType dtype) {
    return dtype.newArray(0).getClass().describeConstable().orElseThrow();
  }
}
