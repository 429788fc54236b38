package dev.leibniz.integrate;

import dev.leibniz.Status;

/// Ends an integration from inside the integrand. It carries no stack trace and never leaves this
/// package.
final class Stop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;
  private final double point;

  /// Ends with the status; the point is the abscissa that is to blame, NaN for none.
  Stop(Status status, double point) {
    super(status.sentence(), null, false, false);
    this.status = status;
    this.point = point;
  }

  Status status() {
    return status;
  }

  double point() {
    return point;
  }
}
