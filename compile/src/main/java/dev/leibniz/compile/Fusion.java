package dev.leibniz.compile;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Arithmetic;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Local;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Reduce;
import dev.leibniz.ir.Transcendental;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Cuts a program into stages. Elementwise operations, and movements that step through memory
/// linearly, are computed where they are needed; a value that is dear and needed more than once, or
/// needed by something else, is computed once and kept. Loops of one shape are joined where the
/// order allows it.
final class Fusion {
  /// The most operations of the program in one loop; keeps emitted methods short.
  private static final int MOST_OPERATIONS = 48;

  /// How many simple operations an elementary function counts as.
  private static final int FUNCTION = 8;

  /// The most results of one loop.
  private static final int MOST_ROOTS = 16;

  /// What a value may cost, in simple operations, to be computed again for each use.
  private static final int CHEAP = 2;

  private static final int DEAR = 10;

  private final Program program;
  private final Map<Var, Equation> definition = new HashMap<>();
  private final Map<Var, List<Equation>> consumers = new HashMap<>();
  private final Set<Var> isOutput = new HashSet<>();
  private final Set<Var> isInlined = new HashSet<>();
  private final Map<Var, Var> alias = new HashMap<>();
  private final Map<Var, Integer> cost = new HashMap<>();
  private final Map<Var, Integer> size = new HashMap<>();
  private final List<Stage> stages = new ArrayList<>();
  private final Map<Var, Integer> stageOf = new HashMap<>();

  private Fusion(Program program) {
    this.program = program;
  }

  /// A program cut into stages.
  ///
  /// @param stages in order
  /// @param definition the equation of each variable
  /// @param inlined variables that are computed where they are needed
  /// @param alias variables that lie in the memory of another one, under another shape
  /// @param reads per stage, the variables in memory that it reads
  record Result(
      List<Stage> stages,
      Map<Var, Equation> definition,
      Set<Var> inlined,
      Map<Var, Var> alias,
      List<Set<Var>> reads) {
    /// The variable in whose memory a variable lies.
    Var holder(Var variable) {
      Var under = alias.get(variable);
      return under == null ? variable : holder(under);
    }

    /// The equation that computes a variable.
    Equation definitionOf(Var variable) {
      return Objects.requireNonNull(definition.get(variable), "an input has no definition");
    }
  }

  static Result of(Program program) {
    Fusion fusion = new Fusion(program);
    fusion.read();
    fusion.singleNumbersFirst().forEach(fusion::place);
    List<Set<Var>> reads = new ArrayList<>();
    Result result =
        new Result(fusion.stages, fusion.definition, fusion.isInlined, fusion.alias, reads);
    for (Stage stage : fusion.stages) {
      reads.add(fusion.reads(stage, result));
    }
    return result;
  }

  private Set<Var> reads(Stage stage, Result result) {
    Set<Var> read = new LinkedHashSet<>();
    switch (stage) {
      case Stage.Single single -> {
        for (Atom input : single.equation().inputs()) {
          if (input instanceof Var variable) {
            read.add(result.holder(variable));
          }
        }
      }
      case Stage.Loop loop -> {
        for (Var computed : loop.results()) {
          Leaves leaves = Leaves.of(this, computed, loop.shape().rank());
          leaves.atOwnIndex().keySet().stream()
              .filter(leaf -> !loop.roots().contains(leaf))
              .forEach(leaf -> read.add(result.holder(leaf)));
        }
      }
    }
    return read;
  }

  private void read() {
    for (Equation equation : program.equations()) {
      equation.outputs().forEach(output -> definition.put(output, equation));
      for (Atom input : new HashSet<>(equation.inputs())) {
        if (input instanceof Var variable) {
          consumers.computeIfAbsent(variable, v -> new ArrayList<>()).add(equation);
        }
      }
    }
    program
        .outputs()
        .forEach(output -> {
          if (output instanceof Var variable) {
            isOutput.add(variable);
          }
        });
    program.inputs().forEach(input -> stageOf.put(input, -1));
  }

