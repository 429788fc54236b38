package dev.leibniz.function;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.DerivativeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.TreeException;
import dev.leibniz.error.UnreachedGradientException;
import dev.leibniz.function.Staged.TreeFunction;
import dev.leibniz.function.Transformed.Arguments;
import dev.leibniz.function.Transformed.Plan;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Program;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.Trace;
import dev.leibniz.transform.Dce;
import dev.leibniz.transform.Jvp;
import dev.leibniz.transform.Reverse;
import dev.leibniz.tree.Structure;
import java.util.ArrayList;
import java.util.List;

/// The programs behind the derivatives.
final class Plans {
  private Plans() {}

  /// The function itself.
  static Plan value(TreeFunction function, Arguments arguments) {
    Staged staged = Staged.of(function, arguments.structures(), arguments.types());
    return new Plan(Dce.of(staged.program()), staged.captured(), staged.result()::rebuild);
  }

  /// Marks the floating-point leaves of argument `index` among a program's inputs.
  private static boolean[] active(Staged staged, Arguments arguments, int index) {
    boolean[] active = new boolean[staged.program().inputs().size()];
    int from = arguments.offset(index);
    int to = from + arguments.structures().get(index).leaves();
    for (int i = from; i < to; i++) {
      active[i] = arguments.types().get(i).dtype().isFloating();
    }
    return active;
  }

  /// What a gradient computes: the function's outputs, then a cotangent per leaf of the argument.
  ///
  /// @param program (leaves, captured tensors) → (outputs of the function, gradient)
  /// @param captured the captured tensors
  /// @param outputs the structure of the function's result
  record Gradient(Program program, List<Tensor> captured, Structure outputs) {
    /// The gradient alone, as a tree of the argument's structure.
    Plan alone(Structure argument) {
      int skip = outputs.leaves();
      List<Atom> all = program.outputs();
      return new Plan(
          Dce.of(new Program(program.inputs(), program.equations(), all.subList(skip, all.size()))),
          captured,
          argument::rebuild);
    }
  }

  /// The gradient of a function whose first result is a single number, in argument `index`.
  static Gradient gradient(String name, TreeFunction function, Arguments arguments, int index) {
    boolean outermost = Trace.current().isEmpty();
    Staged staged = Staged.of(function, arguments.structures(), arguments.types());
    Type value =
        staged.program().outputTypes().isEmpty()
            ? noResult(name)
            : staged.program().outputTypes().getFirst();
    if (!(value instanceof TensorType type) || type.rank() != 0 || !type.dtype().isFloating()) {
      throw new DerivativeException(
          Explanation.of(name, "the function must give a single floating-point number")
              .got("a result of type " + value)
              .fix("reduce it with sum() or mean(), or use Jacobian"));
    }
    boolean[] active = active(staged, arguments, index);
    Structure argument = arguments.structures().get(index);
    int offset = arguments.offset(index);
    requireLeaves(name, argument, active);
    Reverse reverse = Reverse.of(staged.program(), active);
    if (!reverse.activeOutputs()[0] && outermost) {
      throw new UnreachedGradientException(
          Explanation.of(name, "the value must depend on what it is differentiated in")
              .got("no path from the value to " + String.join(", ", argument.paths()))
              .fix("compute with the argument itself, not with numbers read from it"));
    }
    Builder b = new Builder();
    List<Atom> inputs = b.inputs(staged.program().inputTypes());
    List<Atom> results = b.inline(reverse.forward(), inputs);
    int outputs = results.size() - reverse.residuals();
    List<Atom> operands = new ArrayList<>(results.subList(outputs, results.size()));
    for (int i = 0; i < outputs; i++) {
      if (reverse.activeOutputs()[i]) {
        TensorType output = (TensorType) results.get(i).type();
        operands.add(i == 0 ? Literal.of(1.0, output) : Literal.zero(output));
      }
    }
    List<Atom> sums = b.inline(reverse.backward(), operands);
    List<Atom> gradient = new ArrayList<>(results.subList(0, outputs));
    int next = 0;
    List<String> unreached = new ArrayList<>();
    for (int leaf = 0; leaf < argument.leaves(); leaf++) {
      TensorType leafType = arguments.types().get(offset + leaf);
      Atom sum = active[offset + leaf] ? sums.get(next++) : Literal.zero(leafType);
      if (active[offset + leaf] && sum instanceof Literal literal && literal.isZero()) {
        unreached.add(argument.paths().get(leaf));
      }
      gradient.add(sum);
    }
    if (outermost && !unreached.isEmpty()) {
      System.getLogger("dev.leibniz")
          .log(
              System.Logger.Level.WARNING,
              name
                  + ": the value does not depend on "
                  + String.join(", ", unreached)
                  + "; the gradient there is zero");
    }
    return new Gradient(Dce.of(b.build(gradient)), staged.captured(), staged.result());
  }

  private static Type noResult(String name) {
    throw new DerivativeException(
        Explanation.of(name, "the function must give a single floating-point number")
            .got("a result without tensors"));
  }

  private static void requireLeaves(String name, Structure argument, boolean[] active) {
    for (boolean mark : active) {
      if (mark) {
        return;
      }
    }
    throw new DerivativeException(
        Explanation.of(name, "the argument must hold floating-point tensors to differentiate in")
            .got("leaves " + argument.paths())
            .fix("convert whole numbers, as in x.convert(DType.F32)"));
  }

