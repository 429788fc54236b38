package dev.leibniz.integrate;

import dev.leibniz.Status;
import dev.leibniz.tensor.Tensor;

/// The outcome of [Integrate#batch]: a tree of tensors, so that it can be asked for inside
/// functions that are differentiated, batched and compiled. `value` has derivatives, the others are
/// constants.
///
/// @param value the integrals, f64[n]
/// @param error estimates of their errors, f64[n]
/// @param converged whether the error is within the tolerance, bool[n]
/// @param trouble the abscissa where a member that has not converged met its difficulty first, NaN
///   for those that have none, f64[n]
/// @param evaluations how often the integrand of each member was evaluated, i32
public record TensorIntegral(
    Tensor value, Tensor error, Tensor converged, Tensor trouble, Tensor evaluations) {
  /// How all of them together ended: converged, or what is known of the first member that has not.
  public Status status() {
    boolean[] done = converged.toBooleanArray();
    for (int i = 0; i < done.length; i++) {
      if (!done[i]) {
        return failure(i, value.toDoubleArray()[i], trouble.toDoubleArray()[i]);
      }
    }
    return Trouble.NONE;
  }

  private Status failure(int member, double number, double place) {
    String name = "member " + member;
    if (!(Math.abs(number) <= Double.MAX_VALUE)) {
      return new Status(
          Status.Kind.NOT_A_NUMBER,
          name + ": the integrand gave no finite number near x = " + place + ".");
    }
    String figures = "the error estimate " + error.toDoubleArray()[member] + " is too large.";
    return Double.isNaN(place)
        ? new Status(Status.Kind.ROUNDING, name + ": rounding errors are in the way: " + figures)
        : new Status(
            Status.Kind.LIMIT,
            name + ": the integral is too hard near x = " + place + ": " + figures);
  }
}
