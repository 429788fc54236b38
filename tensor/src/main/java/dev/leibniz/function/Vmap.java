package dev.leibniz.function;

import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.function.Staged.TreeFunction;
import dev.leibniz.function.Transformed.Arguments;
import dev.leibniz.function.Transformed.Plan;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.transform.Batch;
import dev.leibniz.transform.Dce;
import dev.leibniz.tree.Structure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Batching: a function of one example becomes a function of many, without a loop.
///
/// ```java
/// Function<Tensor, Tensor> each = Vmap.of((Tensor row) -> row.softmax(0)); // f32[n, k] -> f32[n, k]
/// BiFunction<Mlp, Tensor, Tensor> outputs =
///     Vmap.of((Mlp model, Tensor x) -> model.apply(x), Vmap.SHARED, 0);   // one model, many examples
/// ```
///
/// Examples are counted along axis 0 of every leaf, or along the axis given per argument; results
/// are stacked along axis 0.
public final class Vmap {
  /// In place of an axis: the argument is the same for all examples.
  public static final int SHARED = Integer.MIN_VALUE;

  private Vmap() {}

  /// The function for a batch, along axis 0 of every leaf of the argument.
  public static <A, R> Function<A, R> of(Function<A, R> function) {
    return of(function, 0);
  }

  /// The function for a batch, along the given axis of every leaf of the argument.
  public static <A, R> Function<A, R> of(Function<A, R> function, int... axes) {
    Transformed batched = transformed(a -> function.apply(Gradients.cast(a[0])), 1, axes);
    return a -> Gradients.cast(batched.apply(a));
  }

  /// The function for a batch, along axis 0 of every leaf of both arguments.
  public static <A, B, R> BiFunction<A, B, R> of(BiFunction<A, B, R> function) {
    return of(function, 0, 0);
  }

  /// The function for a batch, along the given axis of each argument, or [#SHARED].
  public static <A, B, R> BiFunction<A, B, R> of(BiFunction<A, B, R> function, int... axes) {
    Transformed batched =
        transformed(a -> function.apply(Gradients.cast(a[0]), Gradients.cast(a[1])), 2, axes);
    return (a, b) -> Gradients.cast(batched.apply(a, b));
  }

  /// The function for a batch, along axis 0 of every leaf of all arguments.
  public static <A, B, C, R> Function3<A, B, C, R> of(Function3<A, B, C, R> function) {
    return of(function, 0, 0, 0);
  }

  /// The function for a batch, along the given axis of each argument, or [#SHARED].
  public static <A, B, C, R> Function3<A, B, C, R> of(Function3<A, B, C, R> function, int... axes) {
    Transformed batched =
        transformed(
            a -> function.apply(Gradients.cast(a[0]), Gradients.cast(a[1]), Gradients.cast(a[2])),
            3,
            axes);
    return (a, b, c) -> Gradients.cast(batched.apply(a, b, c));
  }

  private static Transformed transformed(TreeFunction function, int arity, int... axes) {
    if (axes.length != arity) {
      throw new ArgumentException(
          Explanation.of("Vmap", "there must be one axis per argument")
              .got(arity + " arguments, axes = " + Arrays.toString(axes))
              .fix("give an axis for each, or Vmap.SHARED for what is the same for all examples"));
    }
    if (Arrays.stream(axes).allMatch(axis -> axis == SHARED)) {
      throw new ArgumentException(
          Explanation.of("Vmap", "at least one argument must be batched").got("all shared"));
    }
    int[] fixed = axes.clone();
    return new Transformed("Vmap", arguments -> plan(function, arguments, fixed));
  }

  /// Which axis of each leaf counts the examples; [#SHARED] for none.
  private static int[] leafAxes(Arguments arguments, int[] axes) {
    int[] result = new int[arguments.types().size()];
    for (int i = 0; i < axes.length; i++) {
      int from = arguments.offset(i);
      Structure structure = arguments.structures().get(i);
      for (int leaf = from; leaf < from + structure.leaves(); leaf++) {
        TensorType type = arguments.types().get(leaf);
        result[leaf] = axes[i] == SHARED ? SHARED : type.shape().axis("Vmap", axes[i]);
      }
    }
    return result;
  }

  private static Plan plan(TreeFunction function, Arguments arguments, int[] axes) {
    int[] leafAxes = leafAxes(arguments, axes);
    long size = size(arguments, leafAxes);
    List<TensorType> examples = new ArrayList<>();
    boolean[] marks = new boolean[leafAxes.length];
    for (int i = 0; i < leafAxes.length; i++) {
      TensorType type = arguments.types().get(i);
      marks[i] = leafAxes[i] != SHARED;
      examples.add(marks[i] ? type.removeAxis(leafAxes[i]) : type);
    }
    Staged staged = Staged.of(function, arguments.structures(), examples);
    boolean[] all = new boolean[staged.program().outputs().size()];
    Arrays.fill(all, true);
    boolean[] batched = Arrays.copyOf(marks, staged.program().inputs().size());
    Batch.Result batch = Batch.of(staged.program(), batched, size, all);
    Builder b = new Builder();
    List<Atom> leaves = b.inputs(arguments.types());
    List<Atom> operands = new ArrayList<>();
    for (int i = 0; i < marks.length; i++) {
      operands.add(marks[i] ? b.moveAxis(leaves.get(i), leafAxes[i], 0) : leaves.get(i));
    }
    List<Type> types = staged.program().inputTypes();
    operands.addAll(b.inputs(types.subList(staged.arguments(), types.size())));
    return new Plan(
        Dce.of(b.build(b.inline(batch.program(), operands))),
        staged.captured(),
        staged.result()::rebuild);
  }

  private static long size(Arguments arguments, int[] leafAxes) {
    long size = -1;
    for (int i = 0; i < leafAxes.length; i++) {
      if (leafAxes[i] != SHARED) {
        long extent = arguments.types().get(i).shape().extent(leafAxes[i]);
        if (size >= 0 && extent != size) {
          throw unequalSizes(arguments, leafAxes);
        }
        size = extent;
      }
    }
    return size;
  }

  private static ShapeException unequalSizes(Arguments arguments, int[] leafAxes) {
    List<String> leaves = new ArrayList<>();
    int leaf = 0;
    for (int i = 0; i < arguments.structures().size(); i++) {
      for (String path : arguments.structures().get(i).paths()) {
        TensorType type = arguments.types().get(leaf);
        if (leafAxes[leaf] != SHARED) {
          leaves.add(
              "argument "
                  + (i + 1)
                  + " "
                  + path
                  + " = "
                  + type
                  + " (axis "
                  + leafAxes[leaf]
                  + " = "
                  + type.shape().extent(leafAxes[leaf])
                  + ")");
        }
        leaf++;
      }
    }
    return new ShapeException(
        Explanation.of("Vmap", "the batched axes of all leaves must have the same size")
            .got(String.join(", ", leaves))
            .fix("pass Vmap.SHARED for arguments that are the same for all examples"));
  }
}
