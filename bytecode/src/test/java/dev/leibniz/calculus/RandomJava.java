package dev.leibniz.calculus;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Writes random functions of a vector as Java source: loops of every kind, branches, arrays that
/// are written, swapped and passed on, records, calls, lambdas, integers. What is assigned in a
/// loop stays small, so that derivatives do too.
final class RandomJava {
  static final int ARGUMENTS = 5;

  /// What every generated class begins with.
  static final String HELPERS =
      """
      record Pair(double a, double b) {
        Pair plus(Pair other) {
          return new Pair(a + other.a, b - 0.5 * other.b);
        }

        Pair times(double factor) {
          return new Pair(factor * a, Math.sin(factor) * b);
        }

        double norm() {
          return Math.sqrt(1 + a * a + b * b);
        }
      }

      static double mix(double a, double b) {
        return a < b ? 0.5 * a - b : Math.tanh(a * b);
      }

      static double total(double[] values) {
        double sum = 0;
        for (double value : values) {
          sum += value;
        }
        return sum;
      }

      static void bump(double[] values, int index, double by) {
        values[index] = 0.5 * values[index] + Math.cos(by);
      }

      static double[] turned(double[] values) {
        double[] turned = new double[values.length];
        for (int i = 0; i < values.length; i++) {
          turned[i] = values[values.length - 1 - i];
        }
        return turned;
      }

      static double twice(java.util.function.DoubleUnaryOperator f, double at) {
        return f.applyAsDouble(Math.sin(f.applyAsDouble(at)));
      }

      static double picked(int which, double a, double b) {
        return switch (which) {
          case 0 -> a * b;
          case 1, 2 -> {
            double both = a + b;
            yield both / (1 + both * both);
          }
          default -> a - Math.sin(b);
        };
      }
      """;

  /// A variable in scope.
  private record Name(String text, int length) {}

  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder();
  private List<Name> numbers = new ArrayList<>();
  private List<Name> integers = new ArrayList<>();
  private List<Name> arrays = new ArrayList<>();
  private List<Name> grids = new ArrayList<>();
  private List<Name> pairs = new ArrayList<>();
  private int names;
  private int loops;
  private int statements;

