package dev.leibniz.compile;

import dev.leibniz.compile.CompiledPlan.Output;
import dev.leibniz.compile.CompiledPlan.Placed;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ProgramException;
import dev.leibniz.eval.ConvolutionKernel;
import dev.leibniz.eval.DotKernel;
import dev.leibniz.eval.ReduceKernel;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Local;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Reduce;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes a plan of a rewritten program: numbers the values, makes a step of each stage, and plans
/// the memory.
final class PlanBuilder {
  private final Program program;
  private final Fusion.Result fusion;
  private final Map<Var, Integer> numbers = new HashMap<>();
  private final Map<Integer, Value> constants = new HashMap<>();
  private final List<Placed> steps = new ArrayList<>();
  private final MemoryPlan memory = new MemoryPlan();
  private final List<Output> outputs = new ArrayList<>();
  private final Map<Var, Integer> lastRead = new HashMap<>();
  private final Set<Var> stored = new HashSet<>();
  private final Map<Var, Integer> stageOf = new HashMap<>();

  /// Per stage, the values of which it reads more than the element that it computes.
  private final Map<Integer, Set<Var>> readApart = new HashMap<>();

  private int values;

  private PlanBuilder(Program program) {
    this.program = program;
    this.fusion = Fusion.of(program);
  }

  /// The plan of a program.
  static CompiledPlan of(Program program) {
    PlanBuilder builder = new PlanBuilder(program);
    program.inputs().forEach(input -> builder.numbers.put(input, builder.values++));
    builder.findLifetimes();
    builder.outputs();
    for (int stage = 0; stage < builder.fusion.stages().size(); stage++) {
      builder.stage(stage);
    }
    builder.copies();
    return new CompiledPlan(
        program.inputTypes(),
        builder.outputs,
        builder.steps,
        builder.values,
        builder.memory,
        builder.constants,
        builder.donations());
  }

