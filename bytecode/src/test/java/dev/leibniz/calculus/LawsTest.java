package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The laws that derivatives obey, on every sample.
final class LawsTest {
  private static Stream<DynamicTest> each(java.util.function.Consumer<Samples.Sample> law) {
    return Samples.all().entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> law.accept(entry.getValue())));
  }

  /// Without the sample that rounds to float, whose differences are too coarse.
  private static Stream<DynamicTest> smooth(java.util.function.Consumer<Samples.Sample> law) {
    return each(law).filter(test -> !test.getDisplayName().equals("floats"));
  }

  private static double scale(double value) {
    return Math.max(1, Math.abs(value));
  }

  @TestFactory
  Stream<DynamicTest> valueIsThatOfTheFunction() {
    return each(sample -> {
      double value =
          Differentiator.PLAIN
              .valueAndGradient(sample.function())
              .apply(sample.point().clone())
              .value();
      assertThat(value).isEqualTo(sample.function().applyAsDouble(sample.point().clone()));
    });
  }

  @TestFactory
  Stream<DynamicTest> reverseIsTangent() {
    return each(sample -> {
      double[] gradient =
          Differentiator.PLAIN.gradient(sample.function()).apply(sample.point().clone());
      for (int i = 0; i < gradient.length; i++) {
        double partial =
            Differentiator.PLAIN
                .partial(sample.function(), i)
                .applyAsDouble(sample.point().clone());
        assertThat(gradient[i]).isCloseTo(partial, within(1e-12 * scale(partial)));
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> gradientIsTheLimitOfDifferences() {
    return smooth(sample -> {
      GradientCheck check = Differentiator.PLAIN.checkGradient(sample.function(), sample.point());
      assertThat(check.passed()).as(check.report()).isTrue();
    });
  }

  @TestFactory
  Stream<DynamicTest> hessianIsTheLimitOfDifferencesAndSymmetric() {
    return smooth(sample -> {
      double[][] hessian =
          Differentiator.PLAIN.hessian(sample.function()).apply(sample.point().clone());
      VectorFunction gradient = Differentiator.PLAIN.gradient(sample.function());
      double h = 1e-5;
      for (int i = 0; i < hessian.length; i++) {
        double[] up = sample.point().clone();
        double[] down = sample.point().clone();
        up[i] += h;
        down[i] -= h;
        double[] high = gradient.apply(up);
        double[] low = gradient.apply(down);
        for (int j = 0; j < hessian.length; j++) {
          double difference = (high[j] - low[j]) / (2 * h);
          assertThat(hessian[i][j])
              .isCloseTo(difference, within(1e-6 * scale(difference)))
              .isCloseTo(hessian[j][i], within(1e-11 * scale(difference)));
        }
      }
    });
  }

  /// Values of the function beside its argument, at least as many as arguments.
  private static VectorFunction values(MultivariateFunction f) {
    return x -> {
      double[] values = new double[x.length + 1];
      for (int i = 0; i < x.length; i++) {
        values[i] = x[i] * x[i];
      }
      values[x.length] = f.applyAsDouble(x);
      return values;
    };
  }

  @TestFactory
  Stream<DynamicTest> severalTangentsInOneSweepAreThoseOfSeveralSweeps() {
    return each(sample -> {
      VectorFunction f = values(sample.function());
      double[][] jacobian = Differentiator.PLAIN.jacobian(f).apply(sample.point().clone());
      for (int j = 0; j < sample.point().length; j++) {
        double[] direction = new double[sample.point().length];
        direction[j] = 1;
        double[] column = Differentiator.PLAIN.jvp(f).apply(sample.point().clone(), direction);
        for (int i = 0; i < column.length; i++) {
          assertThat(jacobian[i][j]).isEqualTo(column[i]);
        }
      }
    });
  }
}