  private RandomJava(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// The method of a seed, `static double name(double[] x0)`.
  ///
  /// @param writes whether it may write into its argument
  static String method(String name, long seed, boolean writes) {
    RandomJava writer = new RandomJava(seed);
    writer.text.append("static double ").append(name).append("(double[] x0) {\n");
    writer.line(writes ? "double[] x = x0;" : "double[] x = x0.clone();");
    writer.arrays.add(new Name("x", ARGUMENTS));
    writer.statements = 4 + writer.random.nextInt(14);
    writer.declareNumber();
    while (writer.statements > 0) {
      writer.statement();
    }
    writer.text.append("return ").append(writer.sum()).append(";\n}\n");
    return writer.text.toString();
  }

  /// Something of everything that is in scope.
  private String sum() {
    List<String> parts = new ArrayList<>();
    numbers.forEach(each -> parts.add(each.text()));
    arrays.forEach(each -> parts.add("total(" + each.text() + ")"));
    grids.forEach(each -> parts.add("total(" + each.text() + "[" + (each.length() - 1) + "])"));
    pairs.forEach(each -> parts.add(each.text() + ".norm()"));
    return String.join(" + ", parts);
  }

  private String fresh(String kind) {
    names++;
    return kind + names;
  }

  private Name any(List<Name> from) {
    return from.get(random.nextInt(from.size()));
  }

  private void line(String... parts) {
    text.append(String.join("", parts)).append('\n');
  }

  private void statement() {
    statements--;
    switch (random.nextInt(19)) {
      case 0, 1 -> declareNumber();
      case 2, 3 -> assign();
      case 4 -> declareArray();
      case 5, 6 -> store();
      case 7 -> declareGrid();
      case 8 -> storeInGrid();
      case 9 -> declarePair();
      case 10, 11 -> choice();
      case 12 -> countedLoop();
      case 13 -> conditionalLoop();
      case 14 -> elements();
      case 15 -> swap();
      case 16 -> labelled();
      case 17 -> lambda();
      default -> special();
    }
  }

  private void declareNumber() {
    String name = fresh("v");
    line("double ", name, " = ", expression(3), ";");
    numbers.add(new Name(name, 0));
  }

  /// An expression that stays small when it is computed from itself again and again.
  private String small() {
    return switch (random.nextInt(4)) {
      case 0 -> "Math.sin(" + expression(2) + ")";
      case 1 -> "Math.tanh(" + expression(2) + ")";
      case 2 -> "0.5 * Math.atan(" + expression(2) + ")";
      default -> "Math.cos(" + expression(2) + ") / (1 + Math.exp(-" + atom() + "))";
    };
  }

  private void assign() {
    String name = any(numbers).text();
    switch (random.nextInt(4)) {
      case 0 -> line(name, " = 0.5 * ", name, " + ", small(), ";");
      case 1 -> line(name, " -= 0.25 * ", name, ";");
      case 2 -> line(name, " *= ", small(), ";");
      default -> line(name, " = ", small(), ";");
    }
  }

  private void declareArray() {
    String name = fresh("a");
    Name other = any(arrays);
    int length = 2 + random.nextInt(4);
    switch (random.nextInt(6)) {
      case 0 -> {
        line("double[] ", name, " = new double[", "" + length, "];");
        other = new Name(name, length);
      }
      case 1 -> {
        line("double[] ", name, " = {", expression(2), ", ", atom(), ", ", expression(1), "};");
        other = new Name(name, 3);
      }
      case 2 -> line("double[] ", name, " = ", other.text(), ".clone();");
      case 3 -> {
        line("double[] ", name, " = Arrays.copyOf(", other.text(), ", ", "" + length, ");");
        other = new Name(name, length);
      }
      case 4 -> line("double[] ", name, " = turned(", other.text(), ");");
      default -> line("double[] ", name, " = ", other.text(), ";");
    }
    arrays.add(new Name(name, other.length()));
  }

  private void store() {
    Name array = any(arrays);
    String element = array.text() + "[" + index(array.length()) + "]";
    switch (random.nextInt(5)) {
      case 0 -> line(element, " = 0.5 * ", element, " + ", small(), ";");
      case 1 -> line("bump(", array.text(), ", ", index(array.length()), ", ", atom(), ");");
      case 2 -> line("Arrays.fill(", array.text(), ", 0, 2, ", small(), ");");
      case 3 -> {
        Name from = any(arrays);
        line("System.arraycopy(", from.text(), ", 0, ", array.text(), ", 1, 1);");
      }
      default -> line(element, " = ", small(), ";");
    }
  }

  private void declareGrid() {
    String name = fresh("g");
    int rows = 2 + random.nextInt(2);
    line("double[][] ", name, " = new double[", "" + rows, "][3];");
    grids.add(new Name(name, rows));
    line(name, "[1][2] = ", expression(2), ";");
  }

  private void storeInGrid() {
    if (grids.isEmpty()) {
      declareGrid();
      return;
    }
    Name grid = any(grids);
    String row = grid.text() + "[" + index(grid.length()) + "]";
    switch (random.nextInt(4)) {
      case 0 -> {
        String kept = fresh("r");
        line("double[] ", kept, " = ", grid.text(), "[0];");
        line(grid.text(), "[0] = ", grid.text(), "[1];");
        line(grid.text(), "[1] = ", kept, ";");
      }
      case 1 -> line(row, " = new double[] {", atom(), ", ", small(), ", 1};");
      default -> line(row, "[", index(3), "] = ", small(), ";");
    }
  }

  private void declarePair() {
    String name = fresh("p");
    line("Pair ", name, " = new Pair(", expression(2), ", ", atom(), ");");
    if (!pairs.isEmpty() && random.nextBoolean()) {
      String other = any(pairs).text();
      line(other, " = ", other, ".times(0.5).plus(", name, ");");
    }
    pairs.add(new Name(name, 0));
  }

  /// The body of a branch or a loop: names declared inside are forgotten behind it.
  private void block(Supplier<String> end) {
    List<Name> oldNumbers = new ArrayList<>(numbers);
    List<Name> oldIntegers = new ArrayList<>(integers);
    List<Name> oldArrays = new ArrayList<>(arrays);
    List<Name> oldGrids = new ArrayList<>(grids);
    List<Name> oldPairs = new ArrayList<>(pairs);
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      statement();
    }
    text.append(end.get());
    numbers = oldNumbers;
    integers = oldIntegers;
    arrays = oldArrays;
    grids = oldGrids;
    pairs = oldPairs;
  }

