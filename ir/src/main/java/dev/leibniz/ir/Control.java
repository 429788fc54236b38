package dev.leibniz.ir;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ProgramException;
import dev.leibniz.error.ShapeException;
import java.util.ArrayList;
import java.util.List;

/// Control flow: primitives that run programs. Their derivatives are transformations of those
/// programs.
public sealed interface Control extends Prim {

  private static ProgramException misfit(String name, String law, String got) {
    return new ProgramException(Explanation.of(name, law).got(got));
  }

  private static void same(String name, String law, List<Type> expected, List<Type> actual) {
    if (!expected.equals(actual)) {
      throw misfit(name, law, "expected " + expected + ", got " + actual);
    }
  }

  private static boolean isScalarBoolean(Type type) {
    return type.equals(new TensorType(DType.BOOL, Shape.scalar()));
  }

  /// One of two programs, by a boolean. Operands are the boolean and the inputs that both programs
  /// take.
  ///
  /// @param then runs if the boolean holds
  /// @param otherwise runs if not
  record Cond(Program then, Program otherwise) implements Control {
    @Override
    public List<Type> infer(List<Type> inputs) {
      List<Type> operands = inputs.subList(1, inputs.size());
      if (!isScalarBoolean(inputs.getFirst())) {
        throw new ShapeException(
            Explanation.of("cond", "the condition must be a single boolean")
                .got("condition = " + inputs.getFirst())
                .fix("compare numbers, or reduce a mask with any() or all()"));
      }
      same("cond", "both branches take the operands", then.inputTypes(), operands);
      same("cond", "both branches take the operands", otherwise.inputTypes(), operands);
      same(
          "cond",
          "both branches give results of the same types",
          then.outputTypes(),
          otherwise.outputTypes());
      return then.outputTypes();
    }

    @Override
    public List<Program> programs() {
      return List.of(then, otherwise);
    }
  }

  /// Repeats a program while a condition holds. Operands are constants, then the initial carries.
  ///
  /// Results are the final carries and, if `recording`, a tape of booleans with `true` for each
  /// step (under batching: which examples were live), then one tape per extra result of the body.
  ///
  /// @param condition (constants, carries) → a single boolean
  /// @param body (constants, carries) → (carries, extra results)
  /// @param constants how many operands stay the same
  /// @param recording whether the extra results are kept
  record WhileLoop(Program condition, Program body, int constants, boolean recording)
      implements Control {
    @Override
    public List<Type> infer(List<Type> inputs) {
      List<Type> carries = inputs.subList(constants, inputs.size());
      same("whileLoop", "the condition takes the operands", condition.inputTypes(), inputs);
      same("whileLoop", "the body takes the operands", body.inputTypes(), inputs);
      if (condition.outputs().size() != 1 || !isScalarBoolean(condition.outputTypes().getFirst())) {
        throw new ShapeException(
            Explanation.of("whileLoop", "the condition must give a single boolean")
                .got("condition gives " + condition.outputTypes()));
      }
      List<Type> results = body.outputTypes();
      same(
          "whileLoop",
          "the body must keep the types of what it carries",
          carries,
          results.subList(0, Math.min(carries.size(), results.size())));
      List<Type> outputs = new ArrayList<>(carries);
      List<Type> extras = results.subList(carries.size(), results.size());
      if (recording) {
        outputs.add(new TapeType(new TensorType(DType.BOOL, Shape.scalar())));
        extras.forEach(type -> outputs.add(new TapeType(type)));
      } else if (!extras.isEmpty()) {
        throw misfit("whileLoop", "only a recording loop has extra results", extras.toString());
      }
      return outputs;
    }

    @Override
    public List<Program> programs() {
      return List.of(condition, body);
    }
  }

