package dev.leibniz.integrate;

/// Equations that tests share.
final class Problems {
  private Problems() {}

  /// y″ = −y: the circle.
  static final OdeFunction CIRCLE = (t, y) -> new double[] {y[1], -y[0]};

  /// A non-autonomous equation with the solution exp(sin t).
  static final OdeFunction WAVE = (t, y) -> new double[] {y[0] * Math.cos(t)};

  /// Lotka and Volterra's predator and prey.
  static final OdeFunction PREDATOR =
      (t, y) -> new double[] {(1.5 - y[1]) * y[0], (-3 + y[0]) * y[1]};

  /// Robertson's chemical reactions.
  static final OdeFunction ROBERTSON =
      (t, y) -> {
        double slow = 0.04 * y[0];
        double middle = 1e4 * y[1] * y[2];
        double fast = 3e7 * y[1] * y[1];
        return new double[] {-slow + middle, slow - middle - fast, fast};
      };

  /// Van der Pol's oscillator.
  static OdeFunction vanDerPol(double stiffness) {
    return (t, y) -> new double[] {y[1], stiffness * (1 - y[0] * y[0]) * y[1] - y[0]};
  }

  /// The restricted three-body problem, as in Hairer, Nørsett and Wanner I, II.0 (0.1).
  static final OdeFunction ARENSTORF =
      (t, y) -> {
        double moon = 0.012277471;
        double earth = 1 - moon;
        double x = y[0] + moon;
        double z = y[0] - earth;
        double first = Math.pow(x * x + y[1] * y[1], 1.5);
        double second = Math.pow(z * z + y[1] * y[1], 1.5);
        return new double[] {
          y[2],
          y[3],
          y[0] + 2 * y[3] - earth * x / first - moon * z / second,
          y[1] - 2 * y[2] - earth * y[1] / first - moon * y[1] / second
        };
      };

  /// The start of a periodic orbit of [#ARENSTORF] (0.2).
  static final double[] ORBIT_START = {0.994, 0, 0, -2.0015851063790824};

  /// Its period.
  static final double ORBIT_PERIOD = 17.065216560157964;
}
