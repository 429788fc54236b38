package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.calculus.ValueAndGradient;
import org.jspecify.annotations.Nullable;

/// A search along a direction of descent.
sealed interface StepSearch permits MoreThuente, HagerZhang {
  /// The longest step; a function that falls all the way has no minimum.
  double LONGEST = 1e20;

  /// Where a search ended.
  record Found(double step, double[] point, ValueAndGradient at) {}

  /// The step along a direction, or null where none lowers f.
  ///
  /// @param x where to begin
  /// @param value f(x)
  /// @param slope f′ along the direction, negative
  /// @param first the step to try first
  @Nullable Found along(double[] x, double value, double slope, double[] direction, double first);

  /// The search that goes by a name.
  ///
  /// @param curvature how flat the end must be, as a part of the slope at the beginning: c₂ and σ
  ///   of the Wolfe conditions
  static StepSearch of(LineSearch kind, Search search, double curvature, int variables) {
    return switch (kind) {
      case MORE_THUENTE -> new MoreThuente(search, curvature, Box.none(variables));
      case HAGER_ZHANG -> new HagerZhang(search, curvature);
    };
  }

  /// How high f may be where the slope alone says that a step is good. Hager and Zhang allow
  /// 10⁻⁶·|f|; this is what rounding errors of a sum of many terms may be.
  static double ceiling(double value) {
    return value + 1024 * Math.ulp(value);
  }

  /// That f falls without end.
  static Search.Ended unbounded(double value) {
    return new Search.Ended(
        Status.Kind.DIVERGENT, "f has no minimum: along a direction it fell to " + value);
  }
}
