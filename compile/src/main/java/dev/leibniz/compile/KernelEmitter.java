package dev.leibniz.compile;

import dev.leibniz.backend.Kernel;
import dev.leibniz.compile.Loops.Step;
import dev.leibniz.data.DType;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Emits the bytecode of a kernel: loops over its indices, each expression once per element, those
/// that do not change along the innermost loop before it.
final class KernelEmitter {
  /// HotSpot never compiles a longer method.
  static final int LONGEST_METHOD = 8000;

  /// The innermost loop of a kernel with more expressions is not emitted twice.
  private static final int MOST_TWICE = 300;

  /// The most values that are computed in masked vectors, on which HotSpot spends much time.
  private static final int MOST_MASKED = 60;

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
  private final FoldEmitter folds;
  private final @Nullable Target target;
  private final @Nullable LaneExpressions lanes;
  private int index;

  private KernelEmitter(CodeBuilder code, KernelText text, @Nullable Target lanes) {
    this.code = code;
    this.text = text;
    this.loops = text.loops();
    int accesses = text.steps().size();
    this.array = new int[accesses];
    this.base = new int[accesses];
    this.stride = new int[accesses];
    this.expressions = new ExpressionEmitter(code, text, this::read);
    this.folds = new FoldEmitter(code, text);
    this.target = lanes;
    this.lanes =
        lanes == null
            ? null
            : new LaneExpressions(code, lanes, text, expressions::push, this::laneAddress);
  }

  /// What a kernel in lanes is emitted for.
  ///
  /// @param self its class
  /// @param host the class that gives the species
  /// @param width the size of its elements
  /// @param lanes the number of elements in a vector
  record Target(ClassDesc self, ClassDesc host, LaneWidth width, int lanes) {}

  /// The class file of a kernel of plain loops.
  ///
  /// @param name the class's name, in this package
  static byte[] emit(String name, KernelText text) {
    ClassDesc self = ClassDesc.of(KernelEmitter.class.getPackageName(), name);
    byte[] bytes = ClassFile.of().build(self, type -> members(type, text, null));
    int length = longestMethod(bytes);
    if (length >= LONGEST_METHOD) {
      throw new IllegalStateException(name + " has " + length + " bytes of bytecode in one method");
    }
    return bytes;
  }

  /// The class file of a kernel in lanes; empty if it would be too long.
  ///
  /// @param name the class's name, in the package of `host`
  /// @param host the class that gives the species of vectors
  /// @param bits the size of vectors
  static Optional<byte[]> emitLanes(
      String name, KernelText text, Class<?> host, LaneWidth width, int bits) {
    ClassDesc self = ClassDesc.of(host.getPackageName(), name);
    int lanes = bits / 8 / width.floating().bytes();
    Target target = new Target(self, host.describeConstable().orElseThrow(), width, lanes);
    byte[] bytes =
        ClassFile.of()
            .build(
                self,
                type -> {
                  members(type, text, target);
                  species(type, target);
                });
    return longestMethod(bytes) < LONGEST_METHOD ? Optional.of(bytes) : Optional.empty();
  }

