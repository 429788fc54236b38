package dev.leibniz.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Program;
import dev.leibniz.transform.Reverse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every primitive keeps every law when the interpreter runs it.
final class LawsTest {
  private static final long SEED = 20260123;
  private final Laws laws = new Laws(Interpreter::run);

  private static Stream<DynamicTest> each(BiConsumer<Sample, Gen> law) {
    return Samples.all().stream()
        .map(row -> dynamicTest(row.toString(), () -> law.accept(row, new Gen(SEED))));
  }

  private static Stream<DynamicTest> eachSmooth(BiConsumer<Sample, Gen> law) {
    return Samples.all().stream()
        .filter(LawsTest::hasDerivative)
        .map(row -> dynamicTest(row.toString(), () -> law.accept(row, new Gen(SEED))));
  }

  private static boolean hasDerivative(Sample row) {
    return row.operands().stream().anyMatch(Sample.Operand::isSmooth);
  }

  /// The reverse-mode derivative of a row as a program of its own, with cotangents as further
  /// inputs.
  private record Gradient(Program program, boolean[] smooth, Laws.Sampler sampler) {
    static Gradient of(Sample row, Gen gen) {
      Program program = Reverse.of(row.program(), row.smooth()).joined();
      int operands = row.operands().size();
      boolean[] smooth = Arrays.copyOf(row.smooth(), program.inputs().size());
      Arrays.fill(smooth, operands, smooth.length, true);
      Laws.Sampler sampler =
          () -> {
            List<Value> values = new ArrayList<>(row.draw(gen));
            for (Type type : program.inputTypes().subList(operands, smooth.length)) {
              values.add(gen.direction((TensorType) type));
            }
            return values;
          };
      return new Gradient(program, smooth, sampler);
    }
  }

  private static Stream<DynamicTest> eachGradient(BiConsumer<Gradient, Gen> law) {
    return eachSmooth((row, gen) -> law.accept(Gradient.of(row, gen), gen));
  }

  @TestFactory
  Stream<DynamicTest> tangentsOfTheGradientAreCentralDifferences() {
    return eachGradient((gradient, gen) ->
        laws.tangentsAreCentralDifferences(
            gradient.program(), gradient.sampler().draw(), gradient.smooth(), gen));
  }

  @TestFactory
  Stream<DynamicTest> cotangentsOfTheGradientAreTheTransposeOfItsTangents() {
    return eachGradient((gradient, gen) ->
        laws.cotangentsAreTheTransposeOfTangents(
            gradient.program(), gradient.sampler().draw(), gradient.smooth(), gen));
  }

  @TestFactory
  Stream<DynamicTest> aBatchOfTheGradientIsTheStackOfItsExamples() {
    return eachGradient((gradient, gen) ->
        laws.aBatchIsTheStackOfItsExamples(
            gradient.program(), gradient.sampler().draw(), gradient.sampler()));
  }

  @TestFactory
  Stream<DynamicTest> typesAreThoseInferred() {
    return each((row, gen) -> laws.typesAreThoseInferred(row.program(), row.draw(gen)));
  }

  @TestFactory
  Stream<DynamicTest> tangentsAreCentralDifferences() {
    return eachSmooth((row, gen) ->
        laws.tangentsAreCentralDifferences(row.program(), row.draw(gen), row.smooth(), gen));
  }

  @TestFactory
  Stream<DynamicTest> cotangentsAreTheTransposeOfTangents() {
    return eachSmooth((row, gen) ->
        laws.cotangentsAreTheTransposeOfTangents(row.program(), row.draw(gen), row.smooth(), gen));
  }

  @TestFactory
  Stream<DynamicTest> aBatchIsTheStackOfItsExamples() {
    return each((row, gen) -> {
      Program program = row.program();
      List<Value> inputs = row.draw(gen);
      laws.aBatchIsTheStackOfItsExamples(program, inputs, () -> row.draw(gen));
    });
  }

  @TestFactory
  Stream<DynamicTest> secondDerivativesAreSymmetric() {
    return eachSmooth((row, gen) ->
        laws.secondDerivativesAreSymmetric(row.program(), row.draw(gen), row.smooth(), gen));
  }
}
