package dev.leibniz.function;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DerivativeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.function.Transformed.Arguments;
import dev.leibniz.function.Transformed.Plan;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Program;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.transform.Batch;
import dev.leibniz.transform.Dce;
import dev.leibniz.transform.Reverse;
import dev.leibniz.tree.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Jacobians: all partial derivatives of a function's result in its argument. For f from shape [a…]
/// to shape [b…] the Jacobian has shape [b…, a…].
///
/// ```java
/// Tensor j = Jacobian.of((Tensor x) -> x.sin()).apply(x);                      // f64[n, n]
/// Tensor block = Jacobian.of((Mlp m) -> m.apply(x)).block("value", "a.weight").apply(model);
/// ```
///
/// It runs forward mode once per element of the argument or reverse mode once per element of the
/// result, all at once by batching; whichever is fewer, unless it is told.
///
/// @param <A> the type of the argument, a tensor or a tree of tensors
/// @param <B> the type of the result, a tensor or a tree of tensors
public final class Jacobian<A, B> implements Function<A, Tensor> {
  /// How a Jacobian is computed.
  private enum Mode {
    SHAPE,
    FORWARD,
    REVERSE
  }

  private final Function<A, B> function;
  private final Mode mode;
  private final String result;
  private final String argument;
  private final Transformed jacobian;

  private Jacobian(Function<A, B> function, Mode mode, String result, String argument) {
    this.function = function;
    this.mode = mode;
    this.result = result;
    this.argument = argument;
    this.jacobian = new Transformed("Jacobian", this::plan);
  }

  /// The Jacobian of a function of a tensor to a tensor; choose a [#block] of one between trees.
  public static <A, B> Jacobian<A, B> of(Function<A, B> function) {
    return new Jacobian<>(function, Mode.SHAPE, "", "");
  }

  /// The same, by forward mode.
  public Jacobian<A, B> forward() {
    return new Jacobian<>(function, Mode.FORWARD, result, argument);
  }

  /// The same, by reverse mode.
  public Jacobian<A, B> reverse() {
    return new Jacobian<>(function, Mode.REVERSE, result, argument);
  }

  /// The block of derivatives of one leaf of the result in one leaf of the argument, each named by
  /// its path; the path of a tensor that is the whole result or argument is `value`.
  public Jacobian<A, B> block(String resultPath, String argumentPath) {
    return new Jacobian<>(function, mode, resultPath, argumentPath);
  }

  /// The Jacobian at `x`.
  ///
  /// @throws ArgumentException if argument or result hold several tensors and no block was chosen
  @Override
  public Tensor apply(A x) {
    return Gradients.cast(jacobian.apply(x));
  }

  private Plan plan(Arguments arguments) {
    Staged staged =
        Staged.of(
            a -> function.apply(Gradients.cast(a[0])), arguments.structures(), arguments.types());
    int input = place("argument", arguments.structures().getFirst(), argument);
    int output = place("result", staged.result(), result);
    TensorType from = arguments.types().get(input);
    TensorType to = (TensorType) staged.program().outputTypes().get(output);
    if (!from.dtype().isFloating() || !to.dtype().isFloating()) {
      throw new DerivativeException(
          Explanation.of("Jacobian", "argument and result must hold floating-point numbers")
              .got("argument = " + from + ", result = " + to)
              .fix("convert whole numbers, as in x.convert(DType.F32)"));
    }
    boolean forward =
        switch (mode) {
          case FORWARD -> true;
          case REVERSE -> false;
          case SHAPE -> from.shape().elements() <= to.shape().elements();
        };
    Program program = staged.program();
    Program one =
        new Program(program.inputs(), program.equations(), List.of(program.outputs().get(output)));
    Builder b = new Builder();
    List<Atom> inputs = b.inputs(one.inputTypes());
    Atom matrix =
        forward ? byColumns(b, one, inputs, input, to) : byRows(b, one, inputs, input, to);
    return new Plan(
        Dce.of(b.build(List.of(matrix))), staged.captured(), leaves -> leaves.getFirst());
  }

  private static int place(String what, Structure structure, String path) {
    List<String> paths = structure.paths();
    if (path.isEmpty() && paths.size() == 1) {
      return 0;
    }
    int place = paths.indexOf(path);
    if (place < 0) {
      throw new ArgumentException(
          Explanation.of(
                  "Jacobian", "the " + what + " must be one tensor, or a block must be chosen")
              .got(what + " with tensors at " + paths + (path.isEmpty() ? "" : ", path " + path))
              .fix(
                  "choose a block by two of these paths, as in .block(\"value\", \"layers[0].weight\")"));
    }
    return place;
  }

  /// One tangent per element of the argument: [a, b…], whose first axis is then moved behind the
  /// others.
  private static Atom byColumns(
      Builder b, Program program, List<Atom> inputs, int input, TensorType to) {
    TensorType from = (TensorType) inputs.get(input).type();
    boolean[] active = new boolean[inputs.size()];
    active[input] = true;
    dev.leibniz.transform.Jvp.Result derivative = dev.leibniz.transform.Jvp.of(program, active);
    Shape shape = to.shape().append(from.shape());
    if (!derivative.activeOutputs()[0]) {
      return b.zero(to.withShape(shape));
    }
    Program tangent =
        new Program(
            derivative.program().inputs(),
            derivative.program().equations(),
            List.of(derivative.program().outputs().getLast()));
    Atom columns = batched(b, tangent, inputs, from);
    return b.reshape(b.moveAxis(columns, 0, to.rank()), shape);
  }

  /// One cotangent per element of the result: [b, a…].
  private static Atom byRows(
      Builder b, Program program, List<Atom> inputs, int input, TensorType to) {
    TensorType from = (TensorType) inputs.get(input).type();
    boolean[] active = new boolean[inputs.size()];
    active[input] = true;
    Reverse reverse = Reverse.of(program, active);
    Shape shape = to.shape().append(from.shape());
    if (!reverse.activeOutputs()[0]) {
      return b.zero(to.withShape(shape));
    }
    Program joined = reverse.joined();
    Program cotangent =
        new Program(joined.inputs(), joined.equations(), List.of(joined.outputs().getLast()));
    return b.reshape(batched(b, cotangent, inputs, to), shape);
  }

  /// A program for every unit vector in place of its last input.
  private static Atom batched(Builder b, Program program, List<Atom> inputs, TensorType unit) {
    boolean[] marks = new boolean[program.inputs().size()];
    marks[marks.length - 1] = true;
    long size = unit.shape().elements();
    Batch.Result batch = Batch.of(Dce.of(program), marks, size, new boolean[] {true});
    List<Atom> operands = new ArrayList<>(inputs);
    operands.add(Plans.basis(b, unit));
    List<Type> types = batch.program().inputTypes();
    if (types.size() != operands.size()) {
      throw new AssertionError("a derivative has one more input than its function");
    }
    return b.inline(batch.program(), operands).getFirst();
  }
}
