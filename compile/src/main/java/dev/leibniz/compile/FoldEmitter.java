package dev.leibniz.compile;

import dev.leibniz.compile.Expression.Kind;
import dev.leibniz.data.DType;
import dev.leibniz.eval.LaneTree;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/// Emits the reductions of a kernel: element k of a row is combined into lane k mod P of an array,
/// and the lanes become one number at the end of the row.
///
/// P is the law's largest number of lanes even for short rows: the lanes that hold nothing but
/// where they start from change nothing.
final class FoldEmitter {
  private static final ClassDesc TREE = LaneTree.class.describeConstable().orElseThrow();
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();
  private static final ClassDesc ARRAYS = Arrays.class.describeConstable().orElseThrow();

  /// The most vectors for lanes of reductions: the rest of the machine's are for values.
  private static final int MOST_REGISTERS = 16;

  /// The most operations of a group of vectors.
  private static final int MOST_OPERATIONS = 100;

  private final CodeBuilder code;
  private final KernelText text;
  private final int[] sums;
  private int[][] registers = {};

  FoldEmitter(CodeBuilder code, KernelText text) {
    this.code = code;
    this.text = text;
    this.sums = new int[text.folds().size()];
  }

  private static boolean isFloat(KernelText.Fold fold) {
    return fold.value().dtype() == DType.F32;
  }

  private static int lanes(KernelText.Fold fold) {
    return isFloat(fold) ? LaneTree.FLOATS : LaneTree.DOUBLES;
  }

  private static ClassDesc number(KernelText.Fold fold) {
    return isFloat(fold) ? ConstantDescs.CD_float : ConstantDescs.CD_double;
  }

  private static TypeKind kind(KernelText.Fold fold) {
    return isFloat(fold) ? TypeKind.FLOAT : TypeKind.DOUBLE;
  }

  /// Makes the arrays.
  void allocate() {
    for (int i = 0; i < sums.length; i++) {
      KernelText.Fold fold = text.folds().get(i);
      sums[i] = code.allocateLocal(TypeKind.REFERENCE);
      code.loadConstant(lanes(fold)).newarray(kind(fold)).astore(sums[i]);
    }
  }

  /// A row begins.
  void begin() {
    for (int i = 0; i < sums.length; i++) {
      KernelText.Fold fold = text.folds().get(i);
      double identity =
          switch (fold.kind()) {
            case PLUS -> 0;
            case TIMES -> 1;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
            default -> throw new IllegalStateException(fold.kind().name());
          };
      code.aload(sums[i]);
      if (isFloat(fold)) {
        code.loadConstant((float) identity);
      } else {
        code.loadConstant(identity);
      }
      code.invokestatic(
          ARRAYS,
          "fill",
          MethodTypeDesc.of(ConstantDescs.CD_void, number(fold).arrayType(), number(fold)));
    }
  }

  /// Combines the element at an index.
  void element(int index, ExpressionEmitter expressions) {
    for (int i = 0; i < sums.length; i++) {
      KernelText.Fold fold = text.folds().get(i);
      place(i, index);
      code.dup2().arrayLoad(kind(fold));
      expressions.push(fold.value());
      combine(fold);
      code.arrayStore(kind(fold));
    }
  }

  /// Pushes an array and the lane of an index.
  private void place(int fold, int index) {
    code.aload(sums[fold]).iload(index);
    code.loadConstant(lanes(text.folds().get(fold)) - 1).iand();
  }

  private void combine(KernelText.Fold fold) {
    boolean isFloat = isFloat(fold);
    switch (fold.kind()) {
      case PLUS -> {
        if (isFloat) {
          code.fadd();
        } else {
          code.dadd();
        }
      }
      case TIMES -> {
        if (isFloat) {
          code.fmul();
        } else {
          code.dmul();
        }
      }
      default ->
          code.invokestatic(
              MATH,
              fold.kind() == Kind.MAX ? "max" : "min",
              MethodTypeDesc.of(number(fold), number(fold), number(fold)));
    }
  }

  /// Combines a vector of elements from an index on.
  void vector(int index, LaneExpressions vectors) {
    for (int i = 0; i < sums.length; i++) {
      KernelText.Fold fold = text.folds().get(i);
      int at = i;
      vectors.combine(fold.kind(), fold.value(), () -> place(at, index));
    }
  }

  /// The number of vectors that hold the lanes of one reduction.
  int turns(int vectorLanes) {
    return lanes(text.folds().getFirst()) / vectorLanes;
  }

  /// Whether the lanes of all reductions can stay in registers, and the code of their values is
  /// short enough to be emitted once for each.
  boolean fitRegisters(int vectorLanes) {
    return sums.length > 0
        && sums.length * turns(vectorLanes) <= MOST_REGISTERS
        && text.varying().size() * turns(vectorLanes) <= MOST_OPERATIONS;
  }

  /// Reads the lanes into registers.
  void load(int vectorLanes, LaneExpressions vectors) {
    registers = new int[sums.length][turns(vectorLanes)];
    for (int i = 0; i < sums.length; i++) {
      for (int turn = 0; turn < registers[i].length; turn++) {
        int fold = i;
        int lane = turn * vectorLanes;
        registers[i][turn] =
            vectors.read(
                text.folds().get(i).value().dtype(),
                () -> code.aload(sums[fold]).loadConstant(lane));
      }
    }
  }

  /// Combines a vector of elements with a register.
  void combine(int turn, LaneExpressions vectors) {
    for (int i = 0; i < sums.length; i++) {
      KernelText.Fold fold = text.folds().get(i);
      vectors.combine(fold.kind(), fold.value(), registers[i][turn]);
    }
  }

  /// Writes the registers into the lanes.
  void store(int vectorLanes, LaneExpressions vectors) {
    for (int i = 0; i < sums.length; i++) {
      for (int turn = 0; turn < registers[i].length; turn++) {
        int fold = i;
        int lane = turn * vectorLanes;
        vectors.write(
            text.folds().get(i).value().dtype(),
            registers[i][turn],
            () -> code.aload(sums[fold]).loadConstant(lane));
      }
    }
  }

  /// Combines the upper half of the lanes with the lower half until they fit into one vector.
  void halve(int vectorLanes, LaneExpressions vectors) {
    for (int i = 0; i < sums.length; i++) {
      KernelText.Fold fold = text.folds().get(i);
      int sum = sums[i];
      for (int half = lanes(fold) / 2; half >= vectorLanes; half /= 2) {
        for (int lane = 0; lane < half; lane += vectorLanes) {
          int to = lane;
          int from = lane + half;
          vectors.combine(
              fold.kind(),
              fold.value().dtype(),
              () -> code.aload(sum).loadConstant(from),
              () -> code.aload(sum).loadConstant(to));
        }
      }
    }
  }

  /// Turns the first lanes into one number and leaves it on the stack.
  ///
  /// @param width the number of lanes; 0 for all
  void result(int fold, int width) {
    KernelText.Fold of = text.folds().get(fold);
    String name =
        switch (of.kind()) {
          case PLUS -> "sum";
          case TIMES -> "product";
          case MAX -> "max";
          case MIN -> "min";
          default -> throw new IllegalStateException(of.kind().name());
        };
    code.aload(sums[fold]).loadConstant(width == 0 ? lanes(of) : Math.min(width, lanes(of)));
    code.invokestatic(
        TREE, name, MethodTypeDesc.of(number(of), number(of).arrayType(), ConstantDescs.CD_int));
  }
}
