package dev.leibniz.compile;

import dev.leibniz.data.TapeData;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ProgramException;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Literal;
import java.util.ArrayList;
import java.util.List;

/// Runs plans inside a plan. Values go in and out by reference: the elements of sequences and
/// stacked results are places in their arrays, and what a loop carries alternates between two
/// arrays.
interface ControlStep extends Step {

  /// What goes in and comes out.
  ///
  /// @param inputs the values of the operands
  /// @param inputTypes their types
  /// @param outputs the values of the results
  /// @param outputTypes their types
  /// @param scratch per carry, the value of its second array
  record Operands(
      int[] inputs, List<Type> inputTypes, int[] outputs, List<Type> outputTypes, int[] scratch) {

    /// Hands operand `operand` to input `input` of an inner plan.
    private void pass(Frame outer, int operand, Frame inner, int input) {
      inner.set(input, outer.array(inputs[operand]), outer.offsets[inputs[operand]]);
    }

    private boolean isTrue(Frame outer, int operand) {
      return ((boolean[]) outer.array(inputs[operand]))[outer.offsets[inputs[operand]]];
    }
  }

  /// Runs a plan once with operands from `first` on, straight into the results.
  private static void once(Frame frame, Operands operands, CompiledPlan plan, int first) {
    Frame inner = plan.lease();
    for (int i = first; i < operands.inputs().length; i++) {
      operands.pass(frame, i, inner, i - first);
    }
    for (int i = 0; i < operands.outputs().length; i++) {
      if (operands.outputTypes().get(i) instanceof TensorType) {
        int value = operands.outputs()[i];
        inner.set(plan.outputs().get(i).value(), frame.array(value), frame.offsets[value]);
      }
    }
    plan.run(inner);
    for (int i = 0; i < operands.outputs().length; i++) {
      if (operands.outputTypes().get(i) instanceof TapeType) {
        frame.set(operands.outputs()[i], inner.array(plan.outputs().get(i).value()), 0);
      }
    }
    plan.release(inner);
  }

  /// One of two plans.
  ///
  /// @param then runs if the first operand holds
  /// @param otherwise runs if not
  /// @param operands the boolean, then what the plans take
  record Cond(CompiledPlan then, CompiledPlan otherwise, Operands operands) implements ControlStep {
    @Override
    public void run(Frame frame) {
      once(frame, operands, operands.isTrue(frame, 0) ? then : otherwise, 1);
    }

    @Override
    public Work work() {
      return Work.UNKNOWN;
    }

    @Override
    public String describe() {
      return "cond";
    }
  }

  /// A plan as a unit.
  ///
  /// @param plan the plan
  /// @param operands what it takes
  record Call(CompiledPlan plan, Operands operands) implements ControlStep {
    @Override
    public void run(Frame frame) {
      once(frame, operands, plan, 0);
    }

    @Override
    public Work work() {
      return Work.UNKNOWN;
    }

    @Override
    public String describe() {
      return "call";
    }
  }

  /// A loop while a condition holds.
  ///
  /// @param loop the loop
  /// @param condition its condition
  /// @param body its body
  /// @param operands constants, then carries
  record While(Control.WhileLoop loop, CompiledPlan condition, CompiledPlan body, Operands operands)
      implements ControlStep {
    @Override
    public void run(Frame frame) {
      Frame test = condition.lease();
      Frame step = body.lease();
      int inputs = operands.inputs().length;
      int constants = loop.constants();
      int carries = inputs - constants;
      for (int i = 0; i < inputs; i++) {
        operands.pass(frame, i, test, i);
        operands.pass(frame, i, step, i);
      }
      boolean[] goesOn = new boolean[1];
      test.set(condition.outputs().getFirst().value(), goesOn, 0);
      List<List<Value>> records = new ArrayList<>();
      for (int i = carries; i < operands.outputs().length; i++) {
        records.add(new ArrayList<>());
      }
      TensorData live =
          TensorData.of((TensorType) condition.outputs().getFirst().type(), new boolean[] {true});
      boolean toResult = true;
      condition.run(test);
      while (goesOn[0]) {
        bindCarries(frame, step, carries, toResult);
        for (int i = carries; i < body.outputs().size(); i++) {
          body.allocate(step, body.outputs().get(i));
        }
        body.run(step);
        for (int i = 0; i < carries; i++) {
          int out = body.outputs().get(i).value();
          Object array = step.array(out);
          int offset = step.offsets[out];
          step.set(constants + i, array, offset);
          test.set(constants + i, array, offset);
        }
        if (loop.recording()) {
          records.getFirst().add(live);
          for (int i = carries; i < body.outputs().size(); i++) {
            CompiledPlan.Output output = body.outputs().get(i);
            records.get(i - carries + 1).add(step.value(output.value(), output.type()));
          }
        }
        toResult = !toResult;
        condition.run(test);
      }
      finish(frame, step, carries, records);
      condition.release(test);
      body.release(step);
    }

    private void bindCarries(Frame frame, Frame step, int carries, boolean toResult) {
      for (int i = 0; i < carries; i++) {
        int value = toResult ? operands.outputs()[i] : operands.scratch()[i];
        step.set(body.outputs().get(i).value(), frame.array(value), frame.offsets[value]);
      }
    }

    private void finish(Frame frame, Frame step, int carries, List<List<Value>> records) {
      for (int i = 0; i < carries; i++) {
        int in = loop.constants() + i;
        int out = operands.outputs()[i];
        copy(step.array(in), step.offsets[in], frame, out, operands.outputTypes().get(i));
      }
      for (int i = 0; i < records.size(); i++) {
        TapeType tape = (TapeType) operands.outputTypes().get(carries + i);
        frame.put(operands.outputs()[carries + i], new TapeData(tape, records.get(i)));
      }
    }

    @Override
    public Work work() {
      return Work.UNKNOWN;
    }

    @Override
    public String describe() {
      return "whileLoop of " + body.steps().size() + " steps";
    }
  }

