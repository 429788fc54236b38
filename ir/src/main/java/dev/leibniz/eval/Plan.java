package dev.leibniz.eval;

import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A program made ready to be run: variables are numbered, and each step knows which of them it is
/// the last to use.
///
/// @param slots the number of variables; the inputs come first
/// @param steps the equations
/// @param outputs the numbers of the outputs, or [#LITERAL]
record Plan(int slots, List<Step> steps, int[] outputs) {
  /// The place of a constant, which has no number.
  static final int LITERAL = -1;

  /// One equation.
  ///
  /// @param equation the equation
  /// @param inputs the numbers of the operands, or [#LITERAL]
  /// @param outputs the numbers of the results
  /// @param dead the numbers of the variables that no later step uses
  record Step(Equation equation, int[] inputs, int[] outputs, int[] dead) {}

  static Plan of(Program program) {
    Map<Var, Integer> numbers = new HashMap<>();
    program.inputs().forEach(input -> numbers.put(input, numbers.size()));
    for (Equation equation : program.equations()) {
      equation.outputs().forEach(output -> numbers.put(output, numbers.size()));
    }
    int[] outputs = numbers(numbers, program.outputs());
    boolean[] isUsed = new boolean[numbers.size()];
    markAll(isUsed, outputs, new ArrayList<>());
    List<Step> steps = new ArrayList<>();
    for (Equation equation : program.equations().reversed()) {
      int[] inputs = numbers(numbers, equation.inputs());
      int[] results = numbers(numbers, equation.outputs());
      List<Integer> dead = new ArrayList<>();
      markAll(isUsed, inputs, dead);
      markAll(isUsed, results, dead);
      steps.add(
          new Step(equation, inputs, results, dead.stream().mapToInt(Integer::intValue).toArray()));
    }
    return new Plan(numbers.size(), steps.reversed(), outputs);
  }

  private static void markAll(boolean[] isUsed, int[] numbers, List<Integer> fresh) {
    for (int number : numbers) {
      if (number != LITERAL && !isUsed[number]) {
        isUsed[number] = true;
        fresh.add(number);
      }
    }
  }

  private static int[] numbers(Map<Var, Integer> numbers, List<? extends Atom> atoms) {
    return atoms.stream()
        .mapToInt(atom ->
            atom instanceof Var variable ? numbers.getOrDefault(variable, LITERAL) : LITERAL)
        .toArray();
  }
}
