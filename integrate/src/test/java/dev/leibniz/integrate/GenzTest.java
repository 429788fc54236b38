package dev.leibniz.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Genz's families by the automatic entry point, and their derivatives in the parameters a and u
/// against those of the closed forms.
final class GenzTest {
  private static final int MOST_DIFFERENTIATED = 3;
  private static final double TOLERANCE = 1e-7;
  private static final IntegrateOptions SEVEN_DIGITS =
      IntegrateOptions.defaults().relative(TOLERANCE).absolute(0).evaluations(2_000_000);

  private static double[] ones(int axes) {
    double[] ones = new double[axes];
    Arrays.fill(ones, 1);
    return ones;
  }

  @TestFactory
  Stream<DynamicTest> referenceMembersAreWithinTheirToleranceAndTheirErrorEstimate() {
    return Genz.members().stream()
        .map(member -> DynamicTest.dynamicTest(member.toString(), () -> isReached(member)));
  }

  private static void isReached(Genz.Member member) {
    int axes = member.axes();
    IntegrateOptions options =
        IntegrateOptions.defaults()
            .relative(0.5 * member.tolerance())
            .absolute(0)
            .evaluations(1_000_000);
    Integral integral = Integrate.box(member.integrand(), new double[axes], ones(axes), options);
    assertThat(integral.status().converged()).as(integral.status().sentence()).isTrue();
    double size = Math.abs(member.value());
    assertThat(integral.value()).isCloseTo(member.value(), within(member.tolerance() * size));
    assertThat(integral.value()).isCloseTo(member.value(), within(integral.error() + 1e-15 * size));
  }

  /// An integral and its closed form as functions of a and u, one after the other.
  private record Pair(MultivariateFunction integral, MultivariateFunction closed) {}

  private static double[] head(double[] p) {
    double[] head = new double[p.length / 2];
    for (int i = 0; i < head.length; i++) {
      head[i] = p[i];
    }
    return head;
  }

  private static double[] tail(double[] p) {
    double[] tail = new double[p.length / 2];
    for (int i = 0; i < tail.length; i++) {
      tail[i] = p[tail.length + i];
    }
    return tail;
  }

  private static Pair pair(Genz.Member member) {
    int family = member.family();
    int axes = member.axes();
    double[] zero = new double[axes];
    double[] one = ones(axes);
    MultivariateFunction integral =
        switch (family) {
          case 5 -> GenzTest::continuous;
          case 6 -> GenzTest::discontinuous;
          default ->
              p ->
                  Integrate.box(
                          x -> Genz.integrand(family, head(p), tail(p), x), zero, one, SEVEN_DIGITS)
                      .value();
        };
    MultivariateFunction closed =
        family == 3 ? GenzTest::cornerPeak : p -> Genz.closedForm(family, head(p), tail(p));
    return new Pair(integral, closed);
  }

  /// The kinks move with u: they have to be limits.
  private static double continuous(double[] p) {
    int axes = p.length / 2;
    double sum = 0;
    for (int part = 0; part < 1 << axes; part++) {
      double[] from = new double[axes];
      double[] to = new double[axes];
      for (int i = 0; i < axes; i++) {
        boolean above = (part >> i & 1) == 1;
        from[i] = above ? p[axes + i] : 0;
        to[i] = above ? 1 : p[axes + i];
      }
      int corner = part;
      sum += Integrate.box(x -> smoothPart(p, corner, x), from, to, SEVEN_DIGITS).value();
    }
    return sum;
  }

  private static double smoothPart(double[] p, int part, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double distance = p[i] * (x[i] - p[x.length + i]);
      sum += (part >> i & 1) == 1 ? distance : -distance;
    }
    return Math.exp(-sum);
  }

  /// The jumps move with u: they have to be limits.
  private static double discontinuous(double[] p) {
    int axes = p.length / 2;
    double[] to = new double[axes];
    for (int i = 0; i < axes; i++) {
      to[i] = i < 2 ? p[axes + i] : 1;
    }
    return Integrate.box(x -> exponential(p, x), new double[axes], to, SEVEN_DIGITS).value();
  }

  private static double exponential(double[] p, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += p[i] * x[i];
    }
    return Math.exp(sum);
  }

  private static double cornerPeak(double[] p) {
    int axes = p.length / 2;
    double sum = 0;
    double scale = 1;
    for (int corner = 0; corner < 1 << axes; corner++) {
      double base = 1;
      double sign = 1;
      for (int i = 0; i < axes; i++) {
        if ((corner >> i & 1) == 1) {
          base += p[i];
          sign = -sign;
        }
      }
      sum += sign / base;
    }
    for (int i = 0; i < axes; i++) {
      scale *= (i + 1) * p[i];
    }
    return sum / scale;
  }

  private static Stream<DynamicTest> each(java.util.function.BiConsumer<Pair, double[]> law) {
    return Genz.members().stream()
        .filter(member -> member.axes() <= MOST_DIFFERENTIATED)
        .map(member -> {
          double[] point = Arrays.copyOf(member.a(), 2 * member.axes());
          System.arraycopy(member.u(), 0, point, member.axes(), member.axes());
          return DynamicTest.dynamicTest(member.toString(), () -> law.accept(pair(member), point));
        });
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreThoseOfTheClosedForm() {
    return each((pair, point) -> {
      double[] actual = Calculus.gradient(pair.integral()).apply(point);
      double[] expected = Calculus.gradient(pair.closed()).apply(point);
      for (int i = 0; i < expected.length; i++) {
        close(actual[i], expected[i]);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> hessiansAreThoseOfTheClosedForm() {
    return each((pair, point) -> {
      double[][] actual = Calculus.hessian(pair.integral()).apply(point);
      double[][] expected = Calculus.hessian(pair.closed()).apply(point);
      for (int i = 0; i < expected.length; i++) {
        for (int j = 0; j < expected.length; j++) {
          close(actual[i][j], expected[i][j]);
        }
      }
    });
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(TOLERANCE * Math.abs(expected) + 1e-12));
  }
}
