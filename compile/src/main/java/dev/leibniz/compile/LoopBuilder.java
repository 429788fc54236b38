package dev.leibniz.compile;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
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
  private final Map<Var, Expression> roots = new HashMap<>();
  private final Map<Needed, Expression> known = new HashMap<>();

  private record Needed(Var variable, IndexMap map) {}

  private LoopBuilder(Fusion.Result fusion) {
    this.fusion = fusion;
  }

  /// A loop ready to be emitted.
  ///
  /// @param loops its extents and strides
  /// @param accesses what it reads and writes
  /// @param text its code
  record Built(Loops loops, List<Access> accesses, KernelText text) {}

  /// The loop that computes a stage's roots and stores those in `stored`.
  static Built of(Fusion.Result fusion, Stage.Loop stage, Set<Var> stored) {
    int rank = stage.shape().rank();
    LoopBuilder builder = new LoopBuilder(fusion);
    IndexMap own = IndexMap.identity(rank);
    List<KernelText.Store> stores = new ArrayList<>();
    for (Var root : stage.roots()) {
      Expression value = builder.compute(fusion.definitionOf(root), own);
      builder.roots.put(root, value);
      if (stored.contains(root)) {
        DType dtype = ((TensorType) root.type()).dtype();
        Access access = new Access(root, dtype, own.placeIn(stage.shape()), true);
        stores.add(new KernelText.Store(builder.access(access), value));
      }
    }
    Loops loops = Loops.of(stage.shape(), builder.accesses);
    List<Loops.Step> steps = new ArrayList<>();
    for (int access = 0; access < builder.accesses.size(); access++) {
      steps.add(loops.step(access));
    }
    KernelText text =
        new KernelText(
            loops.extents().length,
            steps,
            builder.accesses.stream().map(Access::dtype).toList(),
            builder.accesses.stream().map(access -> access.variable() == null).toList(),
            builder.expressions.all(),
            stores);
    return new Built(loops, builder.accesses, text);
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
    Expression root = roots.get(variable);
    if (root != null && map.isIdentity()) {
      return root;
    }
    if (fusion.inlined().contains(variable)) {
      Needed needed = new Needed(variable, map);
      Expression before = known.get(needed);
      if (before == null) {
        before = compute(fusion.definitionOf(variable), map);
        known.put(needed, before);
      }
      return before;
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
    return value(operand, Fusion.inner(equation, map, operand));
  }
}
