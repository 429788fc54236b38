package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.integrate.Adaptive.Ending;

/// What stood in the way of an integral, for people.
///
/// @param ending how the worst part of it ended
/// @param culprit the abscissa that is to blame
/// @param from where the range starts
/// @param to where it ends
record Trouble(Ending ending, double culprit, double from, double to) {
  /// What is said when the tolerance was met.
  static final Status NONE =
      new Status(Status.Kind.CONVERGED, "the error estimate is within the tolerance.");

  /// What to say of a value with its error estimate.
  Status status(double value, double error, IntegrateOptions options, Sampler sampler) {
    if (error <= options.target(value)) {
      return NONE;
    }
    String figures =
        "the error estimate " + error + " is above the tolerance " + options.target(value) + ".";
    return switch (ending) {
      case DONE, ROUNDING ->
          new Status(Status.Kind.ROUNDING, "rounding errors are in the way: " + figures);
      case LIMIT ->
          sampler.affords(1000)
              ? new Status(
                  Status.Kind.LIMIT,
                  "the limits of the method were reached near x = " + culprit + ": " + figures)
              : sampler.limit();
      case BAD ->
          new Status(
              Status.Kind.SINGULAR,
              "a singularity near x = " + culprit + " is in the way: " + figures);
      case DIVERGENT -> divergence();
    };
  }

  private Status divergence() {
    boolean inside = culprit > from && culprit < to;
    return inside
        ? new Status(
            Status.Kind.SINGULAR,
            "the integrand has a pole at x = "
                + culprit
                + ", where its integral does not exist; Integrate.principalValue may.")
        : new Status(
            Status.Kind.DIVERGENT,
            "the integral does not exist: the integrand is too large near x = " + culprit + ".");
  }
}
