package dev.leibniz.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.bytecode.runtime.Tape;
import dev.leibniz.calculus.ObjectSamples;
import dev.leibniz.calculus.Recursions;
import dev.leibniz.calculus.Samples;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What becomes of code that is too long for one method.
final class EmissionTest {
  private static final int SHORT = 1000;

  /// For recursions and arrays of objects: where a piece of a loop is a method, it finds the tape
  /// and all that it shares with others anew.
  private static final int LESS_SHORT = 3000;

  /// The lengths of the methods of the class that a handle's method is in.
  private static List<Integer> lengths(MethodHandle handle) throws Exception {
    Class<?> type =
        java.lang.invoke.MethodHandles.publicLookup().revealDirect(handle).getDeclaringClass();
    String path = type.getName().replace('.', '/') + ".class";
    List<Integer> lengths = new ArrayList<>();
    try (InputStream bytes = type.getClassLoader().getResourceAsStream(path)) {
      for (MethodModel method : ClassFile.of().parse(bytes.readAllBytes()).methods()) {
        lengths.add(method.findAttribute(Attributes.code()).orElseThrow().codeLength());
      }
    }
    return lengths;
  }

  private static Code plain(Code code) {
    return Expand.parts(Ssa.withoutPhis(code));
  }

  private static Code gradient(Lifted lifted) {
    return plain(Reverse.gradient(lifted.code(), lifted.argument(), true));
  }

  private static Code product(Lifted lifted) {
    return plain(Engine.tangentOfCotangent(lifted));
  }

  /// The results of a sweep, one after the other, with methods of some length.
  private static double[] run(
      Samples.Sample sample, Function<Lifted, Code> transformation, int longest) throws Throwable {
    Lifted lifted = Lifted.of(sample.function(), Lifted.Kind.MULTIVARIATE, Settings.PLAIN);
    Code code = transformation.apply(lifted);
    MethodHandle handle =
        new Emission(code, "Test", longest).emit(EmissionTest.class.getClassLoader());
    if (longest < Emission.LONGEST && Size.of(code.order()) > 3 * longest) {
      assertThat(lengths(handle)).hasSizeGreaterThan(1);
    }
    double[] x = sample.point().clone();
    double[] gradient = new double[x.length];
    double[] along = new double[x.length];
    along[0] = 1;
    double[] product = new double[x.length];
    List<Object> args = new ArrayList<>(List.of(x));
    Binding binding = new Binding(sample.function());
    for (Source source : lifted.sources()) {
      Object value = binding.value(source);
      args.add(value instanceof Boolean flag ? (flag ? 1 : 0) : value);
    }
    args.addAll(List.of(gradient, along, product));
    MethodType type = handle.type();
    List<Object> passed = new ArrayList<>(args.subList(0, type.parameterCount() - 1));
    passed.add(new Tape());
    double value = (double) handle.invokeWithArguments(passed);
    return Stream.of(new double[] {value}, x, gradient, product)
        .flatMapToDouble(java.util.Arrays::stream)
        .toArray();
  }

  private static Stream<DynamicTest> each(Function<Lifted, Code> transformation) {
    return Samples.all().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  Samples.Sample sample = entry.getValue();
                  double[] whole = run(sample, transformation, Emission.LONGEST);
                  boolean sharesMuch =
                      Recursions.all().containsKey(entry.getKey())
                          || ObjectSamples.all().containsKey(entry.getKey());
                  int longest = sharesMuch ? LESS_SHORT : SHORT;
                  assertThat(run(sample, transformation, longest)).isEqualTo(whole);
                }));
  }

  @TestFactory
  Stream<DynamicTest> gradientsInPiecesAreBitEqual() {
    return each(EmissionTest::gradient);
  }

  @TestFactory
  Stream<DynamicTest> hessianProductsInPiecesAreBitEqual() {
    return each(EmissionTest::product);
  }
}
