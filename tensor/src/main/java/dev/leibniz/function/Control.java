package dev.leibniz.function;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.error.TreeException;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Control.Cond;
import dev.leibniz.ir.Control.Scan;
import dev.leibniz.ir.Control.WhileLoop;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.TensorAccess;
import dev.leibniz.tree.Flat;
import dev.leibniz.tree.Structure;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Control flow by values that are known only when the program runs. All of it can be
/// differentiated in both modes, to any order, and batched.
///
/// ```java
/// Tensor root =
///     Control.whileLoop(
///         (Tensor x) -> x.square().minus(2).abs().greater(1e-12),
///         (Tensor x) -> x.plus(Tensor.scalar(2.0).div(x)).times(0.5),
///         Tensor.scalar(1.0));
/// ```
///
/// Functions may use tensors from outside; those are the same at every step.
public final class Control {
  private Control() {}

  /// `then` of `x` where the single boolean `condition` holds, else `otherwise` of `x`; only one of
  /// them runs, unless batching makes both run and selects.
  ///
  /// @throws TreeException if the results differ in structure or types
  public static <A, B> B cond(
      Tensor condition, Function<A, B> then, Function<A, B> otherwise, A x) {
    Flat flat = Tree.flatten(x);
    List<TensorType> types = types(flat.leaves());
    Staged first = staged(then, flat.structure(), types);
    Staged second = staged(otherwise, flat.structure(), types);
    boolean same =
        first.result().equals(second.result())
            && first.program().outputTypes().equals(second.program().outputTypes());
    if (!same) {
      throw new TreeException(
          Explanation.of("cond", "both branches must give results of the same tree and types")
              .got(
                  "then = "
                      + first.program().outputTypes()
                      + ", otherwise = "
                      + second.program().outputTypes()));
    }
    int leaves = types.size();
    Prim cond =
        new Cond(
            withIgnored(first, leaves, List.of(), second.captured()),
            withIgnored(second, leaves, first.captured(), List.of()));
    List<Tensor> operands = new ArrayList<>(List.of(condition));
    operands.addAll(flat.leaves());
    operands.addAll(first.captured());
    operands.addAll(second.captured());
    return Gradients.cast(first.result().rebuild(TensorAccess.apply(cond, operands)));
  }

  /// The program with parameters that it ignores, before and after those of its captured tensors.
  private static Program withIgnored(
      Staged staged, int leaves, List<Tensor> before, List<Tensor> after) {
    Builder b = new Builder();
    List<Type> types = staged.program().inputTypes();
    List<Atom> operands = new ArrayList<>(b.inputs(types.subList(0, leaves)));
    before.forEach(tensor -> b.input(tensor.type()));
    operands.addAll(b.inputs(types.subList(leaves, types.size())));
    after.forEach(tensor -> b.input(tensor.type()));
    return b.build(b.inline(staged.program(), operands));
  }

  /// `body` applied to `x` again and again while `condition` of it, a single boolean, holds.
  ///
  /// Reverse mode keeps what each step needs until the derivative has been computed; the number of
  /// steps need not be known.
  ///
  /// @throws TreeException if the body changes the structure or types
  public static <A> A whileLoop(Function<A, Tensor> condition, Function<A, A> body, A x) {
    Flat flat = Tree.flatten(x);
    List<TensorType> types = types(flat.leaves());
    Staged test = staged(condition, flat.structure(), types);
    Staged step = staged(body, flat.structure(), types);
    requireCarry("whileLoop", flat, step.result(), step.program().outputTypes());
    List<Tensor> captured = new ArrayList<>(test.captured());
    captured.addAll(step.captured());
    int leaves = types.size();
    int constants = captured.size();
    Prim loop =
        new WhileLoop(
            constantsFirst(test, leaves, captured, 0),
            constantsFirst(step, leaves, captured, test.captured().size()),
            constants,
            false);
    List<Tensor> operands = new ArrayList<>(captured);
    operands.addAll(flat.leaves());
    return Gradients.cast(flat.structure().rebuild(TensorAccess.apply(loop, operands)));
  }

  /// (leaves, captured) → … as (all captured, leaves) → …, where the program's own captured tensors
  /// begin at `from`.
  private static Program constantsFirst(
      Staged staged, int leaves, List<Tensor> captured, int from) {
    Builder b = new Builder();
    List<Atom> constants = new ArrayList<>();
    captured.forEach(tensor -> constants.add(b.input(tensor.type())));
    List<Atom> operands =
        new ArrayList<>(b.inputs(staged.program().inputTypes().subList(0, leaves)));
    operands.addAll(constants.subList(from, from + staged.captured().size()));
    return b.build(b.inline(staged.program(), operands));
  }

