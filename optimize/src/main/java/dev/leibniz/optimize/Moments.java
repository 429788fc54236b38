package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.tensor.Tensor;

/// Decaying averages that begin at zero, and what corrects them.
final class Moments {
  private Moments() {}

  /// 1 − βᵗ, computed as −expm1(t · log β), which does not cancel.
  static Tensor correction(Tensor beta, Tensor step) {
    return step.convert(DType.F64).times(beta.log()).expm1().negate();
  }

  /// β·old + (1 − β)·now.
  static <P> P average(Tensor beta, P old, P now) {
    return Trees.map((x, y) -> average(beta, x, y), old, now);
  }

  /// β·old + (1 − β)·now of one leaf.
  static Tensor average(Tensor beta, Tensor old, Tensor now) {
    Tensor rest = beta.negate().plus(1);
    return Trees.scaled(old, beta).plus(Trees.scaled(now, rest));
  }
}
