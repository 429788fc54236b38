package dev.leibniz.compile;

import dev.leibniz.backend.Executable;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ProgramException;
import dev.leibniz.ir.Program;
import jdk.jfr.FlightRecorder;

/// A compiled program.
final class CompiledExecutable implements Executable {
  private final Program program;
  private final CompiledPlan plan;

  private CompiledExecutable(Program program) {
    this.program = program;
    this.plan = PlanBuilder.of(program);
  }

  static CompiledExecutable of(Program program) {
    return FlightRecorder.isInitialized()
        ? recorded(program)
        : new CompiledExecutable(Rewrites.of(program));
  }

  private static CompiledExecutable recorded(Program program) {
    CompileEvent event = new CompileEvent();
    event.begin();
    CompiledExecutable executable = new CompiledExecutable(Rewrites.of(program));
    event.equations = program.equations().size();
    event.steps = executable.plan.steps().size();
    event.bytes = executable.plan.memory().bytes();
    event.commit();
    return executable;
  }

  private void record(Frame frame) {
    ExecuteEvent event = new ExecuteEvent();
    event.begin();
    plan.run(frame);
    event.steps = plan.steps().size();
    event.commit();
  }

  @Override
  public TensorData[] run(TensorData... arguments) {
    return runDonating(new boolean[arguments.length], arguments);
  }

  @Override
  public TensorData[] runDonating(boolean[] donated, TensorData... arguments) {
    requireTypes(arguments);
    Frame frame = plan.lease();
    for (int i = 0; i < arguments.length; i++) {
      frame.set(i, arguments[i].array(), 0);
    }
    int[] places = plan.donations().choose(donated);
    TensorData[] results = new TensorData[plan.outputs().size()];
    for (int i = 0; i < results.length; i++) {
      CompiledPlan.Output output = plan.outputs().get(i);
      TensorType type = (TensorType) output.type();
      Object array =
          places[i] >= 0 && isAlone(places[i], arguments)
              ? arguments[places[i]].array()
              : type.dtype().newArray(type.shape().arrayLength("result"));
      frame.set(output.value(), array, 0);
      results[i] = TensorData.of(type, array);
    }
    if (FlightRecorder.isInitialized()) {
      record(frame);
    } else {
      plan.run(frame);
    }
    plan.release(frame);
    return results;
  }

  /// Whether no other argument has the same memory.
  private static boolean isAlone(int place, TensorData... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (i != place && arguments[i].sharesWith(arguments[place])) {
        return false;
      }
    }
    return true;
  }

  private void requireTypes(TensorData[] arguments) {
    boolean fits = arguments.length == plan.inputs().size();
    for (int i = 0; fits && i < arguments.length; i++) {
      fits = arguments[i].type().equals(plan.inputs().get(i));
    }
    if (!fits) {
      StringBuilder types = new StringBuilder();
      for (TensorData argument : arguments) {
        types.append(types.isEmpty() ? "" : ", ").append(argument.type());
      }
      throw new ProgramException(
          Explanation.of("run", "arguments must have the types that the program was compiled for")
              .got("[" + types + "], compiled for " + plan.inputs()));
    }
  }

  @Override
  public String explain() {
    return Explanations.plan(program, plan);
  }
}
