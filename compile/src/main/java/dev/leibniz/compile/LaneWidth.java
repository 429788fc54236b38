package dev.leibniz.compile;

import dev.leibniz.compile.Expression.Kind;
import dev.leibniz.compile.Loops.Step;
import dev.leibniz.data.DType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The size of the elements that a kernel computes in lanes: all that changes along its innermost
/// loop has it.
enum LaneWidth {
  /// `float` and `int`.
  NARROW(DType.F32, DType.I32),
  /// `double` and `long`.
  WIDE(DType.F64, DType.I64);

  /// Operations that vectors do not have, or that may fail.
  private static final Set<Kind> NONE = EnumSet.of(Kind.FLOOR, Kind.CEIL, Kind.RINT);

  private final DType floating;
  private final DType whole;

  LaneWidth(DType floating, DType whole) {
    this.floating = floating;
    this.whole = whole;
  }

  DType floating() {
    return floating;
  }

  DType whole() {
    return whole;
  }

  /// The width of a kernel whose innermost loop can run in lanes.
  static Optional<LaneWidth> of(KernelText text) {
    boolean isRegular =
        IntStream.range(0, text.steps().size())
            .allMatch(access -> isRegular(text.steps().get(access), text.dtypes().get(access)));
    if (!isRegular || !text.steps().contains(Step.ONE)) {
      return Optional.empty();
    }
    for (LaneWidth width : values()) {
      boolean fits =
          text.varying().stream().allMatch(value -> width.fits(text, value))
              && text.stores().stream().allMatch(store -> width.stores(text, store))
              && text.folds().stream().allMatch(fold -> fold.value().dtype() == width.floating);
      if (fits) {
        return Optional.of(width);
      }
    }
    return Optional.empty();
  }

  private static boolean isRegular(Step step, DType dtype) {
    return step != Step.ANY && (step != Step.TWO || dtype.isFloating());
  }

  private boolean stores(KernelText text, KernelText.Store store) {
    boolean isPaired = text.isPaired(store.access()) && store.value().dtype() == floating;
    boolean isNext = text.steps().get(store.access()) == Step.ONE;
    return (isNext || isPaired) && holds(store.value().dtype());
  }

  private boolean holds(DType dtype) {
    return dtype == floating || dtype == whole || dtype == DType.BOOL;
  }

  private boolean fits(KernelText text, Expression expression) {
    boolean isOperation =
        switch (expression) {
          case Expression.Load load -> true;
          case Expression.Place place ->
              place.dtype() != DType.BOOL && text.steps().get(place.access()) == Step.ONE;
          case Expression.Constant constant -> true;
          case Expression.Apply apply -> fits(apply.kind(), apply.operands());
          case Expression.Call call -> false;
        };
    return isOperation
        && holds(expression.dtype())
        && expression.operands().stream().map(Expression::dtype).allMatch(this::holds);
  }

  private boolean fits(Kind kind, List<Expression> operands) {
    DType dtype = operands.getFirst().dtype();
    boolean divides = kind == Kind.DIV && dtype != floating;
    boolean isArithmeticOfBooleans =
        dtype == DType.BOOL
            && !EnumSet.of(
                    Kind.SELECT, Kind.AND, Kind.OR, Kind.XOR, Kind.NOT, Kind.EQUAL, Kind.CONVERT)
                .contains(kind);
    return !NONE.contains(kind) && !divides && !isArithmeticOfBooleans;
  }
}
