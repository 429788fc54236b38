package dev.leibniz.compile;

import dev.leibniz.backend.Executable;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ProgramException;
import dev.leibniz.ir.Program;

/// A compiled program.
final class CompiledExecutable implements Executable {
  private final Program program;
  private final CompiledPlan plan;

  private CompiledExecutable(Program program) {
    this.program = program;
    this.plan = PlanBuilder.of(program);
  }

  static CompiledExecutable of(Program program) {
    return new CompiledExecutable(Rewrites.of(program));
  }

  @Override
  public TensorData[] run(TensorData... arguments) {
    requireTypes(arguments);
    Frame frame = plan.lease();
    for (int i = 0; i < arguments.length; i++) {
      frame.set(i, arguments[i].array(), 0);
    }
    for (CompiledPlan.Output output : plan.outputs()) {
      plan.allocate(frame, output);
    }
    plan.run(frame);
    TensorData[] results = new TensorData[plan.outputs().size()];
    for (int i = 0; i < results.length; i++) {
      CompiledPlan.Output output = plan.outputs().get(i);
      results[i] = TensorData.of((TensorType) output.type(), frame.array(output.value()));
    }
    plan.release(frame);
    return results;
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
