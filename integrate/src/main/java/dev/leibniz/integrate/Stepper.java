package dev.leibniz.integrate;

/// One step of a method, with all its memory.
///
/// The order of calls: `start`; then `attempt`, repeated until the error is at most 1; then `piece`
/// where dense output is wanted; then `advance`.
sealed interface Stepper permits ExplicitStepper, RadauStepper {
  /// Begins at (t, y).
  ///
  /// @return whether f is finite there
  boolean start(double t, double[] y);

  /// Tries a step of size h: its error in units of the tolerance, infinite where an iteration does
  /// not converge, NaN where f is not finite.
  double attempt(double h);

  /// The size to try after an attempt.
  double next(double h, double error);

  /// The degree of dense output.
  int degree();

  /// Writes dense output of the attempt, `degree + 1` vectors of coefficients as in [Pieces].
  ///
  /// @return whether f is finite where it was needed
  boolean piece(double[] into, int start);

  /// Makes the attempt's result the state.
  void advance();

  /// The state, lent until `advance`.
  double[] state();

  /// The attempt's result, lent until `advance`.
  double[] result();

  /// The slope at the state where it is known: for the first step's size.
  double[] slope();

  /// A stepper with the same memory between two steps: what follows is the same to the bit.
  Stepper copy();

  /// How often a Jacobian was evaluated.
  int jacobians();

  /// How often linear systems were decomposed.
  int decompositions();
}
