package dev.leibniz.tensor;

/// The inverse of the normal distribution function, elementwise: x with Φ(x) = p.
///
/// Source: Wichura, Algorithm AS 241, PPND16 (Applied Statistics 37, 1988): three rational
/// functions, relative error about 1e-16 in exact arithmetic. It loses accuracy where p is near 1,
/// whose distance to 1 is rounded: work with the lower tail there.
final class NormalQuantile {
  private static final double[] CENTRE_TOP = {
    3.3871328727963665, 133.14166789178438, 1971.5909503065513,
    13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227
  };
  private static final double[] CENTRE_BOTTOM = {
    1,
    42.31333070160091,
    687.1870074920579,
    5394.196021424751,
    21213.794301586597,
    39307.89580009271,
    28729.085735721943,
    5226.495278852854
  };
  private static final double[] MIDDLE_TOP = {
    1.4234371107496835, 4.630337846156546, 5.769497221460691,
    3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414
  };
  private static final double[] MIDDLE_BOTTOM = {
    1,
    2.053191626637759,
    1.6763848301838038,
    0.6897673349851,
    0.14810397642748008,
    0.015198666563616457,
    0.0005475938084995345,
    1.0507500716444169e-09
  };
  private static final double[] FAR_TOP = {
    6.657904643501103, 5.463784911164114, 1.7848265399172913,
    0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-05, 2.0103343992922881e-07
  };
  private static final double[] FAR_BOTTOM = {
    1,
    0.599832206555888,
    0.1369298809227358,
    0.014875361290850615,
    0.0007868691311456133,
    1.8463183175100548e-05,
    1.421511758316446e-07,
    2.0442631033899397e-15
  };

  private NormalQuantile() {}

  /// Φ⁻¹(p) for p in [0, 1]; −∞ at 0 and ∞ at 1.
  static Tensor of(Tensor p) {
    Tensor q = p.minus(0.5);
    Tensor isCentral = q.abs().lessEqual(0.425);
    Tensor central = q.times(ratio(CENTRE_TOP, CENTRE_BOTTOM, q.square().negate().plus(0.180625)));
    Tensor tail = p.minimum(p.negate().plus(1));
    Tensor r = isCentral.select(1, tail.log().negate()).sqrt();
    Tensor middle = ratio(MIDDLE_TOP, MIDDLE_BOTTOM, r.minus(1.6));
    Tensor bounded = r.isFinite().select(r, 5);
    Tensor far = ratio(FAR_TOP, FAR_BOTTOM, bounded.minus(5));
    Tensor finite = r.lessEqual(5).select(middle, far);
    Tensor distance = r.isFinite().select(finite, Double.POSITIVE_INFINITY);
    return isCentral.select(central, q.sign().times(distance));
  }

  private static Tensor ratio(double[] top, double[] bottom, Tensor x) {
    return polynomial(top, x).div(polynomial(bottom, x));
  }

  /// Horner's scheme; coefficients from the constant on.
  private static Tensor polynomial(double[] coefficients, Tensor x) {
    Tensor sum = TensorOps.INSTANCE.like(x, coefficients[coefficients.length - 1]);
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = sum.times(x).plus(coefficients[i]);
    }
    return sum;
  }
}
