package dev.leibniz.integrate;

import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.Parameters;
import dev.leibniz.calculus.VectorFunction;

/// Leibniz's rule in a box ([BoxRules]) for several integrals at once.
final class VectorBoxRules {
  private VectorBoxRules() {}

  static double[] valuesTangent(VectorFunction f, double[] from, double[] to, double[] values) {
    return Integrate.vectorBox(Parameters.vectorTangent(f), from, to).values();
  }

  static double[] valuesTangent(
      VectorFunction f, double[] from, double[] to, IntegrateOptions options, double[] values) {
    return Integrate.vectorBox(Parameters.vectorTangent(f), from, to, options).values();
  }

  static double[] valuesCotangent(
      VectorFunction f, double[] from, double[] to, double[] values, double[] w) {
    DirectionalFunction pullback = Parameters.vectorPullback(f);
    return Integrate.vectorBox(x -> pullback.apply(x, w), from, to).values();
  }

  static double[] valuesCotangent(
      VectorFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double[] values,
      double[] w) {
    DirectionalFunction pullback = Parameters.vectorPullback(f);
    return Integrate.vectorBox(x -> pullback.apply(x, w), from, to, options).values();
  }

  static double[] valuesTangentBy1(
      VectorFunction f, double[] from, double[] to, double[] values, double[] move) {
    return moved(faces(f, from, to, from, values.length), values.length, -1, move);
  }

  static double[] valuesTangentBy1(
      VectorFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double[] values,
      double[] move) {
    return moved(faces(f, from, to, options, from, values.length), values.length, -1, move);
  }

  static double[] valuesTangentBy2(
      VectorFunction f, double[] from, double[] to, double[] values, double[] move) {
    return moved(faces(f, from, to, to, values.length), values.length, 1, move);
  }

  static double[] valuesTangentBy2(
      VectorFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double[] values,
      double[] move) {
    return moved(faces(f, from, to, options, to, values.length), values.length, 1, move);
  }

  static double[] valuesCotangentBy1(
      VectorFunction f, double[] from, double[] to, double[] values, double[] w) {
    return pulled(faces(f, from, to, from, w.length), from.length, -1, w);
  }

  static double[] valuesCotangentBy1(
      VectorFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double[] values,
      double[] w) {
    return pulled(faces(f, from, to, options, from, w.length), from.length, -1, w);
  }

  static double[] valuesCotangentBy2(
      VectorFunction f, double[] from, double[] to, double[] values, double[] w) {
    return pulled(faces(f, from, to, to, w.length), to.length, 1, w);
  }

  static double[] valuesCotangentBy2(
      VectorFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double[] values,
      double[] w) {
    return pulled(faces(f, from, to, options, to, w.length), to.length, 1, w);
  }

  /// Σ sign · move_k · the integrals over the face where variable k stands at its limit.
  private static double[] moved(double[] faces, int components, double sign, double[] move) {
    double[] sum = new double[components];
    for (int k = 0; k < move.length; k++) {
      for (int c = 0; c < components; c++) {
        sum[c] += sign * move[k] * faces[k * components + c];
      }
    }
    return sum;
  }

  /// sign · w · the integrals over each face.
  private static double[] pulled(double[] faces, int axes, double sign, double[] w) {
    double[] pulled = new double[axes];
    for (int k = 0; k < axes; k++) {
      for (int c = 0; c < w.length; c++) {
        pulled[k] += sign * w[c] * faces[k * w.length + c];
      }
    }
    return pulled;
  }

  /// The integrals over the faces where one variable stands at its limit, face by face.
  private static double[] faces(
      VectorFunction f, double[] from, double[] to, double[] limit, int components) {
    double[] faces = new double[limit.length * components];
    for (int k = 0; k < limit.length; k++) {
      int fixed = k;
      double at = limit[k];
      if (!Double.isInfinite(at)) {
        VectorFunction face = y -> f.apply(BoxRules.with(y, fixed, at));
        double[] low = BoxRules.without(from, k);
        double[] high = BoxRules.without(to, k);
        double[] integrals =
            low.length == 0 ? face.apply(low) : Integrate.vectorBox(face, low, high).values();
        for (int c = 0; c < components; c++) {
          faces[k * components + c] = integrals[c];
        }
      }
    }
    return faces;
  }

  private static double[] faces(
      VectorFunction f,
      double[] from,
      double[] to,
      IntegrateOptions options,
      double[] limit,
      int components) {
    double[] faces = new double[limit.length * components];
    for (int k = 0; k < limit.length; k++) {
      int fixed = k;
      double at = limit[k];
      if (!Double.isInfinite(at)) {
        VectorFunction face = y -> f.apply(BoxRules.with(y, fixed, at));
        double[] low = BoxRules.without(from, k);
        double[] high = BoxRules.without(to, k);
        double[] integrals =
            low.length == 0
                ? face.apply(low)
                : Integrate.vectorBox(face, low, high, options).values();
        for (int c = 0; c < components; c++) {
          faces[k * components + c] = integrals[c];
        }
      }
    }
    return faces;
  }
}