  private static void members(ClassBuilder type, KernelText text, @Nullable Target lanes) {
    type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
        .withInterfaceSymbols(Kernel.class.describeConstable().orElseThrow())
        .withMethodBody(
            ConstantDescs.INIT_NAME,
            ConstantDescs.MTD_void,
            ClassFile.ACC_PUBLIC,
            code ->
                code.aload(0)
                    .invokespecial(
                        ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                    .return_())
        .withMethodBody(
            "run", RUN, ClassFile.ACC_PUBLIC, code -> new KernelEmitter(code, text, lanes).body());
  }

  /// The species as constants, which HotSpot wants them to be.
  private static void species(ClassBuilder type, Target target) {
    int flags = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
    boolean isWide = target.width() == LaneWidth.WIDE;
    type.withField(LaneExpressions.FLOATING_SPECIES, LaneExpressions.SPECIES, flags)
        .withField(LaneExpressions.WHOLE_SPECIES, LaneExpressions.SPECIES, flags)
        .withMethodBody(
            ConstantDescs.CLASS_INIT_NAME,
            ConstantDescs.MTD_void,
            ClassFile.ACC_STATIC,
            code -> {
              MethodTypeDesc getter = MethodTypeDesc.of(LaneExpressions.SPECIES);
              code.invokestatic(target.host(), isWide ? "doubles" : "floats", getter)
                  .putstatic(
                      target.self(), LaneExpressions.FLOATING_SPECIES, LaneExpressions.SPECIES)
                  .invokestatic(target.host(), isWide ? "longs" : "ints", getter)
                  .putstatic(target.self(), LaneExpressions.WHOLE_SPECIES, LaneExpressions.SPECIES)
                  .return_();
            });
  }

  private static int longestMethod(byte[] bytes) {
    return ClassFile.of().parse(bytes).methods().stream()
        .flatMap(method -> method.code().stream())
        .mapToInt(code -> ((CodeAttribute) code).codeLength())
        .max()
        .orElse(0);
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
    folds.allocate();
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

  private void innermost(int first, int limit) {
    index = code.allocateLocal(TypeKind.INT);
    code.iload(first).istore(index);
    folds.begin();
    if (lanes != null && target != null) {
      lanes.broadcast(text.fixedOperands());
      if (folds.fitRegisters(target.lanes())) {
        groups(lanes, target, limit);
      }
      vectors(lanes, target, limit);
      rest(lanes, target, limit);
      folds.halve(target.lanes(), lanes);
    } else {
      plain(limit);
    }
    for (int i = 0; i < text.folds().size(); i++) {
      KernelText.Fold fold = text.folds().get(i);
      code.aload(array[fold.access()]).iload(base[fold.access()]);
      folds.result(i, target == null ? 0 : target.lanes());
      code.arrayStore(elementKind(fold.value().dtype()));
    }
  }

  /// Groups of as many vectors as the lanes of a reduction fill, which stay in registers.
  private void groups(LaneExpressions vectors, Target made, int limit) {
    folds.load(made.lanes(), vectors);
    whole(
        limit,
        folds.turns(made.lanes()) * made.lanes(),
        () -> {
          for (int turn = 0; turn < folds.turns(made.lanes()); turn++) {
            stores(vectors);
            folds.combine(turn, vectors);
            code.iload(index).loadConstant(made.lanes()).iadd().istore(index);
          }
        });
    folds.store(made.lanes(), vectors);
  }

  /// Whole vectors of neighbouring elements.
  private void vectors(LaneExpressions vectors, Target made, int limit) {
    whole(
        limit,
        made.lanes(),
        () -> {
          vector(vectors);
          code.iload(index).loadConstant(made.lanes()).iadd().istore(index);
        });
  }

  /// A loop as long as some elements are left. What it does adds their number to the index.
  private void whole(int limit, int elements, Runnable body) {
    int last = code.allocateLocal(TypeKind.INT);
    code.iload(limit).loadConstant(elements).isub().istore(last);
    Label start = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(start).iload(index).iload(last).if_icmpgt(end);
    body.run();
    code.goto_(start).labelBinding(end);
  }

  private void vector(LaneExpressions vectors) {
    stores(vectors);
    folds.vector(index, vectors);
  }

  private void stores(LaneExpressions vectors) {
    vectors.compute(text.varying());
    for (KernelText.Store store : text.stores()) {
      int partner = text.partner(store.access());
      if (text.steps().get(store.access()) == Step.ONE) {
        vectors.store(store.access(), store.value());
      } else if (partner >= 0) {
        vectors.storePair(store.access(), store.value(), text.stored(partner));
      }
    }
  }

  /// The elements that do not fill a vector: as a vector of which a part is written, if all of it
  /// can be read.
  private void rest(LaneExpressions vectors, Target made, int limit) {
    if (text.dtypes().contains(DType.BOOL) || text.varying().size() > MOST_MASKED) {
      loop(limit);
      return;
    }
    Label end = code.newLabel();
    Label single = code.newLabel();
    code.iload(index).iload(limit).if_icmpge(end);
    for (int a = 0; a < array.length; a++) {
      Step step = text.steps().get(a);
      if (!text.isPlace(a) && !text.isWritten(a) && step != Step.NONE) {
        int read = step == Step.ONE ? made.lanes() : 2 * made.lanes() - 1;
        code.aload(array[a]).arraylength();
        address(a);
        code.isub().loadConstant(read).if_icmplt(single);
      }
    }
    vectors.mask(index, limit);
    vector(vectors);
    code.goto_(end).labelBinding(single);
    loop(limit);
    code.labelBinding(end);
  }

  private void laneAddress(int access) {
    if (!text.isPlace(access)) {
      code.aload(array[access]);
    }
    address(access);
  }

  /// One element after the other. HotSpot makes vector code of it only if it knows that all
  /// accesses begin at the same place, else it fears that they overlap: where they do begin so,
  /// which is the rule, a loop runs that says it.
  private void plain(int limit) {
    List<Integer> moving =
        IntStream.range(0, base.length)
            .filter(a -> text.steps().get(a) == Step.ONE)
            .boxed()
            .toList();
    boolean isShort = text.expressions().size() <= MOST_TWICE;
    if (moving.size() < 2 || !isShort || !text.isFitForLanes() || !text.folds().isEmpty()) {
      loop(limit);
      return;
    }
    Label apart = code.newLabel();
    Label end = code.newLabel();
    int shared = base[moving.getFirst()];
    moving.stream().skip(1).forEach(a -> code.iload(shared).iload(base[a]).if_icmpne(apart));
    int[] bases = base.clone();
    moving.forEach(a -> base[a] = shared);
    loop(limit);
    System.arraycopy(bases, 0, base, 0, bases.length);
    expressions.forgetAllBut(text.invariants());
    code.goto_(end).labelBinding(apart);
    loop(limit);
    code.labelBinding(end);
  }

  /// All elements are read before one is written: a result may lie in the memory of an operand.
  private void loop(int limit) {
    Label start = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(start).iload(index).iload(limit).if_icmpge(end);
    boolean isAlone = text.stores().size() + text.folds().size() == 1;
    for (KernelText.Store store : text.stores()) {
      if (isAlone) {
        expressions.computeShared(store.value());
      } else {
        expressions.compute(store.value());
      }
    }
    text.folds().forEach(fold -> expressions.compute(fold.value()));
    folds.element(index, expressions);
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
      case TWO -> code.iload(index).iconst_1().ishl().iadd();
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
