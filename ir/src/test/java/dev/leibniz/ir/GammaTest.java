package dev.leibniz.ir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class GammaTest {
  private static final double EULER = 0.5772156649015329;

  private static void close(double actual, double expected, double relative) {
    assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
  }

  @Test
  void lgammaOfWholeNumbersIsTheLogarithmOfFactorials() {
    BigInteger factorial = BigInteger.ONE;
    for (int n = 2; n <= 150; n++) {
      factorial = factorial.multiply(BigInteger.valueOf(n));
      close(Routines.lgamma(n + 1), StrictMath.log(factorial.doubleValue()), 4e-16);
    }
    assertThat(Routines.lgamma(1)).isZero();
    assertThat(Routines.lgamma(2)).isZero();
  }

  @Test
  void lgammaNearItsZerosKeepsItsRelativeAccuracy() {
    for (double t : new double[] {1e-3, 1e-6, 1e-9, 1e-12}) {
      double x = 1 + t;
      close(
          Routines.lgamma(x),
          (x - 1) * (-EULER + Math.PI * Math.PI / 12 * (x - 1)),
          2 * t * t + 4e-16);
      double y = 2 - t;
      double slope = 0.3224670334241132;
      close(Routines.lgamma(y), (y - 2) * (1 - EULER + slope * (y - 2)), 2 * t * t + 4e-16);
    }
  }

  @Test
  void lgammaFollowsItsRecurrenceAndReflection() {
    for (double x = 0.03125; x < 40; x += 0.40625) {
      double step = Routines.lgamma(x) + StrictMath.log(x);
      assertThat(Routines.lgamma(x + 1)).isCloseTo(step, within(2e-15 * (1 + Math.abs(step))));
      if (x != Math.rint(x)) {
        double whole =
            StrictMath.log(Math.PI / (x * Math.abs(StrictMath.sin(Math.PI * (x - Math.rint(x))))));
        double reflected = whole - Routines.lgamma(x);
        assertThat(Routines.lgamma(-x)).isCloseTo(reflected, within(1e-13));
      }
    }
  }

  @Test
  void lgammaIsInfiniteAtItsPolesAndEnds() {
    for (double x : new double[] {0.0, -0.0, -1, -2, -1e300, 1e306, 1 / 0.0, -1 / 0.0}) {
      assertThat(Routines.lgamma(x)).isEqualTo(Double.POSITIVE_INFINITY);
    }
    assertThat(Routines.lgamma(Double.NaN)).isNaN();
    close(Routines.lgamma(Double.MIN_VALUE), 744.4400719213812, 1e-16);
    close(Routines.lgamma(-1e-310), 713.8013788281542, 1e-15);
  }

  @Test
  void polygammaAtOneIsTheZetaFunction() {
    double pi = Math.PI;
    close(Routines.polygamma(0, 1), -EULER, 3e-16);
    close(Routines.polygamma(1, 1), pi * pi / 6, 6e-16);
    close(Routines.polygamma(2, 1), -2 * 1.2020569031595942, 8e-16);
    close(Routines.polygamma(3, 1), pi * pi * pi * pi / 15, 1e-15);
    close(Routines.polygamma(0, 0.5), -EULER - 2 * StrictMath.log(2), 3e-16);
    close(Routines.polygamma(1, 0.5), pi * pi / 2, 6e-16);
    close(Routines.polygamma(1, -0.5), pi * pi / 2 + 4, 6e-16);
  }

  @Test
  void polygammaFollowsItsRecurrenceOnBothSidesOfZero() {
    for (int n = 0; n <= 12; n++) {
      double factorial = n % 2 == 0 ? 1 : -1;
      for (int j = 1; j <= n; j++) {
        factorial *= j;
      }
      for (double x = -7.59375; x < 25; x += 0.4375) {
        double step = factorial * StrictMath.pow(x, -n - 1);
        double here = Routines.polygamma(n, x);
        double size = Math.abs(step) + Math.abs(here);
        assertThat(Routines.polygamma(n, x + 1))
            .isCloseTo(here + step, within((8 + 4 * n) * 0x1p-52 * size));
      }
    }
  }

  @Test
  void digammaIsZeroWhereItChangesSign() {
    assertThat(Routines.polygamma(0, 1.4616321449683622))
        .isCloseTo(-9.2412655217294e-17, within(1e-30));
  }

  @Test
  void polygammaAtItsPolesAndEnds() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(Routines.polygamma(0, 0.0)).isEqualTo(-infinity);
    assertThat(Routines.polygamma(0, -0.0)).isEqualTo(infinity);
    assertThat(Routines.polygamma(1, -0.0)).isEqualTo(infinity);
    assertThat(Routines.polygamma(1, -3)).isEqualTo(infinity);
    assertThat(Routines.polygamma(2, -3)).isNaN();
    assertThat(Routines.polygamma(0, infinity)).isEqualTo(infinity);
    assertThat(Routines.polygamma(1, infinity)).isZero();
    assertThat(Routines.polygamma(1, 1e300)).isEqualTo(1e-300);
    assertThat(Routines.polygamma(1, Double.NaN)).isNaN();
    assertThat(Routines.polygamma(0.5, 1)).isNaN();
    assertThat(Routines.polygamma(200, -0.25)).isEqualTo(infinity);
  }
}
