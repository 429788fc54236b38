package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Functions whose derivatives are too long for one method, which HotSpot would not compile.
final class LongCodeTest {
  private static final int ARGUMENTS = 8;

  /// As many statements, each of three earlier values.
  private static String straight(int statements) {
    SplittableRandom random = new SplittableRandom(20261123);
    StringBuilder text = new StringBuilder("public class Straight");
    text.append(" implements dev.leibniz.calculus.MultivariateFunction {\n");
    text.append("public double applyAsDouble(double[] x) {\n");
    for (int i = 0; i < ARGUMENTS; i++) {
      text.append("double t").append(i).append(" = x[").append(i).append("];\n");
    }
    for (int i = ARGUMENTS; i < statements; i++) {
      int near = Math.max(0, i - 12);
      text.append("double t").append(i).append(" = Math.sin(t").append(random.nextInt(near, i));
      text.append(" * t").append(random.nextInt(near, i)).append(") + 0.5 * t");
      text.append(random.nextInt(near, i)).append(";\n");
    }
    return text.append("return t").append(statements - 1).append(";\n}\n}\n").toString();
  }

  @TempDir Path folder;

  private MultivariateFunction compiled(int statements) throws Exception {
    Class<?> type = Sources.compile(folder, "Straight", straight(statements));
    return (MultivariateFunction) type.getDeclaredConstructor().newInstance();
  }

  private static double[] point() {
    double[] x = new double[ARGUMENTS];
    for (int i = 0; i < x.length; i++) {
      x[i] = 0.3 + 0.1 * i;
    }
    return x;
  }

  private static void assertLaws(MultivariateFunction f) {
    ValueAndGradient at = Differentiator.PLAIN.valueAndGradient(f).apply(point());
    assertThat(at.value()).isEqualTo(f.applyAsDouble(point()));
    double[] direction = {1, -0.5, 0.25, 0, 0.125, -1, 0.75, 0.5};
    double slope = 0;
    for (int i = 0; i < direction.length; i++) {
      slope += at.gradient()[i] * direction[i];
    }
    double tangent = Differentiator.PLAIN.directional(f).apply(point(), direction)[0];
    assertThat(slope).isCloseTo(tangent, within(1e-12 * Math.max(1, Math.abs(tangent))));
    double[] product = Differentiator.PLAIN.hessianVectorProduct(f).apply(point(), direction);
    VectorFunction gradient = Differentiator.PLAIN.gradient(f);
    double h = 1e-5;
    double[] up = point();
    double[] down = point();
    for (int i = 0; i < up.length; i++) {
      up[i] += h * direction[i];
      down[i] -= h * direction[i];
    }
    double[] high = gradient.apply(up);
    double[] low = gradient.apply(down);
    for (int i = 0; i < up.length; i++) {
      double difference = (high[i] - low[i]) / (2 * h);
      assertThat(product[i])
          .isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(difference))));
    }
  }

  @Test
  void aThousandStatementsKeepTheLaws() throws Exception {
    assertLaws(compiled(1000));
  }
}
