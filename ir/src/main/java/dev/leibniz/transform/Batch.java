package dev.leibniz.transform;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Batched;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Local;
import dev.leibniz.ir.Ops;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Reduce;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs a program for every example of a batch at once. Batched values count the examples along
/// axis 0.
///
/// A branch whose condition differs between examples becomes a selection of both; a loop runs until
/// all examples are done, the finished ones masked.
public final class Batch {
  private final Builder builder = new Builder();
  private final Map<Var, Batched<Atom>> values = new HashMap<>();
  private final long size;

  private Batch(long size) {
    this.size = size;
  }

  /// A program for a whole batch.
  ///
  /// @param program takes and gives batched values where marked
  /// @param batchedOutputs which outputs differ between examples
  public record Result(Program program, boolean[] batchedOutputs) {}

  /// The program for `size` examples whose marked inputs are batched.
  public static Result of(Program program, boolean[] batched, long size) {
    return of(program, batched, size, Masks.all(program.outputs().size(), false));
  }

  /// The same, where the outputs in `forced` are batched in any case.
  public static Result of(Program program, boolean[] batched, long size, boolean[] forced) {
    Batch state = new Batch(size);
    List<Batched<Atom>> inputs = new ArrayList<>();
    for (int i = 0; i < batched.length; i++) {
      Type type = program.inputs().get(i).type();
      Type whole = batched[i] ? batchedType(type, size) : type;
      inputs.add(new Batched<>(state.builder.input(whole), batched[i]));
    }
    List<Batched<Atom>> results = state.inline(program, inputs);
    boolean[] marks = forced.clone();
    List<Atom> outputs = new ArrayList<>();
    for (int i = 0; i < marks.length; i++) {
      marks[i] |= results.get(i).isBatched();
      outputs.add(marks[i] ? results.get(i).along(state.builder, size) : results.get(i).value());
    }
    return new Result(state.builder.build(outputs), marks);
  }

  private static Type batchedType(Type type, long size) {
    return switch (type) {
      case TensorType tensor -> tensor.insertAxis(0, size);
      case TapeType tape -> new TapeType(batchedType(tape.element(), size));
    };
  }