  private void block() {
    block(() -> "");
  }

  private void choice() {
    switch (random.nextInt(4)) {
      case 0 -> {
        line("switch (", integer(3), ") {\ncase 0:");
        assign();
        line("case 1:");
        assign();
        line("break;\ncase 2: {");
        block();
        line("break;\n}\ndefault:");
        assign();
        line("}");
      }
      case 1 -> {
        line("if (", condition(), ") {");
        block();
        line("}");
      }
      default -> {
        line("if (", condition(), ") {");
        block();
        line("} else {");
        block();
        line("}");
      }
    }
  }

  private boolean mayLoop() {
    return loops < 2;
  }

  private void countedLoop() {
    if (!mayLoop()) {
      assign();
      return;
    }
    loops++;
    String counter = fresh("i");
    int count = 1 + random.nextInt(4);
    switch (random.nextInt(3)) {
      case 0 ->
          line("for (int ", counter, " = 0; ", counter, " < ", count + "; ", counter, "++) {");
      case 1 ->
          line("for (int ", counter, " = ", count + "; ", counter, " > 0; ", counter, "--) {");
      default ->
          line("for (int ", counter, " = 0; ", counter, " <= ", count + "; ", counter, " += 2) {");
    }
    integers.add(new Name(counter, 0));
    block();
    integers.removeLast();
    line("}");
    loops--;
  }

  private void conditionalLoop() {
    if (!mayLoop()) {
      assign();
      return;
    }
    loops++;
    String counter = fresh("k");
    line("int ", counter, " = 0;");
    integers.add(new Name(counter, 0));
    boolean isWhile = random.nextBoolean();
    String going = counter + " < 4 && " + any(numbers).text() + " > -0.7";
    line(isWhile ? "while (" + going + ") {" : "do {");
    block(() -> counter + "++;\n");
    line(isWhile ? "}" : "} while (" + going + ");");
    loops--;
  }

  private void elements() {
    if (!mayLoop()) {
      store();
      return;
    }
    loops++;
    String element = fresh("e");
    line("for (double ", element, " : ", any(arrays).text(), ") {");
    numbers.add(new Name(element, 0));
    block();
    numbers.removeIf(each -> each.text().equals(element));
    line("}");
    loops--;
  }

  private void labelled() {
    if (loops > 0) {
      assign();
      return;
    }
    loops += 2;
    String outer = fresh("i");
    String inner = fresh("j");
    String label = fresh("outer");
    line(label, ":\nfor (int ", outer, " = 0; ", outer, " < 3; ", outer, "++) {");
    line("for (int ", inner, " = 0; ", inner, " < 3; ", inner, "++) {");
    integers.add(new Name(outer, 0));
    integers.add(new Name(inner, 0));
    line(
        "if (", condition(), ") {\n", random.nextBoolean() ? "continue " : "break ", label, ";\n}");
    block();
    line("if (", condition(), ") {\n", random.nextBoolean() ? "continue" : "break", ";\n}");
    integers.removeLast();
    integers.removeLast();
    line("}\n}");
    loops -= 2;
  }

  private void swap() {
    if (arrays.size() < 3) {
      declareArray();
      return;
    }
    Name a = arrays.get(1 + random.nextInt(arrays.size() - 1));
    List<Name> same = arrays.stream().skip(1).filter(each -> each.length() == a.length()).toList();
    Name b = any(same);
    String kept = fresh("r");
    line("double[] ", kept, " = ", a.text(), ";");
    line(a.text(), " = ", b.text(), ";");
    line(b.text(), " = ", kept, ";");
  }

