package dev.leibniz.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.error.LeibnizException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every operation with random arguments, most of which do not fit: it gives a value, the same bits
/// when traced, or an error of ours.
final class AnyArgumentTest {
  private static final int SAMPLES = 400;
  private static final List<DType> DTYPES = List.of(DType.values());

  private static Stream<Method> operations() {
    return Arrays.stream(Tensor.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> method.getReturnType() == Tensor.class)
        .filter(method -> !method.getName().equals("print") && !isFactory(method))
        // Lambdas are read by another module, which tests them.
        .filter(method -> !method.getName().equals("map"))
        .sorted((a, b) -> a.toGenericString().compareTo(b.toGenericString()));
  }

  /// Tensors made of arrays become inputs of a program, which is tested elsewhere.
  private static boolean isFactory(Method method) {
    return method.getName().equals("of") || method.getName().equals("scalar");
  }

  @TestFactory
  Stream<DynamicTest> onlyErrorsOfOursAreThrown() {
    return operations()
        .map(method ->
            DynamicTest.dynamicTest(
                method.getName() + Arrays.toString(method.getParameterTypes()),
                () -> {
                  Random random = new Random(method.toGenericString().hashCode());
                  int values = 0;
                  for (int sample = 0; sample < SAMPLES; sample++) {
                    values += isValue(method, random) ? 1 : 0;
                  }
                  assertThat(values).as("samples that fit").isPositive();
                }));
  }

  private static boolean isValue(Method method, Random random) throws Exception {
    Tensor self = tensor(random);
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = argument(method.getParameterTypes()[i], random, self);
    }
    Tensor now;
    try {
      now = (Tensor) method.invoke(self, arguments);
    } catch (InvocationTargetException refused) {
      assertThat(refused.getCause())
          .as("%s.%s(%s)", self, method.getName(), Arrays.deepToString(arguments))
          .isInstanceOf(LeibnizException.class);
      return false;
    }
    Tensor traced = Traced.value(in -> invoke(method, self, arguments), List.of());
    assertThat(traced.type()).isEqualTo(now.type());
    assertThat(Traced.bits(traced)).isEqualTo(Traced.bits(now));
    return true;
  }

  private static Tensor invoke(Method method, Tensor self, Object[] arguments) {
    try {
      return (Tensor) method.invoke(self, arguments);
    } catch (ReflectiveOperationException refused) {
      throw new LinkageError(method.getName(), refused);
    }
  }

  private static Object argument(Class<?> type, Random random, Tensor self) {
    if (type == Tensor.class) {
      return switch (random.nextInt(5)) {
        case 0, 1 -> self;
        case 2 -> Tensor.zeros(DType.I32, self.shape().rank());
        default -> tensor(random);
      };
    }
    if (type == Tensor[].class) {
      return Stream.generate(() -> random.nextBoolean() ? tensor(random) : self)
          .limit(random.nextInt(3))
          .toArray(Tensor[]::new);
    }
    if (type == int.class) {
      return random.nextInt(-3, 5);
    }
    if (type == int[].class) {
      return IntStream.range(0, random.nextInt(4)).map(i -> random.nextInt(-2, 4)).toArray();
    }
    if (type == double.class) {
      double[] some = {0, 1, -2, 0.5, 1e10, Double.NaN, Double.NEGATIVE_INFINITY};
      return some[random.nextInt(some.length)];
    }
    if (type == boolean.class) {
      return random.nextBoolean();
    }
    if (type == DType.class) {
      return DTYPES.get(random.nextInt(DTYPES.size()));
    }
    if (type == String.class) {
      String[] some = {"ij,jk->ik", "i->", "...i,i", "ii->i", "ij", "i,", "?", "->", "", "ij->ji"};
      return some[random.nextInt(some.length)];
    }
    return ConvolutionOptions.defaults().stride(1 + random.nextInt(2)).padding(random.nextInt(2));
  }

  private static Tensor tensor(Random random) {
    List<Integer> extents = new ArrayList<>();
    int rank = random.nextInt(5);
    for (int axis = 0; axis < rank; axis++) {
      extents.add(random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(3));
    }
    int[] shape = extents.stream().mapToInt(Integer::intValue).toArray();
    int count = (int) Shape.of(shape).elements();
    double[] edges = {0, -0.0, 1, -1, 2.5, Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1e-310};
    double[] elements = new double[count];
    for (int i = 0; i < count; i++) {
      elements[i] =
          random.nextInt(4) == 0 ? edges[random.nextInt(edges.length)] : random.nextInt(-1, 3);
    }
    DType dtype = DTYPES.get(random.nextInt(DTYPES.size()));
    return Tensor.of(elements, count).convert(dtype).reshape(shape);
  }
}