  /// Adds a program's equations, batched, for the given inputs; the results are its outputs.
  private List<Batched<Atom>> inline(Program program, List<Batched<Atom>> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      values.put(program.inputs().get(i), inputs.get(i));
    }
    program.equations().forEach(this::equation);
    return program.outputs().stream().map(this::value).toList();
  }

  private Batched<Atom> value(Atom atom) {
    return switch (atom) {
      case Literal literal -> new Batched<>(literal, false);
      case Var variable -> values.getOrDefault(variable, new Batched<>(variable, false));
    };
  }

  private static boolean[] marks(List<Batched<Atom>> inputs) {
    boolean[] marks = new boolean[inputs.size()];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = inputs.get(i).isBatched();
    }
    return marks;
  }

  private static List<Atom> atoms(List<Batched<Atom>> inputs) {
    return inputs.stream().map(Batched::value).toList();
  }

  private List<Atom> along(List<Batched<Atom>> inputs) {
    return inputs.stream().map(input -> input.along(builder, size)).toList();
  }

  private void bind(Equation equation, List<Batched<Atom>> results) {
    for (int i = 0; i < results.size(); i++) {
      values.put(equation.outputs().get(i), results.get(i));
    }
  }

  private static List<Batched<Atom>> marked(List<Atom> results, boolean[] marks) {
    List<Batched<Atom>> batched = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      batched.add(new Batched<>(results.get(i), marks[i]));
    }
    return batched;
  }

  private void equation(Equation equation) {
    builder.at(equation.where());
    List<Batched<Atom>> inputs = equation.inputs().stream().map(this::value).toList();
    boolean[] marks = marks(inputs);
    if (!Masks.any(marks)) {
      List<Atom> results = builder.apply(equation.prim(), atoms(inputs));
      bind(equation, marked(results, Masks.all(results.size(), false)));
      return;
    }
    switch (equation.prim()) {
      case Local local -> bind(equation, local.batch(builder, size, inputs));
      case Control.Cond cond -> bind(equation, cond(cond, inputs));
      case Control.WhileLoop loop -> bind(equation, whileLoop(loop, inputs));
      case Control.Scan scan -> bind(equation, scan(scan, inputs));
      case Control.Call call -> {
        Result inner = of(call.program(), marks, size);
        List<Atom> results = builder.apply(new Control.Call(inner.program()), atoms(inputs));
        bind(equation, marked(results, inner.batchedOutputs()));
      }
      case Custom custom -> {
        List<Atom> results = builder.apply(custom(custom), along(inputs));
        bind(equation, marked(results, Masks.all(results.size(), true)));
      }
      case Effect effect -> builder.apply(effect, atoms(inputs));
    }
  }

  /// The user's function and rules, each with everything batched.
  private Custom custom(Custom custom) {
    return switch (custom) {
      case Custom.WithJvp c -> new Custom.WithJvp(c.label(), whole(c.function()), whole(c.rule()));
      case Custom.WithVjp c ->
          new Custom.WithVjp(
              c.label(), whole(c.function()), whole(c.forward()), whole(c.backward()));
      case Custom.Pullback c ->
          new Custom.Pullback(
              c.label(),
              whole(c.backward()),
              c.results().stream().map(type -> batchedType(type, size)).toList());
    };
  }

  private Program whole(Program program) {
    return of(
            program,
            Masks.all(program.inputs().size(), true),
            size,
            Masks.all(program.outputs().size(), true))
        .program();
  }

  private List<Batched<Atom>> cond(Control.Cond cond, List<Batched<Atom>> inputs) {
    List<Batched<Atom>> operands = inputs.subList(1, inputs.size());
    if (inputs.getFirst().isBatched()) {
      Atom mask = inputs.getFirst().value();
      List<Batched<Atom>> then = inline(cond.then(), operands);
      List<Batched<Atom>> otherwise = inline(cond.otherwise(), operands);
      List<Batched<Atom>> results = new ArrayList<>();
      for (int i = 0; i < then.size(); i++) {
        results.add(new Batched<>(choose(mask, then.get(i), otherwise.get(i)), true));
      }
      return results;
    }
    boolean[] marks = marks(operands);
    boolean[] outputs =
        Masks.or(
            of(cond.then(), marks, size).batchedOutputs(),
            of(cond.otherwise(), marks, size).batchedOutputs());
    Control.Cond both =
        new Control.Cond(
            of(cond.then(), marks, size, outputs).program(),
            of(cond.otherwise(), marks, size, outputs).program());
    return marked(builder.apply(both, atoms(inputs)), outputs);
  }

  /// One of two values by example. Of two tapes one is the empty tape that a branch leaves in the
  /// other's place; its scan, which both examples run, needs the other.
  private Atom choose(Atom mask, Batched<Atom> yes, Batched<Atom> no) {
    if (yes.value().type() instanceof TapeType) {
      return (yes.value() instanceof Literal ? no : yes).along(builder, size);
    }
    return select(builder, mask, yes.along(builder, size), no.along(builder, size));
  }

  /// Selection by a mask along axis 0.
  private static Atom select(Builder b, Atom mask, Atom yes, Atom no) {
    TensorType type = b.tensorType(yes).withDType(DType.BOOL);
    return b.select(b.broadcast(mask, type.shape(), List.of(0)), yes, no);
  }

  private List<Batched<Atom>> whileLoop(Control.WhileLoop loop, List<Batched<Atom>> inputs) {
    int constants = loop.constants();
    boolean[] marks = marks(inputs);
    int carries = marks.length - constants;
    Result body = body(loop.body(), marks, constants, carries);
    Result condition = of(loop.condition(), marks, size);
    if (condition.batchedOutputs()[0]) {
      return maskedLoop(loop, inputs, Masks.part(marks, 0, constants));
    }
    Control.WhileLoop batched =
        new Control.WhileLoop(condition.program(), body.program(), constants, loop.recording());
    boolean[] outputs = body.batchedOutputs();
    if (loop.recording()) {
      outputs =
          Masks.join(
              Masks.part(outputs, 0, carries),
              new boolean[] {false},
              Masks.part(outputs, carries, outputs.length));
    }
    return marked(builder.apply(batched, operands(inputs, marks)), outputs);
  }

  /// A loop whose condition differs between examples: it runs while any holds, and changes only
  /// those examples.
  private List<Batched<Atom>> maskedLoop(
      Control.WhileLoop loop, List<Batched<Atom>> inputs, boolean[] constantMarks) {
    int constants = loop.constants();
    int carries = inputs.size() - constants;
    boolean[] marks = Masks.join(constantMarks, Masks.all(carries, true));
    boolean[] one = {true};
    Program live = of(loop.condition(), marks, size, one).program();
    Program step =
        of(loop.body(), marks, size, Masks.all(loop.body().outputs().size(), true)).program();
    Builder any = new Builder();
    List<Atom> anyInputs = any.inputs(live.inputTypes());
    Atom mask = any.inline(live, anyInputs).getFirst();
    Program condition = any.build(List.of(any.one(new Reduce.Max(List.of(0)), mask)));
    Builder b = new Builder();
    List<Atom> bodyInputs = b.inputs(step.inputTypes());
    Atom isLive = b.inline(live, bodyInputs).getFirst();
    List<Atom> next = b.inline(step, bodyInputs);
    List<Atom> outputs = new ArrayList<>();
    for (int i = 0; i < carries; i++) {
      outputs.add(select(b, isLive, next.get(i), bodyInputs.get(constants + i)));
    }
    if (loop.recording()) {
      outputs.add(isLive);
      outputs.addAll(next.subList(carries, next.size()));
    }
    Control.WhileLoop masked =
        new Control.WhileLoop(condition, b.build(outputs), constants, loop.recording());
    List<Atom> results = new ArrayList<>(builder.apply(masked, operands(inputs, marks)));
    if (loop.recording()) {
      results.remove(carries);
    }
    return marked(results, Masks.all(results.size(), true));
  }

  private List<Atom> operands(List<Batched<Atom>> inputs, boolean[] marks) {
    List<Atom> operands = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      operands.add(marks[i] ? inputs.get(i).along(builder, size) : inputs.get(i).value());
    }
    return operands;
  }

  private Result body(Program body, boolean[] marks, int constants, int carries) {
    return Loops.fixpoint(
        body,
        marks,
        constants,
        carries,
        (in, out) -> of(body, in, size, out),
        Result::batchedOutputs);
  }

  private List<Batched<Atom>> scan(Control.Scan scan, List<Batched<Atom>> inputs) {
    int before = scan.constants() + scan.carries();
    boolean isMaskBatched = scan.masked() && inputs.get(before).isBatched();
    Control.Scan unmasked = isMaskBatched ? withVisibleMask(scan) : scan;
    boolean[] marks = Loops.bodyMarks(unmasked, marks(inputs));
    Result body = body(unmasked.body(), marks, scan.constants(), scan.carries());
    List<Atom> operands = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Batched<Atom> input = inputs.get(i);
      if (i < before) {
        operands.add(marks[i] ? input.along(builder, size) : input.value());
      } else {
        operands.add(input.isBatched() ? stepsFirst(input.value()) : input.value());
      }
    }
    Control.Scan batched =
        new Control.Scan(
            body.program(),
            scan.constants(),
            scan.carries(),
            scan.length(),
            scan.reverse(),
            unmasked.masked());
    List<Atom> results = builder.apply(batched, operands);
    List<Batched<Atom>> outputs = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      boolean isBatched = body.batchedOutputs()[i];
      boolean isStacked = i >= scan.carries() && results.get(i).type() instanceof TensorType;
      Atom value = isBatched && isStacked ? builder.moveAxis(results.get(i), 1, 0) : results.get(i);
      outputs.add(new Batched<>(value, isBatched));
    }
    return outputs;
  }

  /// A stacked sequence with its steps along axis 0 and the examples along axis 1; a tape as it is.
  private Atom stepsFirst(Atom sequence) {
    return switch (sequence.type()) {
      case TensorType tensor -> builder.moveAxis(sequence, 0, 1);
      case TapeType tape -> sequence;
    };
  }

  /// The scan of one example whose body sees the mask, a single boolean, and changes nothing where
  /// it does not hold.
  private static Control.Scan withVisibleMask(Control.Scan scan) {
    int constants = scan.constants();
    int carries = scan.carries();
    Program body = scan.body();
    Builder b = new Builder();
    List<Atom> first = b.inputs(body.inputTypes().subList(0, constants + carries));
    Atom live = b.input(new TensorType(DType.BOOL, Shape.scalar()));
    List<Atom> elements =
        b.inputs(body.inputTypes().subList(constants + carries, body.inputs().size()));
    List<Atom> results = b.inline(body, Masks.concat(first, elements));
    List<Atom> outputs = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Atom result = results.get(i);
      if (result.type() instanceof TensorType type) {
        Atom kept = i < carries ? first.get(constants + i) : b.zero(type);
        Atom mask = b.broadcast(live, type.shape(), Ops.range(0, 0));
        outputs.add(b.select(mask, result, kept));
      } else {
        outputs.add(result);
      }
    }
    return new Control.Scan(
        b.build(outputs), constants, carries, scan.length(), scan.reverse(), false);
  }
}
