package dev.leibniz.bytecode;

import dev.leibniz.calculus.ScalarAlgebra;
import dev.leibniz.calculus.ScalarAlgebra.Comparison;
import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Computes code without loops in another algebra: both ways of a condition, then a selection where
/// they meet.
///
/// @param <V> the values
public final class Flattening<V> {
  private static final String FIX = "use arithmetic, Math and conditions on doubles only";

  private final ScalarAlgebra<V> algebra;
  private final Map<Var, V> values = new HashMap<>();
  private final Map<Var, Instr> comparisons = new HashMap<>();
  private final Map<Block, List<Way<V>>> ways = new HashMap<>();

  /// A way into a block.
  ///
  /// @param mask where it is taken; null for everywhere
  private record Way<V>(Block from, @Nullable V mask) {}

  private Flattening(ScalarAlgebra<V> algebra) {
    this.algebra = algebra;
  }

  /// f(x) in the algebra.
  ///
  /// @throws dev.leibniz.error.UnsupportedCodeException if f has loops, arrays or integers
  public static <V> V evaluate(Object function, V x, ScalarAlgebra<V> algebra, Settings settings) {
    Lifted lifted = Lifted.of(function, Lifted.Kind.UNIVARIATE, settings);
    Flattening<V> flattening = new Flattening<>(algebra);
    flattening.values.put(lifted.argument(), x);
    Binding binding = new Binding(function);
    List<Var> captured = new ArrayList<>(lifted.code().params());
    captured.remove(lifted.argument());
    for (int i = 0; i < captured.size(); i++) {
      if (binding.value(lifted.sources().get(i)) instanceof Number number) {
        flattening.values.put(captured.get(i), algebra.constant(number.doubleValue()));
      }
    }
    return flattening.run(lifted.code());
  }

  private V run(Code code) {
    Graph graph = new Graph(code);
    V result = null;
    ways.put(code.entry(), List.of());
    for (Block block : graph.order()) {
      if (!graph.loop(block).isEmpty()) {
        throw refuse(block, "a loop");
      }
      V mask = mask(ways.getOrDefault(block, List.of()), block == code.entry());
      for (Instr instr : block.body) {
        compute(instr, block, graph);
      }
      switch (block.exit) {
        case Exit.Jump(Block target) -> enter(target, block, mask);
        case Exit.Branch branch -> {
          V condition = condition(branch, block);
          enter(branch.then(), block, both(mask, condition));
          enter(branch.otherwise(), block, both(mask, algebra.not(condition)));
        }
        case Exit.Return(Var value) -> result = value(value, block);
        case Exit.Choose _ -> throw refuse(block, "a switch");
        case Exit.Bailout() -> throw refuse(block, "an exception");
      }
    }
    return Objects.requireNonNull(result);
  }

  private @Nullable V both(@Nullable V mask, V condition) {
    return mask == null ? condition : algebra.and(mask, condition);
  }

  private void enter(Block to, Block from, @Nullable V mask) {
    ways.computeIfAbsent(to, _ -> new ArrayList<>()).add(new Way<>(from, mask));
  }

  /// Where a block is entered: by one of its ways.
  private @Nullable V mask(List<Way<V>> in, boolean isEntry) {
    V mask = null;
    for (Way<V> way : in) {
      if (isEntry || way.mask() == null) {
        return null;
      }
      mask =
          mask == null
              ? way.mask()
              : algebra.not(algebra.and(algebra.not(mask), algebra.not(way.mask())));
    }
    return mask;
  }

  private V value(Var var, Block block) {
    V value = values.get(var);
    if (value == null) {
      throw refuse(block, "a value that is no double");
    }
    return value;
  }

  private static RuntimeException refuse(Block block, String what) {
    Place place =
        Stream.concat(Stream.of(block), block.exit.targets().stream())
            .flatMap(each -> each.body.stream())
            .map(Instr::place)
            .filter(each -> each.line() > 0)
            .findFirst()
            .orElse(Place.UNKNOWN);
    return place.refuse("cannot map " + what, "", FIX);
  }

  private void compute(Instr instr, Block block, Graph graph) {
    switch (instr.op()) {
      case CONSTANT -> {
        if (instr.payload() instanceof Number number) {
          values.put(instr.result(), algebra.constant(number.doubleValue()));
        }
      }
      case PHI -> values.put(instr.result(), selected(instr, block, graph));
      case COMPARE -> comparisons.put(instr.result(), instr);
      case COPY -> values.put(instr.result(), value(instr.arg(0), block));
      case ADD -> operate("add", instr, block);
      case SUBTRACT -> operate("subtract", instr, block);
      case MULTIPLY -> operate("multiply", instr, block);
      case DIVIDE -> operate("divide", instr, block);
      case NEGATE -> operate("negate", instr, block);
      case CALL -> operate(instr.method().name(), instr, block);
      case CONVERT, REMAINDER, LOAD, STORE, ALLOCATE, LENGTH, PUSH, POP ->
          throw refuse(block, "this code");
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, AND, OR, XOR ->
          throw refuse(block, "integers");
      case FUNCTION, INVOKE, RULED, CODE -> throw refuse(block, "a call by rule");
    }
  }

  private void operate(String operation, Instr instr, Block block) {
    if (instr.result().kind() != java.lang.classfile.TypeKind.DOUBLE) {
      throw refuse(block, "a value that is no double");
    }
    List<V> args = new ArrayList<>();
    instr.args().forEach(arg -> args.add(value(arg, block)));
    values.put(instr.result(), algebra.operate(operation, args));
  }

  private V selected(Instr phi, Block block, Graph graph) {
    List<Block> from = graph.predecessors(block);
    List<Way<V>> in = Objects.requireNonNull(ways.get(block));
    V value = value(phi.arg(from.size() - 1), block);
    for (int k = from.size() - 2; k >= 0; k--) {
      Block way = from.get(k);
      V mask = in.stream().filter(each -> each.from() == way).findFirst().orElseThrow().mask();
      V other = value(phi.arg(k), block);
      value = mask == null ? other : algebra.select(mask, other, value);
    }
    return value;
  }

  private V condition(Exit.Branch branch, Block block) {
    Instr compare = comparisons.get(branch.left());
    if (compare == null || branch.right() != null) {
      throw refuse(block, "a condition on integers");
    }
    V a = value(compare.arg(0), block);
    V b = value(compare.arg(1), block);
    Opcode opcode = (Opcode) Objects.requireNonNull(compare.payload());
    boolean nanIsGreater = opcode == Opcode.DCMPG || opcode == Opcode.FCMPG;
    return switch (branch.test()) {
      case EQUAL -> algebra.compare(Comparison.EQUAL, a, b);
      case NOT_EQUAL -> algebra.compare(Comparison.NOT_EQUAL, a, b);
      case LESS -> less(nanIsGreater, Comparison.LESS, Comparison.GREATER_OR_EQUAL, a, b);
      case LESS_OR_EQUAL -> less(nanIsGreater, Comparison.LESS_OR_EQUAL, Comparison.GREATER, a, b);
      case GREATER -> less(!nanIsGreater, Comparison.GREATER, Comparison.LESS_OR_EQUAL, a, b);
      case GREATER_OR_EQUAL ->
          less(!nanIsGreater, Comparison.GREATER_OR_EQUAL, Comparison.LESS, a, b);
    };
  }

  /// A comparison that is false for NaN, or the opposite of its opposite, which is true.
  private V less(boolean nanIsFalse, Comparison direct, Comparison opposite, V a, V b) {
    return nanIsFalse
        ? algebra.compare(direct, a, b)
        : algebra.not(algebra.compare(opposite, a, b));
  }
}
