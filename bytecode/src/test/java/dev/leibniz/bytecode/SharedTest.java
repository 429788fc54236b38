package dev.leibniz.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.calculus.Differentiator;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.UnivariateFunction;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Functions that are alike share their code.
final class SharedTest {
  /// A function with a parameter, as a class.
  record Power(int exponent) implements UnivariateFunction {
    @Override
    public double applyAsDouble(double x) {
      double power = 1;
      for (int i = 0; i < exponent; i++) {
        power *= x;
      }
      return power;
    }
  }

  private static Shared code(UnivariateFunction f) {
    Shared.Key key = new Shared.Key(Lifted.Kind.UNIVARIATE, "test", Settings.PLAIN);
    return Shared.of(f, key, lifted -> Tangent.of(lifted.code(), Set.of(lifted.argument())));
  }

  private static UnivariateFunction scaled(double factor) {
    return x -> factor * x * x;
  }

  private static UnivariateFunction composed(UnivariateFunction inner, double factor) {
    return x -> factor * inner.applyAsDouble(x);
  }

  @Test
  void capturedNumbersAreParameters() {
    assertThat(code(scaled(2))).isSameAs(code(scaled(3)));
    assertThat(code(new Power(2))).isSameAs(code(new Power(5)));
    for (int k = 1; k < 5; k++) {
      assertThat(Differentiator.PLAIN.derivative(scaled(k)).applyAsDouble(3)).isEqualTo(6 * k);
      double power = Differentiator.PLAIN.derivative(new Power(k)).applyAsDouble(2);
      assertThat(power).isEqualTo(k * Math.pow(2, k - 1));
    }
  }

  @Test
  void capturedFunctionsOfOtherClassesHaveOtherCode() {
    assertThat(code(composed(scaled(2), 1))).isSameAs(code(composed(scaled(5), 4)));
    assertThat(code(composed(scaled(2), 1))).isNotSameAs(code(composed(new Power(3), 1)));
    assertThat(code(composed(composed(scaled(2), 1), 1)))
        .isNotSameAs(code(composed(composed(new Power(2), 1), 1)));
    UnivariateFunction first = Differentiator.PLAIN.derivative(composed(scaled(2), 10));
    UnivariateFunction second = Differentiator.PLAIN.derivative(composed(new Power(3), 10));
    assertThat(first.applyAsDouble(3)).isEqualTo(120);
    assertThat(second.applyAsDouble(3)).isEqualTo(270);
  }

  @Test
  void derivativesOfDerivativesAreToldApart() {
    UnivariateFunction cube = new Power(3);
    for (int order = 1; order < 3; order++) {
      UnivariateFunction inner = Differentiator.PLAIN.derivative(cube, order);
      UnivariateFunction outer = Differentiator.PLAIN.derivative(x -> 2 * inner.applyAsDouble(x));
      assertThat(outer.applyAsDouble(5)).isEqualTo(order == 1 ? 60 : 12);
    }
    for (int index = 0; index < 2; index++) {
      MultivariateFunction product = x -> x[0] * x[0] * x[1];
      MultivariateFunction partial = Differentiator.PLAIN.partial(product, index);
      double[] gradient = Differentiator.PLAIN.gradient(partial).apply(new double[] {2, 3});
      assertThat(gradient[0]).isEqualTo(index == 0 ? 6 : 4);
    }
  }

  @Test
  void codeGoesWithTheClassOfTheFunction() throws Exception {
    WeakReference<Class<?>> type = differentiateElsewhere();
    for (int i = 0; i < 200 && type.get() != null; i++) {
      System.gc();
    }
    assertThat(type.get()).isNull();
  }

  @Test
  void aCapturedFunctionOfAnotherClassLoaderIsRead() throws Exception {
    UnivariateFunction power = powerOfAnotherLoader();
    UnivariateFunction twice = x -> 2 * power.applyAsDouble(x);
    assertThat(Differentiator.PLAIN.derivative(twice).applyAsDouble(2)).isEqualTo(64);
  }

  private static WeakReference<Class<?>> differentiateElsewhere() throws Exception {
    UnivariateFunction power = powerOfAnotherLoader();
    assertThat(Differentiator.PLAIN.derivative(power).applyAsDouble(2)).isEqualTo(32);
    return new WeakReference<>(power.getClass());
  }

  /// x⁴, of a class of its own.
  private static UnivariateFunction powerOfAnotherLoader() throws Exception {
    ClassLoader loader =
        new ClassLoader(SharedTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Power.class.getName())) {
              return super.loadClass(name, resolve);
            }
            String path = name.replace('.', '/') + ".class";
            try (InputStream bytes = getResourceAsStream(path)) {
              byte[] all = bytes.readAllBytes();
              return defineClass(name, all, 0, all.length);
            } catch (java.io.IOException failure) {
              throw new ClassNotFoundException(name, failure);
            }
          }
        };
    Class<?> type = loader.loadClass(Power.class.getName());
    var constructor = type.getDeclaredConstructor(int.class);
    constructor.setAccessible(true);
    return (UnivariateFunction) constructor.newInstance(4);
  }
}