  /// Runs a program once per element of its sequences. Operands are constants, the initial carries,
  /// then sequences: tensors, whose axis 0 is stepped through, or tapes.
  ///
  /// Results are the final carries, then one sequence per extra result of the body: stacked along
  /// axis 0, or a tape if the length is known only at run time or the elements are tapes.
  ///
  /// @param body (constants, carries, elements) → (carries, extra results)
  /// @param constants how many operands stay the same
  /// @param carries how many operands are carried
  /// @param length the number of steps; [#DYNAMIC] for the length of the first tape
  /// @param reverse whether the elements are stepped through from the last to the first
  /// @param masked whether the first sequence is a tape of booleans that the body does not see: the
  ///   mask of live steps of the loop that recorded it
  record Scan(
      Program body, int constants, int carries, long length, boolean reverse, boolean masked)
      implements Control {
    /// The length of a scan over tapes.
    public static final long DYNAMIC = -1;

    /// A scan of known length without a mask.
    public static Scan of(Program body, int constants, int carries, long length, boolean reverse) {
      return new Scan(body, constants, carries, length, reverse, false);
    }

    /// Adds two tapes of equal length entry by entry.
    static Scan addTapes(TapeType tape) {
      Builder b = new Builder();
      Atom x = b.input(tape.element());
      Atom y = b.input(tape.element());
      return of(b.build(List.of(b.add(x, y))), 0, 0, DYNAMIC, false);
    }

    /// Copies each entry of a tape along a new axis.
    static Scan broadcastTape(TapeType tape, int axis, long size) {
      Builder b = new Builder();
      Atom x = b.input(tape.element());
      return of(b.build(List.of(b.broadcastAxis(x, axis, size))), 0, 0, DYNAMIC, false);
    }

    /// Applies a primitive to one example after the other.
    static <V> List<Batched<V>> batchByLoop(
        Prim prim, Ops<V> o, long size, List<Batched<V>> inputs) {
      Builder b = new Builder();
      List<Atom> operands = new ArrayList<>();
      List<V> constants = new ArrayList<>();
      List<V> sequences = new ArrayList<>();
      for (Batched<V> input : inputs) {
        operands.add(new Var(input.exampleType(o)));
        (input.isBatched() ? sequences : constants).add(input.value());
      }
      for (boolean batched : new boolean[] {false, true}) {
        for (int i = 0; i < inputs.size(); i++) {
          if (inputs.get(i).isBatched() == batched) {
            operands.set(i, b.input(operands.get(i).type()));
          }
        }
      }
      Program body = b.build(b.apply(prim, operands));
      List<V> all = new ArrayList<>(constants);
      all.addAll(sequences);
      return o.apply(of(body, constants.size(), 0, size, false), all).stream()
          .map(value -> new Batched<>(value, true))
          .toList();
    }

    /// Whether the number of steps is known only at run time.
    public boolean isDynamic() {
      return length == DYNAMIC;
    }

    /// The place of the first sequence among the operands, the mask not counted.
    public int firstSequence() {
      return constants + carries + (masked ? 1 : 0);
    }

    /// The type of one element of a sequence.
    public static Type elementOf(Type sequence) {
      return switch (sequence) {
        case TensorType tensor -> {
          if (tensor.rank() == 0) {
            throw new ShapeException(
                Explanation.of("scan", "sequences must have an axis to step through")
                    .got("a sequence of type " + tensor));
          }
          yield tensor.removeAxis(0);
        }
        case TapeType tape -> tape.element();
      };
    }

    /// The type of the sequence of an extra result.
    public Type sequenceOf(Type element) {
      return switch (element) {
        case TensorType tensor when !isDynamic() -> tensor.insertAxis(0, length);
        case TensorType tensor -> new TapeType(tensor);
        case TapeType tape -> new TapeType(tape);
      };
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
      List<Type> expected = new ArrayList<>(inputs.subList(0, constants + carries));
      for (Type sequence : inputs.subList(firstSequence(), inputs.size())) {
        expected.add(elementOf(sequence));
        if (sequence instanceof TensorType tensor && tensor.shape().extent(0) != length) {
          throw new ShapeException(
              Explanation.of("scan", "sequences must have as many elements as there are steps")
                  .got("a sequence of type " + tensor + ", " + length + " steps"));
        }
      }
      same("scan", "the body takes constants, carries and elements", expected, body.inputTypes());
      List<Type> results = body.outputTypes();
      same(
          "scan",
          "the body must keep the types of what it carries",
          inputs.subList(constants, constants + carries),
          results.subList(0, Math.min(carries, results.size())));
      List<Type> outputs = new ArrayList<>(results.subList(0, carries));
      results.subList(carries, results.size()).forEach(type -> outputs.add(sequenceOf(type)));
      return outputs;
    }

    @Override
    public List<Program> programs() {
      return List.of(body);
    }
  }

  /// Runs a program as a unit that keeps nothing for its derivative: the derivative runs it again.
  ///
  /// @param program the program
  record Call(Program program) implements Control {
    @Override
    public List<Type> infer(List<Type> inputs) {
      same("call", "the program takes the operands", program.inputTypes(), inputs);
      return program.outputTypes();
    }

    @Override
    public List<Program> programs() {
      return List.of(program);
    }
  }
}