  private void lambda() {
    String constant = fresh("c");
    String name = fresh("v");
    line("double ", constant, " = ", expression(2), ";");
    line("double ", name, " = twice(t -> 0.5 * t * ", constant, " + Math.cos(t), ", atom(), ");");
    numbers.add(new Name(name, 0));
  }

  private void special() {
    String name = fresh("v");
    switch (random.nextInt(5)) {
      case 0 -> {
        line("long ", name, " = ", integer(5), " * 3L;");
        line(any(numbers).text(), " *= 1.0 / (1 + ", name, ");");
      }
      case 1 ->
          line("if (Double.isNaN(", atom(), ")) {\nthrow new IllegalStateException(\"NaN\");\n}");
      case 2 -> {
        line("int ", name, " = (int) Math.floor(3 * Math.abs(", atom(), ")) % 3;");
        integers.add(new Name(name, 0));
      }
      case 3 -> line("if (", condition(), " && ", condition(), ") {\nreturn ", sum(), ";\n}");
      default -> {
        line("assert ", atom(), " < 1e9 : \"large\";");
        assign();
      }
    }
  }

  private String condition() {
    return switch (random.nextInt(5)) {
      case 0 -> integer(3) + " != 1";
      case 1 -> atom() + " >= 0.3 || " + integer(2) + " == 0";
      case 2 -> "!(" + atom() + " < " + atom() + ")";
      default -> atom() + " > " + atom();
    };
  }

  /// An integer from 0 to below a bound.
  private String integer(int bound) {
    if (integers.isEmpty() || random.nextInt(4) == 0) {
      return "" + random.nextInt(bound);
    }
    String name = any(integers).text();
    return switch (random.nextInt(3)) {
      case 0 -> name + " % " + bound;
      case 1 -> "(" + name + " + 1) % " + bound;
      default -> "(" + name + " * 2 + 1) % " + bound;
    };
  }

  private String index(int length) {
    return integer(length);
  }

  private String atom() {
    return switch (random.nextInt(8)) {
      case 0 -> "" + (random.nextInt(1, 30) / 16.0);
      case 1, 2 -> "x[" + index(ARGUMENTS) + "]";
      case 3 -> {
        Name array = any(arrays);
        yield array.text() + "[" + index(array.length()) + "]";
      }
      case 4 -> {
        if (grids.isEmpty()) {
          yield "x[0]";
        }
        Name grid = any(grids);
        yield grid.text() + "[" + index(grid.length()) + "][" + index(3) + "]";
      }
      case 5 ->
          pairs.isEmpty() ? "x[1]" : any(pairs).text() + (random.nextBoolean() ? ".a()" : ".b()");
      case 6 -> integers.isEmpty() ? "x[2]" : "(0.5 * " + any(integers).text() + ")";
      default -> numbers.isEmpty() ? "x[3]" : any(numbers).text();
    };
  }

  private String expression(int depth) {
    if (depth == 0) {
      return atom();
    }
    String a = expression(depth - 1);
    String b = atom();
    return switch (random.nextInt(15)) {
      case 0 -> "(" + a + " + " + b + ")";
      case 1 -> "(" + a + " - " + b + ")";
      case 2, 3 -> a + " * " + b;
      case 4 -> a + " / (2 + Math.sin(" + b + "))";
      case 5 -> "Math.sin(" + a + ")";
      case 6 -> "Math.exp(-Math.abs(" + a + "))";
      case 7 -> "Math.log1p(" + squared(b) + ")";
      case 8 -> "Math.sqrt(1 + " + squared(a) + ")";
      case 9 -> "Math.max(" + a + ", " + b + ")";
      case 10 -> "(" + condition() + " ? " + a + " : " + b + ")";
      case 11 -> "mix(" + a + ", " + b + ")";
      case 12 -> "picked(" + integer(4) + ", " + a + ", " + b + ")";
      case 13 -> "Math.pow(1.5 + Math.cos(" + a + "), " + b + ")";
      default -> "Math.atan2(" + a + ", 2.5 + Math.sin(" + b + "))";
    };
  }

  private static String squared(String text) {
    return "Math.pow(" + text + ", 2)";
  }
}
