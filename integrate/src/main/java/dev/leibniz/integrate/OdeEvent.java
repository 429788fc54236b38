package dev.leibniz.integrate;

import java.io.Serializable;

/// Something that happens where a function of the solution changes its sign.
///
/// ```java
/// OdeEvent ground = OdeEvent.of((t, y) -> y[0]).falling().terminal();
/// ```
///
/// The function is looked at four times in each step; two changes of sign closer than that go
/// unseen. A zero at the start counts as none.
///
/// @param g the function whose zeros are looked for
/// @param crossing the change of sign that counts
/// @param isTerminal whether the solution ends there
public record OdeEvent(Indicator g, Crossing crossing, boolean isTerminal) {
  /// A number that depends on the time and the state.
  @FunctionalInterface
  public interface Indicator extends Serializable {
    /// The number at (t, y).
    double apply(double t, double[] y);
  }

  /// The direction of a change of sign, as seen in the direction of integration.
  public enum Crossing {
    /// Both.
    ANY,
    /// From negative to positive.
    RISING,
    /// From positive to negative.
    FALLING
  }

  /// A moment at which an event happened.
  ///
  /// @param event which of the events, in the order of the options
  /// @param t when
  /// @param y the state then
  public record Occurrence(int event, double t, double[] y) {}

  /// The zeros of g, by which the solution does not end.
  public static OdeEvent of(Indicator g) {
    return new OdeEvent(g, Crossing.ANY, false);
  }

  /// The same, only where g goes from negative to positive.
  public OdeEvent rising() {
    return new OdeEvent(g, Crossing.RISING, isTerminal);
  }

  /// The same, only where g goes from positive to negative.
  public OdeEvent falling() {
    return new OdeEvent(g, Crossing.FALLING, isTerminal);
  }

  /// The same, ending the solution at the first one.
  public OdeEvent terminal() {
    return new OdeEvent(g, crossing, true);
  }

  boolean counts(double before, double after) {
    boolean rises = before < 0 && after >= 0;
    boolean falls = before > 0 && after <= 0;
    return switch (crossing) {
      case ANY -> rises || falls;
      case RISING -> rises;
      case FALLING -> falls;
    };
  }
}
