package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Prints a [Code] without phis as a Java method.
///
/// Control flow is made structured along the dominator tree: Ramsey, "Beyond Relooper" (2022). What
/// follows where several ways meet stands behind a labelled block that the ways break out of.
final class SourceWriter {
  private static final String THROW =
      "throw new IllegalStateException(\"the function throws here\");";
  private static final String TAPE =
      """
      static final class Tape {
        private double[] doubles = new double[16];
        private Object[] objects = new Object[16];
        private int doubleCount;
        private int objectCount;

        void push(double value) {
          if (doubleCount == doubles.length) {
            doubles = java.util.Arrays.copyOf(doubles, 2 * doubleCount);
          }
          doubles[doubleCount++] = value;
        }

        double pop() {
          return doubles[--doubleCount];
        }

        void pushObject(Object value) {
          if (objectCount == objects.length) {
            objects = java.util.Arrays.copyOf(objects, 2 * objectCount);
          }
          objects[objectCount++] = value;
        }

        Object popObject() {
          return objects[--objectCount];
        }
      }
      """;

  private final Code code;
  private final Graph graph;
  private final SourceExpressions expressions;
  private final Map<Block, Integer> index = new HashMap<>();
  private final Map<Block, List<Block>> children = new HashMap<>();
  private final Map<Block, String> labels = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();
  private final StringBuilder text = new StringBuilder();
  private int indent = 1;

  SourceWriter(Code code) {
    this.code = code;
    this.graph = new Graph(code);
    this.expressions = new SourceExpressions(code);
    for (Block block : graph.order()) {
      index.put(block, index.size());
      if (block != code.entry()) {
        children.computeIfAbsent(graph.dominator(block), _ -> new ArrayList<>()).add(block);
      }
    }
  }

  String write(String name) {
    String params =
        code.params().stream()
            .map(param -> SourceExpressions.type(param.type()) + " " + expressions.name(param))
            .collect(Collectors.joining(", "));
    if (graph.isReducible()) {
      translate(code.entry(), null);
    } else {
      writeSteps();
    }
    String body = text.toString();
    StringBuilder all = new StringBuilder();
    all.append("static ").append(SourceExpressions.type(code.result()));
    all.append(" ").append(name).append("(").append(params).append(") {\n");
    Set<Integer> tapes = expressions.tapes();
    tapes.forEach(tape -> all.append("  Tape tape").append(tape).append(" = new Tape();\n"));
    expressions.shared().stream()
        .filter(var -> !code.params().contains(var))
        .forEach(var ->
            all.append("  ")
                .append(SourceExpressions.type(var.type()))
                .append(" ")
                .append(expressions.name(var))
                .append(" = ")
                .append(SourceExpressions.literal(Ssa.zeroOf(var)))
                .append(";\n"));
    all.append(body).append("}\n");
    if (!tapes.isEmpty()) {
      all.append("\n").append(TAPE);
    }
    return all.toString();
  }

  /// Writes code with a loop that is entered at two places, as the way back through a loop with two
  /// exits is: step by step, each saying which is next.
  private void writeSteps() {
    line("int step = 0;");
    line("while (true) {");
    line("  switch (step) {");
    indent += 2;
    for (Block block : graph.order()) {
      line("case " + index.get(block) + " -> {");
      indent++;
      List<String> statements = new ArrayList<>();
      String last =
          switch (block.exit) {
            case Exit.Jump(Block target) -> {
              expressions.statements(block, statements);
              yield "step = " + index.get(target) + ";";
            }
            case Exit.Branch branch -> {
              String yes = expressions.condition(block, branch, statements).yes();
              String targets = index.get(branch.then()) + " : " + index.get(branch.otherwise());
              yield "step = " + yes + " ? " + targets + ";";
            }
            case Exit.Choose choose -> {
              StringBuilder next = new StringBuilder("step = switch (");
              next.append(expressions.value(block, choose.value(), statements)).append(") {");
              for (int i = 0; i < choose.keys().size(); i++) {
                next.append(" case ").append(choose.keys().get(i)).append(" -> ");
                next.append(index.get(choose.cases().get(i))).append(";");
              }
              yield next + " default -> " + index.get(choose.otherwise()) + "; };";
            }
            case Exit.Return(Var value) ->
                "return " + expressions.value(block, value, statements) + ";";
            case Exit.Bailout() -> {
              expressions.statements(block, statements);
              yield THROW;
            }
          };
      statements.forEach(this::line);
      line(last);
      indent--;
      line("}");
    }
    line("default -> " + THROW);
    indent -= 2;
    line("  }");
    line("}");
  }

  private void line(String statement) {
    text.append("  ".repeat(indent)).append(statement).append("\n");
  }

  private boolean isMerge(Block block) {
    return graph.predecessors(block).stream().filter(from -> isForward(from, block)).count() > 1;
  }

  private boolean isForward(Block from, Block to) {
    return Known.in(index, from) < Known.in(index, to);
  }

  /// Writes a block and all that it dominates.
  ///
  /// @param next where control goes when it falls off the end
  private void translate(Block block, @Nullable Block next) {
    List<Block> merges =
        children.getOrDefault(block, List.of()).stream()
            .filter(this::isMerge)
            .sorted(Comparator.comparingInt(child -> -Known.in(index, child)))
            .toList();
    if (graph.loop(block).isEmpty()) {
      within(block, merges, next);
      return;
    }
    if (merges.isEmpty() && writeWhile(block, next)) {
      return;
    }
    int at = text.length();
    line("while (true) {");
    indent++;
    within(block, merges, block);
    indent--;
    line("}");
    label(block, at);
  }