  @SuppressWarnings("ReferenceEquality") // whether it is the same array is the question
  private static void copy(Object from, int offset, Frame frame, int value, Type type) {
    int length = ((TensorType) type).shape().arrayLength("carry");
    if (from != frame.array(value) || offset != frame.offsets[value]) {
      System.arraycopy(from, offset, frame.array(value), frame.offsets[value], length);
    }
  }

  /// A loop over sequences.
  ///
  /// @param scan the loop
  /// @param body its body
  /// @param operands constants, carries, the mask if there is one, sequences
  record Scan(Control.Scan scan, CompiledPlan body, Operands operands) implements ControlStep {
    @Override
    public void run(Frame frame) {
      int length = length(frame);
      Frame step = body.lease();
      int constants = scan.constants();
      int carries = scan.carries();
      for (int i = 0; i < constants + carries; i++) {
        operands.pass(frame, i, step, i);
      }
      List<Value[]> tapes = new ArrayList<>();
      for (int i = carries; i < operands.outputs().length; i++) {
        boolean isTape = operands.outputTypes().get(i) instanceof TapeType;
        tapes.add(isTape ? new Value[length] : new Value[0]);
      }
      for (int s = 0; s < length; s++) {
        int index = scan.reverse() ? length - 1 - s : s;
        bindElements(frame, step, index, length);
        bindOutputs(frame, step, index, (length - 1 - s) % 2 == 0);
        body.run(step);
        for (int i = 0; i < carries; i++) {
          int out = body.outputs().get(i).value();
          step.set(constants + i, step.array(out), step.offsets[out]);
        }
        for (int i = carries; i < operands.outputs().length; i++) {
          if (operands.outputTypes().get(i) instanceof TapeType) {
            CompiledPlan.Output output = body.outputs().get(i);
            tapes.get(i - carries)[index] = step.value(output.value(), output.type());
          }
        }
      }
      for (int i = 0; i < carries; i++) {
        int in = constants + i;
        Type type = operands.outputTypes().get(i);
        copy(step.array(in), step.offsets[in], frame, operands.outputs()[i], type);
      }
      for (int i = carries; i < operands.outputs().length; i++) {
        if (operands.outputTypes().get(i) instanceof TapeType tape) {
          frame.put(operands.outputs()[i], new TapeData(tape, List.of(tapes.get(i - carries))));
        }
      }
      body.release(step);
    }

    private int length(Frame frame) {
      if (!scan.isDynamic()) {
        return (int) scan.length();
      }
      for (int i = scan.constants() + scan.carries(); i < operands.inputs().length; i++) {
        if (frame.array(operands.inputs()[i]) instanceof TapeData tape
            && !tape.entries().isEmpty()) {
          return tape.entries().size();
        }
      }
      return 0;
    }

    private void bindElements(Frame frame, Frame step, int index, int length) {
      int input = scan.constants() + scan.carries();
      for (int i = scan.firstSequence(); i < operands.inputs().length; i++, input++) {
        int value = operands.inputs()[i];
        switch (operands.inputTypes().get(i)) {
          case TensorType tensor -> {
            int size = tensor.removeAxis(0).shape().arrayLength("scan");
            step.set(input, frame.array(value), frame.offsets[value] + index * size);
          }
          case TapeType type ->
              step.put(input, entry((TapeData) frame.array(value), index, length));
        }
      }
    }

    private static Value entry(TapeData tape, int index, int length) {
      if (tape.entries().isEmpty()) {
        return Constants.of(Literal.zero(tape.type().element()));
      }
      if (tape.entries().size() != length) {
        throw new ProgramException(
            Explanation.of("scan", "tapes must have as many entries as there are steps")
                .got("a tape of " + tape.entries().size() + " entries, " + length + " steps"));
      }
      return tape.entries().get(index);
    }

    private void bindOutputs(Frame frame, Frame step, int index, boolean toResult) {
      for (int i = 0; i < operands.outputs().length; i++) {
        CompiledPlan.Output output = body.outputs().get(i);
        if (i < scan.carries()) {
          int value = toResult ? operands.outputs()[i] : operands.scratch()[i];
          step.set(output.value(), frame.array(value), frame.offsets[value]);
        } else if (operands.outputTypes().get(i) instanceof TensorType) {
          int value = operands.outputs()[i];
          int size = ((TensorType) output.type()).shape().arrayLength("scan");
          step.set(output.value(), frame.array(value), frame.offsets[value] + index * size);
        } else {
          body.allocate(step, output);
        }
      }
    }

    @Override
    public Work work() {
      return Work.UNKNOWN;
    }

    @Override
    public String describe() {
      return "scan of "
          + (scan.isDynamic() ? "a tape" : scan.length() + " times")
          + " "
          + body.steps().size()
          + " steps";
    }
  }
}
