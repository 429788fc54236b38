package dev.leibniz.integrate;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.Parameters;
import dev.leibniz.calculus.VectorFunction;

/// How the end of a solution depends on what the right-hand side captures, on the initial values
/// and on the times: forward by the variational equations ṡ = J·s + ∂f/∂p · ṗ, backward by the
/// continuous adjoint λ′ = −Jᵀ·λ (Hairer, Nørsett and Wanner, "Solving Ordinary Differential
/// Equations I", 1993, section I.14; Cao, Li, Petzold and Serban, 2003). Both are solved to the
/// options of the solution.
///
/// The adjoint solves the equation backward in time, which a stiff equation does not stand.
final class OdeRules {
  private OdeRules() {}

  /// How the lifting of a right-hand side begins.
  static double[] call(double t, double[] y, OdeFunction f) {
    return f.apply(t, y);
  }

  static double[] endTangent(
      OdeFunction f, double t0, double[] y0, double t1, OdeOptions options, double[] end) {
    VectorFunction packed = z -> f.apply(z[0], part(z, 1, z.length - 1));
    int n = y0.length;
    OdeFunction both =
        (t, z) -> {
          double[] y = part(z, 0, n);
          double[] at = joined(t, y);
          double[] rate = Calculus.jvp(packed).apply(at, joined(0, part(z, n, n)));
          double[] forced = Parameters.vectorTangent(packed).apply(at);
          return joined(f.apply(t, y), sum(rate, forced));
        };
    return part(Ode.end(both, t0, joined(y0, new double[n]), t1, options), n, n);
  }

  static double[] endTangentBy2(
      OdeFunction f,
      double t0,
      double[] y0,
      double t1,
      OdeOptions options,
      double[] end,
      double[] direction) {
    VectorFunction packed = z -> f.apply(z[0], part(z, 1, z.length - 1));
    int n = y0.length;
    OdeFunction both =
        (t, z) -> {
          double[] y = part(z, 0, n);
          double[] rate = Calculus.jvp(packed).apply(joined(t, y), joined(0, part(z, n, n)));
          return joined(f.apply(t, y), rate);
        };
    return part(Ode.end(both, t0, joined(y0, direction), t1, options), n, n);
  }

  static double[] endBy1(
      OdeFunction f, double t0, double[] y0, double t1, OdeOptions options, double[] end) {
    double[] back = f.apply(t0, y0);
    for (int i = 0; i < back.length; i++) {
      back[i] = -back[i];
    }
    return endTangentBy2(f, t0, y0, t1, options, end, back);
  }

  static double[] endBy3(
      OdeFunction f, double t0, double[] y0, double t1, OdeOptions options, double[] end) {
    return f.apply(t1, end);
  }

  static double[] endCotangent(
      OdeFunction f,
      double t0,
      double[] y0,
      double t1,
      OdeOptions options,
      double[] end,
      double[] w) {
    VectorFunction packed = z -> f.apply(z[0], part(z, 1, z.length - 1));
    int n = y0.length;
    int size = Parameters.size();
    OdeFunction adjoint =
        (t, z) -> {
          double[] y = part(z, 0, n);
          double[] at = joined(t, y);
          double[] multipliers = negated(part(z, n, n));
          double[] change = part(Calculus.vjp(packed).apply(at, multipliers), 1, n);
          double[] forced = Parameters.vectorPullback(packed).apply(at, multipliers);
          return joined(joined(f.apply(t, y), change), forced);
        };
    double[] start = joined(joined(end, w), new double[size]);
    return part(Ode.end(adjoint, t1, start, t0, options), 2 * n, size);
  }

  static double[] endCotangentBy2(
      OdeFunction f,
      double t0,
      double[] y0,
      double t1,
      OdeOptions options,
      double[] end,
      double[] w) {
    VectorFunction packed = z -> f.apply(z[0], part(z, 1, z.length - 1));
    int n = y0.length;
    OdeFunction adjoint =
        (t, z) -> {
          double[] y = part(z, 0, n);
          double[] multipliers = negated(part(z, n, n));
          double[] change = part(Calculus.vjp(packed).apply(joined(t, y), multipliers), 1, n);
          return joined(f.apply(t, y), change);
        };
    return part(Ode.end(adjoint, t1, joined(end, w), t0, options), n, n);
  }

  private static double[] part(double[] z, int from, int length) {
    double[] part = new double[length];
    for (int i = 0; i < length; i++) {
      part[i] = z[from + i];
    }
    return part;
  }

  private static double[] joined(double first, double[] rest) {
    double[] all = new double[rest.length + 1];
    all[0] = first;
    for (int i = 0; i < rest.length; i++) {
      all[i + 1] = rest[i];
    }
    return all;
  }

  private static double[] joined(double[] first, double[] rest) {
    double[] all = new double[first.length + rest.length];
    for (int i = 0; i < first.length; i++) {
      all[i] = first[i];
    }
    for (int i = 0; i < rest.length; i++) {
      all[first.length + i] = rest[i];
    }
    return all;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  private static double[] negated(double[] a) {
    double[] negated = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      negated[i] = -a[i];
    }
    return negated;
  }
}
