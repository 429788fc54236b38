package dev.leibniz.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.leibniz.backend.Backend;
import dev.leibniz.backend.Backends;
import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Program;
import dev.leibniz.transform.Reverse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Random programs of up to 40 operations keep the laws of derivatives, batching and compilation.
///
/// More of them: `-Dleibniz.random.programs=100000`.
final class RandomProgramsTest {
  private static final int COUNT = Integer.getInteger("leibniz.random.programs", 1000);
  private static final int GROUP = 50;

  private final Laws laws = new Laws(Interpreter::run);

  private interface Law {
    void check(Program program, List<Value> inputs, boolean[] smooth, Gen gen);
  }

  private static Stream<DynamicTest> each(DType dtype, int operations, Law law) {
    return IntStream.range(0, (COUNT + GROUP - 1) / GROUP)
        .mapToObj(group ->
            dynamicTest(
                "seeds from " + group * GROUP,
                () -> {
                  for (int seed = group * GROUP;
                      seed < Math.min(COUNT, (group + 1) * GROUP);
                      seed++) {
                    one(seed, dtype, operations, law);
                  }
                }));
  }

  private static void one(int seed, DType dtype, int operations, Law law) {
    Gen gen = new Gen(seed);
    Program program = RandomPrograms.draw(gen, dtype, gen.between(5, operations));
    List<Value> inputs = RandomPrograms.inputs(gen, program);
    boolean[] smooth = new boolean[inputs.size()];
    Arrays.fill(smooth, true);
    try {
      law.check(program, inputs, smooth, gen);
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError("seed " + seed + "\n" + program, failure);
    }
  }

  @TestFactory
  Stream<DynamicTest> tangentsAreCentralDifferences() {
    return each(DType.F64, 40, laws::tangentsAreCentralDifferences);
  }

  @TestFactory
  Stream<DynamicTest> cotangentsAreTheTransposeOfTangents() {
    return each(DType.F64, 40, laws::cotangentsAreTheTransposeOfTangents);
  }

  @TestFactory
  Stream<DynamicTest> aBatchOfTheGradientIsTheStackOfItsExamples() {
    return each(
        DType.F64,
        25,
        (program, inputs, smooth, gen) -> {
          Program gradient = Reverse.of(program, smooth).joined();
          List<Type> types = gradient.inputTypes();
          Laws.Sampler sampler =
              () -> {
                List<Value> values = new ArrayList<>(RandomPrograms.inputs(gen, program));
                types
                    .subList(inputs.size(), types.size())
                    .forEach(type -> values.add(gen.direction((TensorType) type)));
                return values;
              };
          laws.aBatchIsTheStackOfItsExamples(gradient, sampler.draw(), sampler);
        });
  }

  @TestFactory
  Stream<DynamicTest> secondDerivativesAreSymmetric() {
    return each(DType.F64, 25, laws::secondDerivativesAreSymmetric);
  }

  @Test
  void theCompilerIsFound() {
    assertThat(Backends.best().map(Backend::name)).contains("scalar");
  }

  @TestFactory
  Stream<DynamicTest> compiledProgramsGiveTheInterpretersBits() {
    return each(DType.F32, 40, this::compiledAsInterpreted);
  }

  private void compiledAsInterpreted(
      Program program, List<Value> inputs, boolean[] smooth, Gen gen) {
    Runner compiled =
        (p, values) ->
            List.of(
                Backends.compile(p)
                    .run(values.stream().map(TensorData.class::cast).toArray(TensorData[]::new)));
    laws.bitsAreThoseOf(compiled, program, inputs);
    laws.bitsAreThoseOf(RandomProgramsTest::donating, program, inputs);
    Program gradient = Reverse.of(program, smooth).joined();
    List<Value> all = new ArrayList<>(inputs);
    List<Type> types = gradient.inputTypes();
    types
        .subList(inputs.size(), types.size())
        .forEach(type -> all.add(gen.direction((TensorType) type)));
    laws.bitsAreThoseOf(compiled, gradient, all);
    laws.bitsAreThoseOf(RandomProgramsTest::donating, gradient, all);
  }

  /// The results of a compiled program that may overwrite copies of its arguments.
  private static List<Value> donating(Program program, List<Value> values) {
    TensorData[] copies = new TensorData[values.size()];
    boolean[] donated = new boolean[copies.length];
    for (int i = 0; i < copies.length; i++) {
      TensorData value = (TensorData) values.get(i);
      copies[i] = TensorData.zeros(value.type());
      System.arraycopy(value.array(), 0, copies[i].array(), 0, value.length());
      donated[i] = true;
    }
    return List.of(Backends.compile(program).runDonating(donated, copies));
  }
}