  /// A loop over the elements of `xs` along axis 0 that carries a value from step to step, and
  /// stacks what each step keeps along a new axis 0.
  ///
  /// It compiles once, however many steps there are.
  ///
  /// @throws ShapeException if the leaves of `xs` differ in length
  /// @throws TreeException if the body changes the structure or types of the carry
  public static <C, X, Y> Step<C, Y> scan(BiFunction<C, X, Step<C, Y>> body, C init, X xs) {
    Flat sequences = Tree.flatten(xs);
    long length = length(sequences);
    List<TensorType> elements = new ArrayList<>();
    for (Tensor sequence : sequences.leaves()) {
      elements.add(sequence.type().removeAxis(0));
    }
    return scan(
        a -> body.apply(Gradients.cast(a[0]), Gradients.cast(a[1])),
        init,
        sequences,
        elements,
        length);
  }

  /// A loop of `length` steps that carries a value from step to step; the body gets the number of
  /// the step, from 0, as i32.
  ///
  /// @throws TreeException if the body changes the structure or types of the carry
  public static <C, Y> Step<C, Y> scan(BiFunction<C, Tensor, Step<C, Y>> body, C init, int length) {
    return scan(body, init, Tensor.arange(DType.I32, length));
  }

  private static long length(Flat sequences) {
    if (sequences.leaves().isEmpty()) {
      throw new TreeException(
          Explanation.of("scan", "the sequences must hold at least one tensor")
              .got("a tree without tensors")
              .fix("give the number of steps instead"));
    }
    List<String> lengths = new ArrayList<>();
    List<String> paths = sequences.structure().paths();
    long length = -1;
    boolean same = true;
    for (int i = 0; i < paths.size(); i++) {
      TensorType type = sequences.leaves().get(i).type();
      long own = type.rank() == 0 ? -1 : type.shape().extent(0);
      lengths.add(paths.get(i) + " = " + type);
      same &= own >= 0 && (i == 0 || own == length);
      length = own;
    }
    if (!same) {
      throw new ShapeException(
          Explanation.of("scan", "all sequences must have the same number of elements along axis 0")
              .got(String.join(", ", lengths)));
    }
    return length;
  }

  private static <C, Y> Step<C, Y> scan(
      Staged.TreeFunction body, C init, Flat sequences, List<TensorType> elements, long length) {
    Flat carry = Tree.flatten(init);
    List<TensorType> types = new ArrayList<>(types(carry.leaves()));
    types.addAll(elements);
    List<Structure> parts = new ArrayList<>(2);
    Staged staged =
        Staged.of(
            a -> {
              Step<?, ?> step = (Step<?, ?>) body.apply(a);
              parts.add(Tree.flatten(step.carry()).structure());
              parts.add(Tree.flatten(step.output()).structure());
              return step;
            },
            List.of(carry.structure(), sequences.structure()),
            types);
    int carries = carry.leaves().size();
    List<Type> results = staged.program().outputTypes();
    requireCarry(
        "scan", carry, parts.getFirst(), results.subList(0, Math.min(carries, results.size())));
    Scan scan =
        Scan.of(
            constantsFirst(staged, types.size(), staged.captured(), 0),
            staged.captured().size(),
            carries,
            length,
            false);
    List<Tensor> operands = new ArrayList<>(staged.captured());
    operands.addAll(carry.leaves());
    operands.addAll(sequences.leaves());
    List<Tensor> outputs = TensorAccess.apply(scan, operands);
    C last = Gradients.cast(carry.structure().rebuild(outputs.subList(0, carries)));
    Y kept = Gradients.cast(parts.get(1).rebuild(outputs.subList(carries, outputs.size())));
    return new Step<>(last, kept);
  }

  private static void requireCarry(String name, Flat carry, Structure structure, List<Type> types) {
    Tree.requireSame(carry.structure(), structure);
    if (!types.equals(types(carry.leaves()))) {
      throw new TreeException(
          Explanation.of(name, "the body must keep the types of what it carries")
              .got("in " + types(carry.leaves()) + ", out " + types)
              .fix("convert or reshape what the body returns, or what the loop starts with"));
    }
  }

  /// Stops the run with a [dev.leibniz.error.CheckException] unless every element of `condition`
  /// holds.
  ///
  /// @param law what must hold, for the message
  public static void check(Tensor condition, String law) {
    TensorAccess.apply(new Effect.Check(law), List.of(condition));
  }

  private static <A> Staged staged(
      Function<A, ?> function, Structure structure, List<TensorType> types) {
    return Staged.of(a -> function.apply(Gradients.cast(a[0])), List.of(structure), types);
  }

  private static List<TensorType> types(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::type).toList();
  }
}
