package dev.leibniz.ir;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Programs as text: for people, with source lines, and in a canonical form for comparison.
///
/// ```
/// (a: f32[3], b: f32[3]) -> (d)
///   c: f32[3] = times a b            Model.java:42
///   d: f32[]  = sum[axes=[0]] c
/// ```
public final class Printer {
  private final boolean forPeople;
  private final Map<Var, String> names = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  private Printer(boolean forPeople) {
    this.forPeople = forPeople;
  }

  /// The program for people.
  public static String print(Program program) {
    Printer printer = new Printer(true);
    printer.program(program, "");
    return printer.text.toString();
  }

  /// The program without source lines and with exact constants: equal programs have equal texts.
  public static String canonical(Program program) {
    Printer printer = new Printer(false);
    printer.program(program, "");
    return printer.text.toString();
  }

  private void program(Program program, String indent) {
    text.append(
        program.inputs().stream()
            .map(input -> define(input) + ": " + input.type())
            .collect(Collectors.joining(", ", "(", ")")));
    text.append(" -> ");
    int place = text.length();
    program.equations().forEach(equation -> equation(equation, indent + "  "));
    text.insert(
        place,
        program.outputs().stream().map(this::use).collect(Collectors.joining(", ", "(", ")")));
  }

  private void equation(Equation equation, String indent) {
    List<Program> inner = equation.prim().programs();
    text.append('\n').append(indent);
    if (!equation.outputs().isEmpty()) {
      text.append(
              equation.outputs().stream()
                  .map(output -> define(output) + ": " + output.type())
                  .collect(Collectors.joining(", ")))
          .append(" = ");
    }
    text.append(inner.isEmpty() ? plain(equation.prim()) : header(equation.prim()));
    equation.inputs().forEach(operand -> text.append(' ').append(use(operand)));
    if (forPeople && equation.where() != null) {
      text.append("    ")
          .append(equation.where().file())
          .append(':')
          .append(equation.where().line());
    }
    for (Program program : inner) {
      text.append('\n').append(indent).append("  { ");
      program(program, indent + "    ");
      text.append(" }");
    }
  }

  private static String plain(Prim prim) {
    String record = prim.toString();
    int bracket = record.indexOf('[');
    String parameters = record.substring(bracket);
    return prim.name() + (parameters.equals("[]") ? "" : parameters);
  }

  /// Name and parameters of a primitive that runs programs, which are printed below it.
  private static String header(Prim prim) {
    return switch (prim) {
      case Control.Cond cond -> "cond";
      case Control.WhileLoop loop ->
          "whileLoop[constants=" + loop.constants() + (loop.recording() ? ", recording]" : "]");
      case Control.Scan scan ->
          "scan[constants="
              + scan.constants()
              + ", carries="
              + scan.carries()
              + (scan.isDynamic() ? "" : ", length=" + scan.length())
              + (scan.reverse() ? ", reverse" : "")
              + (scan.masked() ? ", masked]" : "]");
      case Control.Call call -> "call";
      case Custom.WithJvp custom -> "customJvp[" + custom.label() + "]";
      case Custom.WithVjp custom -> "customVjp[" + custom.label() + "]";
      case Custom.Pullback pullback ->
          "pullback[" + pullback.label() + ", results=" + pullback.results() + "]";
      case Local local -> plain(local);
      case Effect effect -> plain(effect);
    };
  }

  private String define(Var variable) {
    String name = letters(names.size());
    names.put(variable, name);
    return name;
  }

  private String use(Atom atom) {
    return switch (atom) {
      case Var variable -> names.getOrDefault(variable, "undefined");
      case Literal literal -> constant(literal);
    };
  }

  private String constant(Literal literal) {
    String number =
        literal.type() instanceof TensorType tensor && tensor.dtype() == DType.BOOL
            ? String.valueOf(literal.value().longValue() != 0)
            : String.valueOf(literal.value());
    boolean single = literal.type() instanceof TensorType tensor && tensor.rank() == 0;
    return forPeople && single ? number : number + ":" + literal.type();
  }

  /// a, b, …, z, aa, ab, …
  private static String letters(int number) {
    String last = String.valueOf((char) ('a' + number % 26));
    return number < 26 ? last : letters(number / 26 - 1) + last;
  }
}