  /// Forward mode: arguments x and direction v of the same tree; results (value, tangent).
  static Plan jvp(TreeFunction function, Arguments arguments) {
    requireSameTree("Jvp", arguments);
    Structure structure = arguments.structures().getFirst();
    Arguments primal = new Arguments(List.of(structure), arguments.typesOf(0));
    Staged staged = Staged.of(function, primal.structures(), primal.types());
    boolean[] active = active(staged, primal, 0);
    requireLeaves("Jvp", structure, active);
    Jvp.Result derivative = Jvp.of(staged.program(), active);
    Builder b = new Builder();
    List<Atom> x = b.inputs(primal.types());
    List<Atom> v = b.inputs(primal.types());
    List<Atom> captured = captured(b, staged);
    List<Atom> operands = new ArrayList<>(x);
    operands.addAll(captured);
    for (int i = 0; i < x.size(); i++) {
      if (active[i]) {
        operands.add(v.get(i));
      }
    }
    List<Atom> results = b.inline(derivative.program(), operands);
    int outputs = staged.program().outputs().size();
    List<Atom> both = new ArrayList<>(results.subList(0, outputs));
    int next = outputs;
    for (int i = 0; i < outputs; i++) {
      both.add(
          derivative.activeOutputs()[i]
              ? results.get(next++)
              : Literal.zero(results.get(i).type()));
    }
    return new Plan(
        Dce.of(b.build(both)),
        staged.captured(),
        Plan.both(staged.result(), staged.result(), ValueAndTangent::new));
  }

  /// Inputs for the captured tensors, which stand last in a plan's program.
  static List<Atom> captured(Builder b, Staged staged) {
    List<Type> types = staged.program().inputTypes();
    return b.inputs(types.subList(staged.arguments(), types.size()));
  }

  /// Reverse mode with cotangents as further arguments: x, then a cotangent of the result's tree;
  /// the result is the cotangent of x.
  static Plan vjp(TreeFunction function, Arguments arguments) {
    Structure structure = arguments.structures().getFirst();
    Arguments primal = new Arguments(List.of(structure), arguments.typesOf(0));
    Staged staged = Staged.of(function, primal.structures(), primal.types());
    requireCotangent(staged, arguments);
    boolean[] active = active(staged, primal, 0);
    requireLeaves("Vjp", structure, active);
    Reverse reverse = Reverse.of(staged.program(), active);
    Builder b = new Builder();
    List<Atom> x = b.inputs(primal.types());
    List<Atom> w = b.inputs(arguments.typesOf(1));
    List<Atom> operands = new ArrayList<>(x);
    operands.addAll(captured(b, staged));
    for (int i = 0; i < w.size(); i++) {
      if (reverse.activeOutputs()[i]) {
        operands.add(w.get(i));
      }
    }
    List<Atom> results = b.inline(reverse.joined(), operands);
    int next = staged.program().outputs().size();
    List<Atom> sums = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      sums.add(active[i] ? results.get(next++) : Literal.zero(x.get(i).type()));
    }
    return new Plan(Dce.of(b.build(sums)), staged.captured(), structure::rebuild);
  }

  private static void requireCotangent(Staged staged, Arguments arguments) {
    if (!staged.program().outputTypes().equals(arguments.typesOf(1))) {
      throw new TreeException(
          Explanation.of("Vjp", "the cotangent must have the result's tree and types")
              .got(
                  "result "
                      + staged.program().outputTypes()
                      + ", cotangent "
                      + arguments.typesOf(1)));
    }
  }

  private static void requireSameTree(String name, Arguments arguments) {
    boolean same =
        arguments.structures().get(0).equals(arguments.structures().get(1))
            && arguments.typesOf(0).equals(arguments.typesOf(1));
    if (!same) {
      throw new TreeException(
          Explanation.of(name, "the direction must have the argument's tree and types")
              .got("argument " + arguments.typesOf(0) + ", direction " + arguments.typesOf(1)));
    }
  }

  /// Hessian-vector product: arguments x and v; forward mode over the gradient.
  static Plan hvp(TreeFunction function, Arguments arguments) {
    requireSameTree("Hvp", arguments);
    Structure structure = arguments.structures().getFirst();
    Arguments primal = new Arguments(List.of(structure), arguments.typesOf(0));
    Gradient gradient = gradient("Hvp", function, primal, 0);
    Program slopes = gradient.alone(structure).program();
    boolean[] active = new boolean[slopes.inputs().size()];
    for (int i = 0; i < primal.types().size(); i++) {
      active[i] = primal.types().get(i).dtype().isFloating();
    }
    Jvp.Result second = Jvp.of(slopes, active);
    Builder b = new Builder();
    List<Atom> x = b.inputs(primal.types());
    List<Atom> v = b.inputs(primal.types());
    List<Type> types = slopes.inputTypes();
    List<Atom> operands = new ArrayList<>(x);
    operands.addAll(b.inputs(types.subList(x.size(), types.size())));
    for (int i = 0; i < x.size(); i++) {
      if (active[i]) {
        operands.add(v.get(i));
      }
    }
    List<Atom> results = b.inline(second.program(), operands);
    List<Atom> products = new ArrayList<>();
    int next = x.size();
    for (int i = 0; i < x.size(); i++) {
      products.add(second.activeOutputs()[i] ? results.get(next++) : Literal.zero(x.get(i).type()));
    }
    return new Plan(Dce.of(b.build(products)), gradient.captured(), structure::rebuild);
  }

  /// A tensor type of the same element type: the identity matrix over all elements, [n, shape].
  static Atom basis(Builder b, TensorType type) {
    long n = type.shape().elements();
    TensorType matrix = new TensorType(DType.I32, Shape.of(n, n));
    Atom row = b.apply(new Index.Iota(matrix, 0), List.of()).getFirst();
    Atom column = b.apply(new Index.Iota(matrix, 1), List.of()).getFirst();
    Atom identity = b.convert(b.equal(row, column), type.dtype());
    return b.reshape(identity, Shape.of(n).append(type.shape()));
  }
}
