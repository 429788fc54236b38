package dev.leibniz.transform;

import dev.leibniz.ir.Control;
import dev.leibniz.ir.Program;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What the transformations of loops share: which carries take part, and the order of operands.
final class Loops {
  private Loops() {}

  /// The marks of a scan's operands as its body sees them: without that of the mask.
  static boolean[] bodyMarks(Control.Scan scan, boolean[] operands) {
    int before = scan.constants() + scan.carries();
    return scan.masked()
        ? Masks.join(
            Masks.part(operands, 0, before), Masks.part(operands, before + 1, operands.length))
        : operands.clone();
  }

  /// Transforms a loop's body for the smallest set of marked carries that the body maps to itself.
  ///
  /// @param inputs marks of constants, carries and elements; the carries' are updated to that set
  /// @param transformation (marks of inputs, outputs marked in any case) → the transformed body
  /// @param marks the marks of the transformed body's outputs
  static <R> R fixpoint(
      Program body,
      boolean[] inputs,
      int constants,
      int carries,
      BiFunction<boolean[], boolean[], R> transformation,
      Function<R, boolean[]> marks) {
    while (true) {
      boolean[] carried = Masks.part(inputs, constants, constants + carries);
      boolean[] forced = Arrays.copyOf(carried, body.outputs().size());
      R result = transformation.apply(inputs.clone(), forced);
      boolean[] wider = Masks.part(marks.apply(result), 0, carries);
      if (Arrays.equals(wider, carried)) {
        return result;
      }
      System.arraycopy(wider, 0, inputs, constants, carries);
    }
  }

  /// Values with their companions, segment by segment: those of the first segment, the companions
  /// of the marked ones among them, those of the second segment, and so on.
  ///
  /// @param companions one per marked value
  /// @param cuts where segments after the first begin
  static <T> List<T> interleave(
      List<? extends T> values, List<? extends T> companions, boolean[] marks, int... cuts) {
    List<T> result = new ArrayList<>();
    int next = 0;
    int from = 0;
    for (int segment = 0; segment <= cuts.length; segment++) {
      int to = segment < cuts.length ? cuts[segment] : values.size();
      result.addAll(values.subList(from, to));
      int count = Masks.count(Masks.part(marks, from, to));
      result.addAll(companions.subList(next, next + count));
      next += count;
      from = to;
    }
    return result;
  }

  /// The places of values and companions in an interleaved list: first those of the values, then
  /// those of the companions.
  static List<Integer> places(boolean[] marks, int... cuts) {
    List<Integer> values = new ArrayList<>();
    List<Integer> companions = new ArrayList<>();
    for (int i = 0; i < marks.length; i++) {
      values.add(i);
    }
    for (int i = 0; i < Masks.count(marks); i++) {
      companions.add(marks.length + i);
    }
    List<Integer> order = interleave(values, companions, marks, cuts);
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      result.add(order.indexOf(i));
    }
    return result;
  }
}
