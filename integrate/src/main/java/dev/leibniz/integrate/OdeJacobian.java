package dev.leibniz.integrate;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.VectorFunction;
import java.util.Arrays;

/// The Jacobian of a right-hand side, `[i][j]` = ∂fᵢ/∂yⱼ at (t, y), which implicit methods need.
///
/// `Ode.solve` derives it by itself. To derive it once for many solutions, pass it:
///
/// ```java
/// OdeOptions stiff = OdeOptions.of(1e-8, 1e-10).jacobian(OdeJacobian.of(f));
/// ```
@FunctionalInterface
public interface OdeJacobian {
  /// The Jacobian at (t, y): as many rows as f has values, at least as many columns as y.
  double[][] apply(double t, double[] y);

  /// The exact Jacobian, by `Calculus`.
  ///
  /// @throws dev.leibniz.error.UnsupportedCodeException if f is outside the language of `Calculus`
  static OdeJacobian of(OdeFunction f) {
    VectorFunction packed = yt -> f.apply(yt[yt.length - 1], Arrays.copyOf(yt, yt.length - 1));
    MatrixFunction jacobian = Calculus.jacobian(packed);
    return (t, y) -> {
      double[] yt = Arrays.copyOf(y, y.length + 1);
      yt[y.length] = t;
      return jacobian.apply(yt);
    };
  }

  /// Forward differences with steps √ε·max(|yⱼ|, 1e-5), for functions that cannot be read. The
  /// solution's accuracy does not depend on it, only the number of iterations does.
  static OdeJacobian differences(OdeFunction f) {
    return (t, y) -> {
      double[] base = f.apply(t, y.clone()).clone();
      double[][] jacobian = new double[base.length][y.length];
      for (int j = 0; j < y.length; j++) {
        double[] moved = y.clone();
        moved[j] += Math.sqrt(Math.ulp(1.0)) * Math.max(1e-5, Math.abs(y[j]));
        double step = moved[j] - y[j];
        double[] value = f.apply(t, moved);
        for (int i = 0; i < base.length; i++) {
          jacobian[i][j] = (value[i] - base[i]) / step;
        }
      }
      return jacobian;
    };
  }
}