  /// The equations with those first that give single numbers and need nothing but inputs and such
  /// numbers: what stands between two loops would keep them from being joined.
  private List<Equation> singleNumbersFirst() {
    Set<Atom> known = new HashSet<>(program.inputs());
    List<Equation> first = new ArrayList<>();
    List<Equation> rest = new ArrayList<>();
    for (Equation equation : program.equations()) {
      boolean isEarly =
          equation.prim() instanceof Local
              && equation.outputs().stream().allMatch(Fusion::isSingle)
              && equation.inputs().stream()
                  .allMatch(input -> input instanceof Literal || known.contains(input));
      if (isEarly) {
        known.addAll(equation.outputs());
      }
      (isEarly ? first : rest).add(equation);
    }
    first.addAll(rest);
    return first;
  }

  private static boolean isSingle(Var output) {
    return output.type() instanceof TensorType type && type.shape().elements() == 1;
  }

  private void place(Equation equation) {
    if (equation.prim() instanceof Movement.Reshape
        && equation.inputs().getFirst() instanceof Var operand
        && !isInlined.contains(operand)) {
      alias.put(equation.output(), operand);
      stageOf.put(equation.output(), stageOf.get(operand));
      return;
    }
    if (!isFusible(equation)) {
      if (RowFold.is(equation) && joinsAsFold(equation)) {
        return;
      }
      equation.outputs().forEach(output -> stageOf.put(output, stages.size()));
      stages.add(new Stage.Single(equation));
      return;
    }
    weigh(equation);
    Var result = equation.output();
    if (mustKeep(result)) {
      cost.put(result, 0);
      size.put(result, 0);
      join(equation);
    } else {
      isInlined.add(result);
    }
  }

  /// Whether a value can be computed element by element where it is needed.
  static boolean isFusible(Equation equation) {
    Prim prim = equation.prim();
    return prim instanceof Elementwise
        || prim instanceof Index.Iota
        || SmallReduction.is(equation)
        || (prim instanceof Movement movement && isLinear(equation, movement));
  }

  private static boolean isLinear(Equation equation, Movement movement) {
    TensorType operand = (TensorType) equation.inputs().getFirst().type();
    TensorType result = (TensorType) equation.output().type();
    return IndexMap.identity(result.rank()).through(movement, operand.shape()).isPresent();
  }

  private Equation definition(Var variable) {
    return Objects.requireNonNull(definition.get(variable), "an input has no definition");
  }

  private void weigh(Equation equation) {
    int dearness = dearness(equation);
    int operations = weight(equation);
    for (Atom input : equation.inputs()) {
      if (input instanceof Var variable && isInlined.contains(variable)) {
        int times = times(equation);
        dearness += times * cost.getOrDefault(variable, 0);
        operations += times * size.getOrDefault(variable, 0);
      }
    }
    cost.put(equation.output(), dearness);
    size.put(equation.output(), operations);
  }

  /// How often an operand is computed for one element.
  private static int times(Equation equation) {
    return SmallReduction.is(equation) ? SmallReduction.count(equation) : 1;
  }

  private static int dearness(Equation equation) {
    Prim prim = equation.prim();
    if (prim instanceof Transcendental) {
      return DEAR;
    }
    if (prim instanceof Arithmetic.Div) {
      return DEAR / 2;
    }
    if (prim instanceof Reduce) {
      return times(equation);
    }
    return prim instanceof Elementwise ? 1 : 0;
  }

  private static int weight(Equation equation) {
    return equation.prim() instanceof Transcendental ? FUNCTION : times(equation);
  }

  private boolean mustKeep(Var value) {
    if (isOutput.contains(value) || size.getOrDefault(value, 0) > MOST_OPERATIONS / 2) {
      return true;
    }
    List<Equation> users = consumers.getOrDefault(value, List.of());
    boolean isDear = cost.getOrDefault(value, 0) > CHEAP;
    if (users.size() > 1 && isDear) {
      return true;
    }
    for (Equation user : users) {
      boolean copies = user.prim() instanceof Movement.Broadcast;
      boolean isLong =
          SmallReduction.is(user)
              && times(user) * size.getOrDefault(value, 0) > MOST_OPERATIONS / 2;
      boolean isRead = !isFusible(user) && !RowFold.is(user);
      if (isRead || (copies && isDear) || isLong) {
        return true;
      }
    }
    return false;
  }

  /// Puts a kept value into the latest loop of its shape that can compute it, or into a new one.
  private void join(Equation equation) {
    Var root = equation.output();
    Shape shape = ((TensorType) root.type()).shape();
    int stage = loopFor(root, shape);
    if (stage < 0) {
      add(root, new Stage.Loop(shape, List.of(root), List.of()));
    } else {
      Stage.Loop loop = (Stage.Loop) stages.get(stage);
      stages.set(stage, new Stage.Loop(shape, with(loop.roots(), root), loop.folds()));
      stageOf.put(root, stage);
    }
  }

