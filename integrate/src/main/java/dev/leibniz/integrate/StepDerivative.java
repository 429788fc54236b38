package dev.leibniz.integrate;

/// The derivatives of the map from the state at the beginning of a step, and the parameters, to the
/// state at its end. The step's size counts as a constant.
sealed interface StepDerivative permits ExplicitStepDerivative, RadauStepDerivative {
  /// Turns to a stored step.
  void load(Pieces pieces, int piece);

  /// Replaces the tangent of the state at the beginning by that at the end.
  void push(double[] tangent, double[] thetaTangent);

  /// Replaces the cotangent of the state at the end by that at the beginning, and adds that of the
  /// parameters to `theta`.
  void pull(double[] cotangent, double[] theta);

  /// The same as `pull` together with its own tangent: the cotangents change along `along` while
  /// the state at the beginning changes along `tangent` and the parameters along `thetaTangent`.
  void pullTwice(Cotangents at, Cotangents along, double[] tangent, double[] thetaTangent);

  /// The cotangents of the state and of the parameters.
  @SuppressWarnings("ArrayRecordComponent") // of this package, and never compared
  record Cotangents(double[] state, double[] theta) {}
}
