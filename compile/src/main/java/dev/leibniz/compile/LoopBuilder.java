package dev.leibniz.compile;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Reduce;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes the expressions and accesses of one loop.
final class LoopBuilder {
  private final Fusion.Result fusion;
  private final Expressions expressions = new Expressions();
  private final List<Access> accesses = new ArrayList<>();
  private final Map<Access, Integer> places = new HashMap<>();
  private final Map<Fusion.Needed, Expression> known = new HashMap<>();

  private LoopBuilder(Fusion.Result fusion) {
    this.fusion = fusion;
  }

  /// A loop ready to be emitted.
  ///
  /// @param loops its extents and strides
  /// @param accesses what it reads and writes
  /// @param text its code
  record Built(Loops loops, List<Access> accesses, KernelText text) {
    /// What there is to do: each expression once an element; what is read or written more than once
    /// counts once.
    Work work() {
      long elements = loops.elements();
      long bytes = 0;
      for (Access access : accesses) {
        if (access.variable() != null && access.variable().type() instanceof TensorType type) {
          bytes += Math.min(elements, type.shape().elements()) * access.dtype().bytes();
        }
      }
      return new Work(elements * text.expressions().size(), bytes);
    }
  }

  /// The loop that computes a stage's roots and stores those in `stored`. Where the innermost loop
  /// would be short, small axes are written out.
  static Built of(Fusion.Result fusion, Stage.Loop stage, Set<Var> stored) {
    Built built = new LoopBuilder(fusion).build(stage, stored, List.of());
    int[] extents = built.loops().extents();
    boolean isLong = extents.length == 1 || extents[extents.length - 1] > WrittenAxes.LARGEST;
    if (isLong || !stage.folds().isEmpty()) {
      return built;
    }
    List<Integer> written = WrittenAxes.of(stage.shape(), built.text().expressions().size());
    return written.isEmpty() ? built : new LoopBuilder(fusion).build(stage, stored, written);
  }

  private Built build(Stage.Loop stage, Set<Var> stored, List<Integer> written) {
    List<KernelText.Store> stores = new ArrayList<>();
    List<IndexMap> elements = WrittenAxes.elements(stage.shape(), written);
    for (Var root : stage.roots()) {
      for (IndexMap own : elements) {
        Expression value = compute(fusion.definitionOf(root), own);
        known.put(new Fusion.Needed(root, own), value);
        if (stored.contains(root)) {
          DType dtype = ((TensorType) root.type()).dtype();
          Access access = new Access(root, dtype, own.placeIn(stage.shape()), true);
          stores.add(new KernelText.Store(access(access), value));
        }
      }
    }
    List<KernelText.Fold> folds = new ArrayList<>();
    for (Var result : stage.folds()) {
      folds.add(fold(result, stage.shape()));
    }
    Shape left = stage.shape();
    for (int axis : written.reversed()) {
      left = left.remove(axis);
    }
    Loops loops = Loops.of(left, accesses);
    List<Loops.Step> steps = new ArrayList<>();
    for (int access = 0; access < accesses.size(); access++) {
      steps.add(loops.step(access));
    }
    KernelText text =
        new KernelText(
            loops.extents().length,
            steps,
            accesses.stream().map(Access::dtype).toList(),
            accesses.stream().map(access -> access.variable() == null).toList(),
            expressions.all(),
            stores,
            folds,
            pairs(stores, steps));
    return new Built(loops, accesses, text);
  }

  /// The stores that write every other element, with those that write the elements between.
  private List<KernelText.Pair> pairs(List<KernelText.Store> stores, List<Loops.Step> steps) {
    List<KernelText.Pair> pairs = new ArrayList<>();
    for (KernelText.Store store : stores) {
      if (steps.get(store.access()) == Loops.Step.TWO) {
        Access first = accesses.get(store.access());
        long[] next = first.place().clone();
        next[next.length - 1]++;
        Integer second = places.get(new Access(first.variable(), first.dtype(), next, true));
        if (second != null) {
          pairs.add(new KernelText.Pair(store.access(), second));
        }
      }
    }
    return pairs;
  }

  /// A reduction of each row, whose result lies at the place of the row.
  private KernelText.Fold fold(Var result, Shape shape) {
    Equation equation = fusion.definitionOf(result);
    int rank = shape.rank();
    Expression value = value(equation.inputs().getFirst(), IndexMap.identity(rank));
    TensorType type = (TensorType) result.type();
    long[] place = Arrays.copyOf(type.shape().strides(), rank + 1);
    int access = access(new Access(result, type.dtype(), place, true));
    return new KernelText.Fold(access, value, RowFold.kind(equation));
  }

  private int access(Access access) {
    return places.computeIfAbsent(
        access,
        absent -> {
          accesses.add(absent);
          return accesses.size() - 1;
        });
  }

  private Expression value(Atom atom, IndexMap map) {
    return switch (atom) {
      case Literal literal -> expressions.literal(literal, ((TensorType) literal.type()).dtype());
      case Var variable -> value(variable, map);
    };
  }

  private Expression value(Var variable, IndexMap map) {
    Fusion.Needed needed = new Fusion.Needed(variable, map);
    Expression before = known.get(needed);
    if (before != null) {
      return before;
    }
    if (fusion.inlined().contains(variable)) {
      Expression value = compute(fusion.definitionOf(variable), map);
      known.put(needed, value);
      return value;
    }
    TensorType type = (TensorType) variable.type();
    long[] place = map.placeIn(type.shape());
    Var holder = fusion.holder(variable);
    return expressions.load(type.dtype(), access(new Access(holder, type.dtype(), place, false)));
  }

  private Expression compute(Equation equation, IndexMap map) {
    if (equation.prim() instanceof Elementwise elementwise) {
      List<Expression> operands =
          equation.inputs().stream().map(input -> value(input, map)).toList();
      return elementwise.scalar(expressions, operands);
    }
    if (equation.prim() instanceof Index.Iota iota) {
      Access place = new Access(null, iota.type().dtype(), map.rows()[iota.axis()], false);
      return expressions.place(iota.type().dtype(), access(place));
    }
    Atom operand = equation.inputs().getFirst();
    List<Expression> elements =
        Fusion.inner(equation, map, operand).stream().map(inner -> value(operand, inner)).toList();
    return equation.prim() instanceof Reduce.Over over
        ? SmallReduction.of(over, expressions, elements)
        : elements.getFirst();
  }
}
