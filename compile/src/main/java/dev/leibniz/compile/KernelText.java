package dev.leibniz.compile;

import dev.leibniz.compile.Loops.Step;
import dev.leibniz.data.DType;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Everything that the code of a kernel depends on; kernels with equal keys are the same.
///
/// @param loops the number of nested loops
/// @param steps per access, how it moves along the innermost loop
/// @param dtypes per access, its element type
/// @param places per access, whether only the place itself is used
/// @param expressions what is computed, operands first
/// @param stores what is written
/// @param folds what is reduced along the innermost loop
/// @param pairs accesses that write every other element, and their neighbours
record KernelText(
    int loops,
    List<Step> steps,
    List<DType> dtypes,
    List<Boolean> places,
    List<Expression> expressions,
    List<Store> stores,
    List<Fold> folds,
    List<Pair> pairs) {

  private static final Set<Expression.Kind> LANE_OPERATIONS =
      EnumSet.of(
          Expression.Kind.PLUS,
          Expression.Kind.MINUS,
          Expression.Kind.TIMES,
          Expression.Kind.DIV,
          Expression.Kind.FMA,
          Expression.Kind.NEGATE,
          Expression.Kind.ABS,
          Expression.Kind.SQRT,
          Expression.Kind.FLOOR,
          Expression.Kind.CEIL,
          Expression.Kind.RINT,
          Expression.Kind.MIN,
          Expression.Kind.MAX);

  /// A value written at each index.
  ///
  /// @param access where
  /// @param value what
  record Store(int access, Expression value) {}

  /// Two accesses that write the elements in turns.
  ///
  /// @param first the access that writes the first element
  /// @param second the other one
  record Pair(int first, int second) {}

  /// The access that writes the elements between those of another one; −1 if there is none.
  int partner(int access) {
    return pairs.stream()
        .filter(pair -> pair.first() == access)
        .mapToInt(Pair::second)
        .findFirst()
        .orElse(-1);
  }

  /// Whether an access is one of a pair.
  boolean isPaired(int access) {
    return pairs.stream().anyMatch(pair -> pair.first() == access || pair.second() == access);
  }

  /// Whether an access writes.
  boolean isWritten(int access) {
    return stores.stream().anyMatch(store -> store.access() == access)
        || folds.stream().anyMatch(fold -> fold.access() == access);
  }

  /// The value that an access writes.
  Expression stored(int access) {
    return stores.stream()
        .filter(store -> store.access() == access)
        .findFirst()
        .orElseThrow()
        .value();
  }

  /// A reduction of a value along the innermost loop, by the law of sums of `dev.leibniz.eval`.
  ///
  /// @param access where its result goes
  /// @param value what is reduced
  /// @param kind the operation that combines two elements
  record Fold(int access, Expression value, Expression.Kind kind) {}

  boolean isPlace(int access) {
    return places.get(access);
  }

  /// The values that are the same along the innermost loop and that it uses, operands first.
  List<Expression> invariants() {
    return fixedOperands().stream()
        .filter(expression -> !(expression instanceof Expression.Constant))
        .toList();
  }

  /// The same, with constants.
  List<Expression> fixedOperands() {
    Set<Expression> fixed = fixed();
    Set<Expression> used = new HashSet<>();
    varying().forEach(expression -> used.addAll(expression.operands()));
    stores.forEach(store -> used.add(store.value()));
    folds.forEach(fold -> used.add(fold.value()));
    return expressions.stream().filter(fixed::contains).filter(used::contains).toList();
  }

  /// The values that change along the innermost loop and are needed, operands first.
  List<Expression> varying() {
    Set<Expression> fixed = fixed();
    Set<Expression> needed = new HashSet<>();
    stores.forEach(store -> needed.add(store.value()));
    folds.forEach(fold -> needed.add(fold.value()));
    for (Expression expression : expressions.reversed()) {
      if (needed.contains(expression)) {
        needed.addAll(expression.operands());
      }
    }
    return expressions.stream().filter(e -> needed.contains(e) && !fixed.contains(e)).toList();
  }

  private Set<Expression> fixed() {
    Set<Expression> fixed = new HashSet<>();
    for (Expression expression : expressions) {
      if (isFixed(expression, fixed)) {
        fixed.add(expression);
      }
    }
    return fixed;
  }

  /// Whether HotSpot can make vector code of the innermost loop: neighbouring elements, and only
  /// operations that it has lanes for. It has none for the bits of numbers, for selections and for
  /// calls.
  boolean isFitForLanes() {
    boolean isPlain =
        expressions.stream()
            .allMatch(expression ->
                switch (expression) {
                  case Expression.Apply apply -> LANE_OPERATIONS.contains(apply.kind());
                  case Expression.Load load -> load.dtype() != DType.BOOL;
                  case Expression.Place place -> steps.get(place.access()) == Step.NONE;
                  case Expression.Constant constant -> true;
                  case Expression.Call call -> false;
                });
    return isPlain && !steps.contains(Step.ANY) && !steps.contains(Step.TWO);
  }

  private boolean isFixed(Expression expression, Set<Expression> fixed) {
    return switch (expression) {
      case Expression.Load load -> steps.get(load.access()) == Step.NONE;
      case Expression.Place place -> steps.get(place.access()) == Step.NONE;
      case Expression.Constant constant -> true;
      case Expression.Apply apply -> fixed.containsAll(apply.operands());
      case Expression.Call call -> fixed.containsAll(call.operands());
    };
  }

  /// A text that is the same for kernels with the same code.
  String key() {
    StringBuilder key = new StringBuilder();
    key.append(loops).append(steps).append(dtypes).append(places);
    for (Expression expression : expressions) {
      key.append(';').append(expression.dtype()).append(' ');
      switch (expression) {
        case Expression.Load load -> key.append("load ").append(load.access());
        case Expression.Place place -> key.append("place ").append(place.access());
        case Expression.Constant constant -> key.append(constant.bits());
        case Expression.Apply apply -> key.append(apply.kind());
        case Expression.Call call -> key.append(call.routine());
      }
      expression.operands().forEach(operand -> key.append(' ').append(operand.number()));
    }
    stores.forEach(
        store -> key.append('>').append(store.access()).append('=').append(store.value().number()));
    key.append(pairs);
    for (Fold fold : folds) {
      key.append('+').append(fold.kind()).append(fold.access()).append('=');
      key.append(fold.value().number());
    }
    return key.toString();
  }
}