  private void label(Block block, int at) {
    String label = labels.get(block);
    if (label != null && used.contains(label)) {
      text.insert(at, "  ".repeat(indent) + label + ":\n");
    }
  }

  private String label(Block block) {
    String label = labels.computeIfAbsent(block, _ -> "part" + (labels.size() + 1));
    used.add(label);
    return label;
  }

  /// A loop whose head is only its condition, as `while (condition)`.
  private boolean writeWhile(Block header, @Nullable Block next) {
    if (!(header.exit instanceof Exit.Branch branch)) {
      return false;
    }
    Set<Block> loop = graph.loop(header);
    boolean staysOnThen = loop.contains(branch.then());
    Block body = staysOnThen ? branch.then() : branch.otherwise();
    Block after = staysOnThen ? branch.otherwise() : branch.then();
    if (!loop.contains(body) || loop.contains(after) || body == header) {
      return false;
    }
    boolean isMergeAfter = isMerge(after);
    if (isMerge(body) || (!isMergeAfter && graph.dominator(after) != header)) {
      return false;
    }
    List<String> before = new ArrayList<>();
    SourceExpressions.Condition both = expressions.condition(header, branch, before);
    String condition = staysOnThen ? both.yes() : both.no();
    if (!before.isEmpty()) {
      return false;
    }
    int at = text.length();
    line("while (" + condition + ") {");
    indent++;
    translate(body, header);
    indent--;
    line("}");
    label(header, at);
    go(header, after, next);
    return true;
  }

  private void within(Block block, List<Block> merges, @Nullable Block next) {
    if (!merges.isEmpty()) {
      Block merge = merges.getFirst();
      int at = text.length();
      String label = labels.computeIfAbsent(merge, _ -> "part" + (labels.size() + 1));
      line("{");
      indent++;
      within(block, merges.subList(1, merges.size()), merge);
      indent--;
      line("}");
      if (used.contains(label)) {
        text.insert(at, "  ".repeat(indent) + label + ":\n");
      } else {
        unwrap(at);
      }
      translate(merge, next);
      return;
    }
    List<String> statements = new ArrayList<>();
    switch (block.exit) {
      case Exit.Jump(Block target) -> {
        expressions.statements(block, statements);
        statements.forEach(this::line);
        go(block, target, next);
      }
      case Exit.Branch branch -> {
        SourceExpressions.Condition condition = expressions.condition(block, branch, statements);
        statements.forEach(this::line);
        writeIf(block, condition, branch, next);
      }
      case Exit.Choose choose -> {
        String value = expressions.value(block, choose.value(), statements);
        statements.forEach(this::line);
        writeSwitch(block, choose, value, next);
      }
      case Exit.Return(Var value) -> {
        String result = expressions.value(block, value, statements);
        statements.forEach(this::line);
        line("return " + result + ";");
      }
      case Exit.Bailout() -> {
        expressions.statements(block, statements);
        statements.forEach(this::line);
        line(THROW);
      }
    }
  }

  /// Takes away the braces around what was written since `at`.
  private void unwrap(int at) {
    String inner = text.substring(at);
    text.setLength(at);
    List<String> lines = inner.lines().toList();
    for (String each : lines.subList(1, lines.size() - 1)) {
      text.append(each.substring(2)).append("\n");
    }
  }

  private void writeIf(
      Block block,
      SourceExpressions.Condition condition,
      Exit.Branch branch,
      @Nullable Block next) {
    String then = part(block, branch.then(), next);
    String otherwise = part(block, branch.otherwise(), next);
    if (then.isEmpty() && otherwise.isEmpty()) {
      return;
    }
    if (then.isEmpty()) {
      line("if (" + condition.no() + ") {");
      text.append(otherwise);
    } else {
      line("if (" + condition.yes() + ") {");
      text.append(then);
      if (!otherwise.isEmpty()) {
        line("} else {");
        text.append(otherwise);
      }
    }
    line("}");
  }

  /// What goes from a block to another, indented once more.
  private String part(Block from, Block to, @Nullable Block next) {
    int start = text.length();
    indent++;
    go(from, to, next);
    indent--;
    String part = text.substring(start);
    text.setLength(start);
    return part;
  }

  private void writeSwitch(Block block, Exit.Choose choose, String value, @Nullable Block next) {
    for (int i = 0; i < choose.keys().size(); i++) {
      line((i == 0 ? "if (" : "} else if (") + value + " == " + choose.keys().get(i) + ") {");
      indent++;
      go(block, choose.cases().get(i), next);
      indent--;
    }
    line(choose.keys().isEmpty() ? "{" : "} else {");
    indent++;
    go(block, choose.otherwise(), next);
    indent--;
    line("}");
  }

  /// Goes from a block to another.
  private void go(Block from, Block to, @Nullable Block next) {
    if (!isForward(from, to)) {
      if (to != next) {
        line("continue " + label(to) + ";");
      }
    } else if (isMerge(to)) {
      if (to != next) {
        line("break " + label(to) + ";");
      }
    } else {
      translate(to, next);
    }
  }

  static ClassDesc element(Var array) {
    return Objects.requireNonNull(array.type().componentType(), ConstantDescs.CD_double.toString());
  }
}
