package dev.leibniz.eval;

import dev.leibniz.data.TapeData;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.error.DerivativeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.LeibnizException;
import dev.leibniz.error.ProgramException;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Local;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run of a program and of the programs inside it.
final class Evaluation {
  private final Observer observer;
  private final IdentityHashMap<Program, Plan> plans = new IdentityHashMap<>();

  Evaluation(Observer observer) {
    this.observer = observer;
  }

  /// The outputs of a program.
  List<Value> run(Program program, List<Value> inputs) {
    if (inputs.size() != program.inputs().size()) {
      throw new ProgramException(
          Explanation.of("program", "there must be one value per input")
              .got(inputs.size() + " values, " + program.inputs().size() + " inputs"));
    }
    Plan plan = plans.computeIfAbsent(program, Plan::of);
    @Nullable Value[] slots = new Value[plan.slots()];
    for (int i = 0; i < inputs.size(); i++) {
      Type type = program.inputs().get(i).type();
      if (!inputs.get(i).type().equals(type)) {
        throw new ProgramException(
            Explanation.of("program", "a value must have the type of its input")
                .got(
                    "input " + i + " of type " + type + ", value of type " + inputs.get(i).type()));
      }
      slots[i] = inputs.get(i);
    }
    for (Plan.Step step : plan.steps()) {
      step(step, slots);
    }
    return values(program.outputs(), plan.outputs(), slots);
  }

  private void step(Plan.Step step, @Nullable Value[] slots) {
    Equation equation = step.equation();
    List<Value> results;
    try {
      if (equation.prim() instanceof Elementwise prim && observer.isNone()) {
        results = List.of(elementwise(prim, step, slots));
      } else {
        List<Value> operands = values(equation.inputs(), step.inputs(), slots);
        results = evaluate(equation.prim(), operands, types(equation));
        observer.see(equation.prim(), equation.where(), operands, results);
      }
    } catch (LeibnizException error) {
      throw equation.prim().programs().isEmpty() || equation.prim() instanceof Custom.Pullback
          ? Located.at(error, equation.where())
          : error;
    }
    for (int i = 0; i < results.size(); i++) {
      slots[step.outputs()[i]] = results.get(i);
    }
    for (int dead : step.dead()) {
      slots[dead] = null;
    }
  }

  private static List<Type> types(Equation equation) {
    List<Type> types = new ArrayList<>(equation.outputs().size());
    equation.outputs().forEach(output -> types.add(output.type()));
    return types;
  }

  private static Value elementwise(Elementwise prim, Plan.Step step, @Nullable Value[] slots) {
    List<Atom> atoms = step.equation().inputs();
    TensorType result = (TensorType) step.equation().output().type();
    List<ElementwiseKernel.Source> sources = new ArrayList<>(atoms.size());
    for (int i = 0; i < atoms.size(); i++) {
      sources.add(
          atoms.get(i) instanceof Literal literal
              ? ElementwiseKernel.Source.of(literal, (TensorType) literal.type())
              : ElementwiseKernel.Source.of((TensorData) value(slots, step.inputs()[i])));
    }
    return ElementwiseKernel.run(prim, sources, result);
  }

  private static List<Value> values(List<Atom> atoms, int[] numbers, @Nullable Value[] slots) {
    List<Value> values = new ArrayList<>(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      values.add(
          atoms.get(i) instanceof Literal literal
              ? materialise(literal)
              : value(slots, numbers[i]));
    }
    return values;
  }

  private static Value value(@Nullable Value[] slots, int number) {
    Value value = number == Plan.LITERAL ? null : slots[number];
    if (value == null) {
      throw new ProgramException(
          Explanation.of("program", "a variable is defined before it is used")
              .got("variable " + number)
              .fix("this is a fault of Leibniz; please report it"));
    }
    return value;
  }

  /// A constant with all of its elements in memory.
  static Value materialise(Literal literal) {
    return switch (literal.type()) {
      case TensorType tensor -> Elements.materialise(literal, tensor);
      case TapeType tape -> TapeData.empty(tape);
    };
  }

  /// The results of a primitive.
  List<Value> apply(Prim prim, List<Value> operands) {
    List<Type> types = new ArrayList<>(operands.size());
    operands.forEach(operand -> types.add(operand.type()));
    List<Value> results = evaluate(prim, operands, prim.infer(types));
    observer.see(prim, null, operands, results);
    return results;
  }

  private List<Value> evaluate(Prim prim, List<Value> operands, List<Type> results) {
    return switch (prim) {
      case Local local -> local(local, operands, results);
      case Control control -> new ControlFlow(this).run(control, operands, results);
      case Custom.WithJvp custom -> run(custom.function(), operands);
      case Custom.WithVjp custom -> run(custom.function(), operands);
      case Custom.Pullback pullback ->
          throw new DerivativeException(
              Explanation.of(
                      pullback.label(),
                      "a function with a rule for cotangents only has no tangents")
                  .fix(
                      "use reverse mode (Grad, Vjp), or give a rule for tangents: Custom.jvp(f, rule)"));
      case Effect effect -> {
        Effects.run(effect, operands.getFirst());
        yield List.of();
      }
    };
  }

  private static List<Value> local(Local prim, List<Value> operands, List<Type> results) {
    if (prim instanceof Elementwise elementwise) {
      List<ElementwiseKernel.Source> sources = new ArrayList<>(operands.size());
      operands.forEach(operand -> sources.add(ElementwiseKernel.Source.of((TensorData) operand)));
      return List.of(ElementwiseKernel.run(elementwise, sources, (TensorType) results.getFirst()));
    }
    if (prim instanceof Movement.Reshape reshape) {
      return List.of(((TensorData) operands.getFirst()).withShape(reshape.shape()));
    }
    List<View> inputs = new ArrayList<>(operands.size());
    operands.forEach(operand -> inputs.add(View.of((TensorData) operand)));
    List<Value> values = new ArrayList<>(results.size());
    List<View> outputs = new ArrayList<>(results.size());
    for (Type type : results) {
      TensorType tensor = (TensorType) type;
      int length = tensor.shape().arrayLength(prim.name());
      TensorData data = TensorData.of(tensor, tensor.dtype().newArray(length));
      values.add(data);
      outputs.add(View.of(data));
    }
    Kernels.run(prim, inputs, outputs);
    return values;
  }
}
