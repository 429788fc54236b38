package dev.leibniz.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.backend.Executable;
import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.ProgramException;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Arithmetic;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Logic;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Reduce;
import dev.leibniz.ir.Transcendental;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Compiled programs give the interpreter's bits, whoever calls them.
final class CompilerBackendTest {
  private static final int[] SIZES = {0, 1, 3, 4, 7, 8, 15, 16, 17, 31, 64, 100, 257, 40_000};
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -2.25,
    3,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Float.MIN_VALUE,
    -1e-39,
    Double.MAX_VALUE,
    88.7,
    -104
  };
  private static final List<Elementwise> UNARY =
      List.of(
          new Transcendental.Exp(),
          new Transcendental.Log(),
          new Transcendental.Tanh(),
          new Transcendental.Sigmoid(),
          new Transcendental.Erf(),
          new Transcendental.Sin(),
          new Transcendental.Expm1(),
          new Transcendental.Log1p(),
          new Transcendental.Sqrt(),
          new Arithmetic.Abs(),
          new Arithmetic.Sign(),
          new Arithmetic.Floor(),
          new Arithmetic.Round());

  private static TensorData special(DType dtype, int length) {
    TensorData data = TensorData.zeros(TensorType.of(dtype, length));
    for (int i = 0; i < length; i++) {
      double value = SPECIAL[i % SPECIAL.length];
      if (dtype == DType.F32) {
        data.floats()[i] = (float) value;
      } else {
        data.doubles()[i] = value;
      }
    }
    return data;
  }

  private static boolean sameBits(Value x, Value y) {
    TensorData left = (TensorData) x;
    TensorData right = (TensorData) y;
    return left.dtype() == DType.F32
        ? Arrays.equals(left.floats(), right.floats())
        : Arrays.equals(left.doubles(), right.doubles());
  }

  private static void check(Program program, TensorData... inputs) {
    TensorData[] compiled = new CompilerBackend().compile(program).run(inputs);
    List<Value> interpreted = Interpreter.run(program, List.of(inputs));
    for (int i = 0; i < compiled.length; i++) {
      assertThat(sameBits(compiled[i], interpreted.get(i))).as(program.toString()).isTrue();
    }
  }

  @TestFactory
  Stream<DynamicTest> specialNumbersOfEverySizeGiveTheInterpretersBits() {
    return UNARY.stream()
        .map(prim ->
            DynamicTest.dynamicTest(
                prim.name(),
                () -> {
                  for (DType dtype : List.of(DType.F32, DType.F64)) {
                    for (int size : SIZES) {
                      Builder b = new Builder();
                      Atom x = b.input(TensorType.of(dtype, size));
                      Atom y = b.one(prim, x);
                      check(
                          b.build(List.of(y, b.plus(b.times(y, x), b.negate(x)))),
                          special(dtype, size));
                    }
                  }
                }));
  }

  private static Program softmax(int rows, int columns) {
    Builder b = new Builder();
    TensorType type = TensorType.of(DType.F32, rows, columns);
    Atom x = b.input(type);
    Atom largest = b.one(new Reduce.Max(List.of(1)), x);
    Atom power =
        b.one(new Transcendental.Exp(), b.minus(x, b.broadcast(largest, type.shape(), List.of(0))));
    Atom sum = b.broadcast(b.sum(power, List.of(1)), type.shape(), List.of(0));
    return b.build(List.of(b.div(power, sum)));
  }

  @Test
  void aSoftmaxIsThreeSteps() {
    CompiledPlan plan = PlanBuilder.of(Rewrites.of(softmax(5, 40)));
    assertThat(plan.steps().stream().map(placed -> placed.step().describe()))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("max"),
            second -> assertThat(second).startsWith("loop over [5, 40]").contains("exp sum"),
            third -> assertThat(third).startsWith("loop over [5, 40]").contains("div"));
  }

  @Test
  void anUpdateOfSeveralValuesOfOneShapeIsOneLoop() {
    TensorType type = TensorType.of(DType.F32, 1000);
    Builder b = new Builder();
    Atom parameter = b.input(type);
    Atom mean = b.input(type);
    Atom square = b.input(type);
    Atom gradient = b.input(type);
    Atom nextMean = b.plus(b.times(mean, 0.9), b.times(gradient, 0.1));
    Atom nextSquare = b.plus(b.times(square, 0.999), b.times(b.times(gradient, gradient), 0.001));
    Atom root = b.one(new Transcendental.Sqrt(), nextSquare);
    Atom step = b.div(nextMean, b.plus(root, b.like(root, 1e-8)));
    Atom next = b.minus(parameter, b.times(step, 1e-3));
    Program program = b.build(List.of(next, nextMean, nextSquare));
    assertThat(PlanBuilder.of(Rewrites.of(program)).steps()).hasSize(1);
    check(
        program,
        special(DType.F32, 1000),
        special(DType.F32, 1000),
        special(DType.F32, 1000),
        special(DType.F32, 1000));
  }

  @TestFactory
  Stream<DynamicTest> reductionsOfFewElementsAreOneLoopWithWhatIsAroundThem() {
    List<Integer> axes = List.of(2, 4);
    return Stream.of(
            new Reduce.Sum(axes), new Reduce.Prod(axes), new Reduce.Max(axes), new Reduce.Min(axes))
        .map(prim ->
            DynamicTest.dynamicTest(
                prim.name(),
                () -> {
                  for (int height = 1; height <= 4; height++) {
                    TensorType type = TensorType.of(DType.F32, 3, 5, height, 9, 3);
                    Builder b = new Builder();
                    Atom x = b.input(type);
                    Atom y = b.one(prim, b.minus(x, b.like(x, 0.5)));
                    Program program = b.build(List.of(b.negate(y)));
                    assertThat(PlanBuilder.of(Rewrites.of(program)).steps()).hasSize(1);
                    check(program, special(DType.F32, 15 * height * 27).withShape(type.shape()));
                  }
                }));
  }

  @Test
  void theShareOfEachElementInTheLargestOfItsWindowHasTheInterpretersBits() {
    TensorType type = TensorType.of(DType.F32, 6, 7, 2, 9, 2);
    Builder b = new Builder();
    Atom x = b.input(type);
    Atom largest = b.one(new Reduce.Max(List.of(2, 4)), x);
    Atom spread = b.broadcast(largest, type.shape(), List.of(0, 1, 3));
    Atom isLargest = b.convert(b.one(new Logic.Equal(), x, spread), DType.F32);
    Atom count = b.sum(isLargest, List.of(2, 4));
    Atom share = b.div(isLargest, b.broadcast(count, type.shape(), List.of(0, 1, 3)));
    check(b.build(List.of(share)), special(DType.F32, 6 * 7 * 36).withShape(type.shape()));
  }

  @Test
  void resultsLieInTheMemoryOfDonatedArgumentsThatAreReadNoMore() {
    TensorType type = TensorType.of(DType.F64, 3, 3);
    Builder b = new Builder();
    Atom x = b.input(type);
    Atom y = b.input(type);
    Atom sum = b.plus(x, y);
    Atom turned = b.plus(b.one(new Movement.Transpose(List.of(1, 0)), y), sum);
    Executable executable = new CompilerBackend().compile(b.build(List.of(sum, turned)));
    TensorData first = special(DType.F64, 9).withShape(type.shape());
    TensorData second = special(DType.F64, 9).withShape(type.shape());
    TensorData[] kept = executable.run(first, second);
    assertThat(executable.runDonating(new boolean[2], first, second)[0].array())
        .isNotIn(first.array(), second.array());
    TensorData[] results = executable.runDonating(new boolean[] {true, true}, first, second);
    assertThat(results[0].array()).isSameAs(first.array());
    assertThat(results[1].array()).isNotSameAs(second.array());
    assertThat(sameBits(results[0], kept[0]) && sameBits(results[1], kept[1])).isTrue();
  }

  @Test
  void memoryThatIsDonatedAndGivenTwiceIsLeftAlone() {
    TensorType type = TensorType.of(DType.F32, 4);
    Builder b = new Builder();
    Executable executable =
        new CompilerBackend().compile(b.build(List.of(b.minus(b.input(type), b.input(type)))));
    TensorData x = special(DType.F32, 4);
    assertThat(executable.runDonating(new boolean[] {true, false}, x, x)[0].array())
        .isNotSameAs(x.array());
  }

  /// The emitter refuses methods that HotSpot would not compile, of 8,000 bytes and more.
  @Test
  void programsOfThousandsOfOperationsAreCutIntoKernelsThatHotSpotCompiles() {
    for (int kept : List.of(1, 100)) {
      Builder b = new Builder();
      Atom x = b.input(TensorType.of(DType.F32, 17));
      List<Atom> results = new ArrayList<>();
      Atom y = x;
      for (int i = 1; i <= 2000; i++) {
        y = b.plus(b.one(UNARY.get(i % UNARY.size()), b.times(y, x)), x);
        if (i % (2000 / kept) == 0) {
          results.add(y);
        }
      }
      check(b.build(results), special(DType.F32, 17));
    }
  }

  @Test
  void sixtyFourThreadsMayShareOneExecutable() throws Exception {
    Program program = softmax(300, 400);
    Executable executable = new CompilerBackend().compile(program);
    TensorData x = TensorData.zeros(TensorType.of(DType.F32, 300, 400));
    for (int i = 0; i < x.length(); i++) {
      x.floats()[i] = (i * 37 % 101) / 50f;
    }
    TensorData expected = (TensorData) Interpreter.run(program, List.of(x)).getFirst();
    try (ExecutorService service = Executors.newFixedThreadPool(64)) {
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        calls.add(() -> sameBits(executable.run(x)[0], expected));
      }
      for (Future<Boolean> call : service.invokeAll(calls)) {
        assertThat(call.get()).isTrue();
      }
    }
  }

  @Test
  void outputsMayBeInputsConstantsAndRepeated() {
    TensorType type = TensorType.of(DType.F64, 3);
    Builder b = new Builder();
    Atom x = b.input(type);
    Atom y = b.negate(x);
    check(b.build(List.of(x, y, y, b.like(x, 2), x)), special(DType.F64, 3));
  }

  @Test
  void explanationsNameProgramStepsAndMemory() {
    assertThat(new CompilerBackend().compile(softmax(5, 40)).explain())
        .contains("program after rewriting", "steps", "memory", "loop over [5, 40]", "operations");
  }

  @Test
  void divisionByZeroOfWholeNumbersIsNamed() {
    TensorType type = TensorType.of(DType.I32, 2);
    Builder b = new Builder();
    Program program = b.build(List.of(b.div(b.input(type), b.input(type))));
    Executable executable = new CompilerBackend().compile(program);
    TensorData zeros = TensorData.zeros(type);
    assertThatThrownBy(() -> executable.run(zeros, zeros))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("whole numbers cannot be divided by zero");
  }

  @Test
  void argumentsOfOtherTypesAreRefused() {
    Executable executable = new CompilerBackend().compile(softmax(5, 40));
    assertThatThrownBy(() -> executable.run(TensorData.zeros(TensorType.of(DType.F32, 5, 41))))
        .isInstanceOf(ProgramException.class)
        .hasMessageContaining("arguments must have the types");
  }
}