  private Donations donations() {
    List<int[]> candidates = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Atom atom = program.outputs().get(i);
      int stage =
          atom instanceof Var variable && number(fusion.holder(variable)) == outputs.get(i).value()
              ? stageOf.getOrDefault(fusion.holder(variable), -1)
              : -1;
      Type type = atom.type();
      List<Integer> before = new ArrayList<>();
      List<Integer> beside = new ArrayList<>();
      for (int input = 0; stage >= 0 && input < program.inputs().size(); input++) {
        Var variable = program.inputs().get(input);
        int last = lastRead.getOrDefault(variable, -1);
        if (variable.type().equals(type) && last < stage) {
          before.add(input);
        } else if (variable.type().equals(type)
            && last == stage
            && !readApart.getOrDefault(stage, Set.of()).contains(variable)) {
          beside.add(input);
        }
      }
      beside.addAll(before);
      candidates.add(beside.stream().mapToInt(Integer::intValue).toArray());
    }
    return new Donations(candidates);
  }

  private void findLifetimes() {
    for (int stage = 0; stage < fusion.reads().size(); stage++) {
      for (Var read : fusion.reads().get(stage)) {
        stored.add(read);
        lastRead.put(read, stage);
      }
    }
    for (Atom output : program.outputs()) {
      if (output instanceof Var variable) {
        stored.add(fusion.holder(variable));
        lastRead.put(fusion.holder(variable), Integer.MAX_VALUE);
      }
    }
  }

  /// Numbers the outputs: a computed value once; inputs, constants and repeated values get a place
  /// of their own.
  private void outputs() {
    for (Atom output : program.outputs()) {
      int argument = -1;
      int value = values++;
      if (output instanceof Var variable) {
        Var holder = fusion.holder(variable);
        argument = program.inputs().indexOf(holder);
        if (argument < 0) {
          numbers.putIfAbsent(holder, value);
        }
      }
      outputs.add(new Output(value, output.type(), argument));
    }
  }

  private boolean isPlaced(Var holder) {
    int number = number(holder);
    return outputs.stream().anyMatch(output -> output.value() == number);
  }

  /// Fills the places of outputs that no step computes.
  private void copies() {
    for (int i = 0; i < outputs.size(); i++) {
      int to = outputs.get(i).value();
      switch (program.outputs().get(i)) {
        case Literal literal -> {
          constants.put(values, Constants.of(literal));
          copy(values++, to, literal.type());
        }
        case Var variable -> {
          int from = number(fusion.holder(variable));
          if (from != to) {
            copy(from, to, variable.type());
          }
        }
      }
    }
  }

  private void copy(int from, int to, Type type) {
    int length =
        switch (type) {
          case TensorType tensor -> tensor.shape().arrayLength("result");
          case TapeType tape -> -1;
        };
    steps.add(new Placed(new PlainStep.Copy(from, to, length), null));
  }

  private int number(Var holder) {
    return numbers.computeIfAbsent(holder, absent -> values++);
  }

  private int number(Atom atom) {
    return switch (atom) {
      case Var variable -> number(fusion.holder(variable));
      case Literal literal -> {
        int number = values++;
        constants.put(number, Constants.of(literal));
        yield number;
      }
    };
  }

  private void stage(int index) {
    switch (fusion.stages().get(index)) {
      case Stage.Loop loop -> {
        loop.results().stream().filter(stored::contains).forEach(this::place);
        loop.results().forEach(result -> stageOf.put(result, index));
        loop(loop, index);
      }
      case Stage.Single single -> {
        single.equation().outputs().forEach(this::place);
        single.equation().outputs().forEach(output -> stageOf.put(output, index));
        readApart.put(index, fusion.reads().get(index));
        steps.add(new Placed(single(single.equation()), single.equation().where()));
      }
    }
    for (Var read : fusion.reads().get(index)) {
      releaseAfter(read, index);
    }
    if (fusion.stages().get(index) instanceof Stage.Single single) {
      single.equation().outputs().stream()
          .filter(output -> !lastRead.containsKey(output))
          .forEach(output -> memory.release(number(output)));
    }
  }

  private void releaseAfter(Var read, int stage) {
    if (lastRead.getOrDefault(read, -1) == stage) {
      memory.release(number(read));
    }
  }

  private void place(Var result) {
    int number = number(result);
    if (result.type() instanceof TensorType type && !isPlaced(result)) {
      memory.take(number, type.dtype(), type.shape().arrayLength("intermediate value"));
    }
  }

  /// A reduction of rows in memory as a loop.
  private KernelStep rows(Equation equation) {
    Stage.Loop stage =
        new Stage.Loop(RowFold.shape(equation), List.of(), List.of(equation.output()));
    return kernel(stage, LoopBuilder.of(fusion, stage, stored));
  }

  private void loop(Stage.Loop stage, int index) {
    LoopBuilder.Built built = LoopBuilder.of(fusion, stage, stored);
    long[] own = IndexMap.identity(stage.shape().rank()).placeIn(stage.shape());
    for (Access access : built.accesses()) {
      if (access.variable() != null && !Arrays.equals(access.place(), own)) {
        readApart.computeIfAbsent(index, stages -> new HashSet<>()).add(access.variable());
      }
    }
    if (built.loops().elements() > 0) {
      KernelStep step = kernel(stage, built);
      steps.add(new Placed(step, step.where()));
    }
  }

  private KernelStep kernel(Stage.Loop stage, LoopBuilder.Built built) {
    int[] accessed =
        built.accesses().stream()
            .mapToInt(access -> access.variable() == null ? -1 : number(access.variable()))
            .toArray();
    Work work = built.work();
    return new KernelStep(
        Kernels.of(built.text()),
        accessed,
        built.loops().parameters(),
        built.loops().range(),
        built.loops().elements() * Math.max(1, built.text().expressions().size() / 4),
        work,
        Explanations.loop(fusion, stage, built, work),
        fusion.definitionOf(stage.results().getLast()).where());
  }

  private Step single(Equation equation) {
    int[] inputs = equation.inputs().stream().mapToInt(this::number).toArray();
    int[] results = equation.outputs().stream().mapToInt(this::number).toArray();
    List<Type> inputTypes = equation.inputs().stream().map(Atom::type).toList();
    List<Type> outputTypes = equation.outputs().stream().map(Var::type).toList();
    return switch (equation.prim()) {
      case Contract.Dot dot -> {
        TensorType left = (TensorType) inputTypes.get(0);
        TensorType right = (TensorType) inputTypes.get(1);
        TensorType type = (TensorType) outputTypes.getFirst();
        DotKernel kernel = DotKernel.of(dot, left, right);
        LaneProduct lanes = LaneProduct.of(dot, kernel, left, right).orElse(null);
        yield new ContractStep.Dot(
            kernel, lanes, inputs[0], left, inputs[1], right, results[0], type);
      }
      case Contract.Convolution convolution -> {
        TensorType first = (TensorType) inputTypes.get(0);
        TensorType second = (TensorType) inputTypes.get(1);
        ConvolutionKernel kernel = ConvolutionKernel.of(convolution, first, second);
        TensorType type = (TensorType) outputTypes.getFirst();
        yield new ContractStep.Convolution(
            kernel,
            WindowProduct.of(convolution, kernel, first, second, type).orElse(null),
            inputs[0],
            first,
            inputs[1],
            second,
            results[0],
            type);
      }
      case Reduce.Over over -> {
        TensorType operand = (TensorType) inputTypes.getFirst();
        int parts = ReduceKernel.parts(over, operand);
        TensorType type = (TensorType) outputTypes.getFirst();
        KernelStep rows = RowFold.is(equation) ? rows(equation) : null;
        yield new ReduceStep(over, inputs[0], operand, results[0], type, parts, rows);
      }
      case Local local ->
          new LibraryStep(local, inputs, tensors(inputTypes), results, tensors(outputTypes));
      case Control control -> control(control, inputs, inputTypes, results, outputTypes);
      case Custom.Pullback pullback -> new PlainStep.Refuse(pullback, inputs, inputTypes);
      case Effect effect -> new PlainStep.Look(effect, inputs[0], inputTypes.getFirst());
      case Custom custom ->
          throw new ProgramException(
              Explanation.of("compile", "functions with rules by hand are inlined before")
                  .got(custom.label()));
    };
  }

  private static List<TensorType> tensors(List<Type> types) {
    return types.stream().map(TensorType.class::cast).toList();
  }

  private Step control(
      Control control, int[] inputs, List<Type> inputTypes, int[] results, List<Type> outputTypes) {
    int carries =
        switch (control) {
          case Control.Scan scan -> scan.carries();
          case Control.WhileLoop loop -> inputs.length - loop.constants();
          case Control.Cond cond -> 0;
          case Control.Call call -> 0;
        };
    int[] scratch = new int[carries];
    for (int i = 0; i < carries; i++) {
      TensorType type = (TensorType) outputTypes.get(i);
      scratch[i] = values++;
      memory.take(scratch[i], type.dtype(), type.shape().arrayLength("carry"));
    }
    for (int value : scratch) {
      memory.release(value);
    }
    ControlStep.Operands operands =
        new ControlStep.Operands(inputs, inputTypes, results, outputTypes, scratch);
    return switch (control) {
      case Control.Scan scan -> new ControlStep.Scan(scan, of(scan.body()), operands);
      case Control.WhileLoop loop ->
          new ControlStep.While(loop, of(loop.condition()), of(loop.body()), operands);
      case Control.Cond cond ->
          new ControlStep.Cond(of(cond.then()), of(cond.otherwise()), operands);
      case Control.Call call -> new ControlStep.Call(of(call.program()), operands);
    };
  }
}