  /// Puts a reduction into the latest loop that can compute what it reduces, or into a new one if
  /// no other does.
  private boolean joinsAsFold(Equation equation) {
    Var fold = equation.output();
    Shape shape = RowFold.shape(equation);
    int stage = loopFor(fold, shape);
    if (stage >= 0) {
      Stage.Loop loop = (Stage.Loop) stages.get(stage);
      stages.set(stage, new Stage.Loop(shape, loop.roots(), with(loop.folds(), fold)));
      stageOf.put(fold, stage);
      return true;
    }
    boolean isInlinedOperand =
        equation.inputs().getFirst() instanceof Var operand && isInlined.contains(operand);
    if (isInlinedOperand) {
      add(fold, new Stage.Loop(shape, List.of(), List.of(fold)));
    }
    return isInlinedOperand;
  }

  private void add(Var result, Stage.Loop loop) {
    stageOf.put(result, stages.size());
    stages.add(loop);
  }

  private static List<Var> with(List<Var> list, Var more) {
    List<Var> longer = new ArrayList<>(list);
    longer.add(more);
    return longer;
  }

  /// The latest loop over a shape that can compute a value, or −1.
  private int loopFor(Var value, Shape shape) {
    Leaves leaves = Leaves.of(this, value, shape.rank());
    for (int i = stages.size() - 1; i >= 0; i--) {
      if (stages.get(i) instanceof Stage.Loop loop
          && loop.shape().equals(shape)
          && fits(loop, i, leaves, value)) {
        return i;
      }
    }
    return -1;
  }

  private boolean fits(Stage.Loop loop, int stage, Leaves leaves, Var value) {
    int operations = leaves.operations();
    for (Var other : loop.results()) {
      operations += Leaves.of(this, other, loop.shape().rank()).operations();
    }
    if (operations > MOST_OPERATIONS || loop.results().size() >= MOST_ROOTS) {
      return false;
    }
    for (Map.Entry<Var, Boolean> leaf : leaves.atOwnIndex().entrySet()) {
      int where = stageOf.getOrDefault(leaf.getKey(), Integer.MAX_VALUE);
      boolean inside = where == stage && leaf.getValue() && loop.roots().contains(leaf.getKey());
      if (where >= stage && !inside) {
        return false;
      }
    }
    return !loop.roots().contains(value);
  }

  /// The kept values that a root is computed from.
  ///
  /// @param atOwnIndex per value, whether it is read only at the loop's own index
  /// @param operations how many operations of the program lie between
  private record Leaves(Map<Var, Boolean> atOwnIndex, int operations) {
    static Leaves of(Fusion fusion, Var root, int rank) {
      Map<Var, Boolean> found = new HashMap<>();
      Set<Needed> visited = new HashSet<>();
      collect(fusion, fusion.definition(root), IndexMap.identity(rank), found, visited);
      int operations = weight(fusion.definition(root));
      for (Needed inlined : visited) {
        operations += weight(fusion.definition(inlined.variable()));
      }
      return new Leaves(found, operations);
    }

    private static void collect(
        Fusion fusion,
        Equation equation,
        IndexMap map,
        Map<Var, Boolean> found,
        Set<Needed> visited) {
      for (Atom input : equation.inputs()) {
        if (input instanceof Var variable) {
          for (IndexMap inner : inner(equation, map, variable)) {
            if (!fusion.isInlined.contains(variable)) {
              found.merge(variable, inner.isIdentity(), Boolean::logicalAnd);
            } else if (visited.add(new Needed(variable, inner))) {
              collect(fusion, fusion.definition(variable), inner, found, visited);
            }
          }
        }
      }
    }
  }

  /// An element of a value.
  record Needed(Var variable, IndexMap map) {}

  /// The maps for an operand of an equation whose result is needed at `map`; more than one for a
  /// reduction.
  static List<IndexMap> inner(Equation equation, IndexMap map, Atom operand) {
    if (SmallReduction.is(equation)) {
      return SmallReduction.maps(equation, map);
    }
    return List.of(
        equation.prim() instanceof Movement movement
            ? map.through(movement, ((TensorType) operand.type()).shape()).orElseThrow()
            : map);
  }
}
