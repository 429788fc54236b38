package dev.leibniz.testkit;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Transcendental;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/// The elementary functions of one number: what they are judged by, and how far they may be off.
///
/// An error is |value − reference| in units of the spacing of the type's numbers at the reference.
@SuppressWarnings("ImmutableEnumChecker") // the fields are functions without state
public enum ElementaryFunction {
  EXP(new Transcendental.Exp(), Math::exp, BigMath::exp, 1, 1.25, -745, 709),
  EXPM1(new Transcendental.Expm1(), StrictMath::expm1, BigMath::expm1, 1.75, 2, -45, 709),
  LOG(new Transcendental.Log(), Math::log, BigMath::log, 1, 1, 0x1p-1022, 1e300),
  LOG1P(new Transcendental.Log1p(), StrictMath::log1p, BigMath::log1p, 1.5, 1.25, -0.9999999, 1e9),
  SINH(new Transcendental.Sinh(), StrictMath::sinh, BigMath::sinh, 2, 2, -710, 710),
  COSH(new Transcendental.Cosh(), StrictMath::cosh, BigMath::cosh, 1.5, 1.5, -710, 710),
  TANH(new Transcendental.Tanh(), Math::tanh, BigMath::tanh, 2, 3, -22, 22),
  SIGMOID(new Transcendental.Sigmoid(), References::sigmoid, BigMath::sigmoid, 2.5, 2.5, -745, 40),
  RSQRT(new Transcendental.Rsqrt(), x -> 1 / Math.sqrt(x), BigMath::rsqrt, 1.5, 1.5, 1e-300, 1e300),
  CBRT(new Transcendental.Cbrt(), StrictMath::cbrt, BigMath::cbrt, 0.75, 0.75, -1e300, 1e300),
  SIN(new Transcendental.Sin(), Math::sin, BigMath::sin, 0.75, 1, -1e6, 1e6),
  COS(new Transcendental.Cos(), Math::cos, BigMath::cos, 0.75, 1, -1e6, 1e6),
  TAN(new Transcendental.Tan(), Math::tan, BigMath::tan, 0.75, 1, -1e6, 1e6),
  ASIN(new Transcendental.Asin(), StrictMath::asin, BigMath::asin, 2, 2, -1, 1),
  ACOS(new Transcendental.Acos(), StrictMath::acos, BigMath::acos, 1.5, 1.5, -1, 1),
  ATAN(new Transcendental.Atan(), StrictMath::atan, BigMath::atan, 1.5, 1.5, -1e9, 1e9),
  ERF(new Transcendental.Erf(), References::erf, BigMath::erf, 2, 1.25, -6, 6),
  ERFC(new Transcendental.Erfc(), References::erfc, BigMath::erfc, 0.75, 6, -6, 27);

  private final Transcendental function;
  private final DoubleUnaryOperator reference;
  private final UnaryOperator<BigDecimal> precise;
  private final double singleBound;
  private final double doubleBound;
  private final double from;
  private final double to;

  ElementaryFunction(
      Transcendental function,
      DoubleUnaryOperator reference,
      UnaryOperator<BigDecimal> precise,
      double singleBound,
      double doubleBound,
      double from,
      double to) {
    this.function = function;
    this.reference = reference;
    this.precise = precise;
    this.singleBound = singleBound;
    this.doubleBound = doubleBound;
    this.from = from;
    this.to = to;
  }

  /// The name of the operation, such as `exp`.
  public String operation() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The function as a primitive.
  public Transcendental function() {
    return function;
  }

  /// The largest error that the f32 function may have, for every float.
  public double singleBound() {
    return singleBound;
  }

  /// The largest error that the f64 function may have, as far as measured.
  public double doubleBound() {
    return doubleBound;
  }

  /// Arguments for the f64 function: its two ends, then by turns numbers anywhere between them, of
  /// any size between them, and near 0 or 1.
  public double[] points(SplittableRandom random, int count) {
    double[] points = new double[count];
    for (int i = 0; i < count; i++) {
      double sign = random.nextBoolean() ? 1 : -1;
      double point =
          switch (i % 4) {
            case 0 -> random.nextDouble(from, to);
            case 1 -> sign * random.nextDouble(2);
            case 2 -> 1 + Math.scalb(sign * random.nextDouble(), -random.nextInt(1, 50));
            default -> Math.scalb(sign * random.nextDouble(1, 2), random.nextInt(-70, 12));
          };
      points[i] = Math.clamp(point, from, to);
    }
    points[0] = from;
    points[count - 1] = to;
    return points;
  }

  /// The f32 values.
  public float[] apply(float[] x) {
    return run(TensorData.of(TensorType.of(DType.F32, x.length), x)).floats();
  }

  /// The f64 values.
  public double[] apply(double[] x) {
    return run(TensorData.of(TensorType.of(DType.F64, x.length), x)).doubles();
  }

  private TensorData run(Value x) {
    return (TensorData) Interpreter.apply(function, List.of(x), null).getFirst();
  }

  /// The error of an f32 value. An infinite value counts as 2¹²⁸. Where the reference is NaN,
  /// infinite or zero, the value must be it, with its sign; else the error is infinite.
  public double error(float x, float value) {
    double exact = reference.applyAsDouble(x);
    if (Double.isNaN(exact)) {
      return Float.isNaN(value) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (Float.isInfinite(value) && value == (float) exact) {
      return 0;
    }
    if (Double.isInfinite(exact) || exact == 0) {
      return Float.compare(value, (float) exact) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double finite = Float.isInfinite(value) ? Math.copySign(0x1p128, value) : value;
    int exponent = Math.clamp(Math.getExponent(exact), Float.MIN_EXPONENT, Float.MAX_EXPONENT);
    double error = Math.scalb(Math.abs(finite - exact), 23 - exponent);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  /// The error of an f64 value at an argument in the domain.
  public double error(double x, double value) {
    if (!Double.isFinite(value)) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal exact = precise.apply(new BigDecimal(x));
    double spacing = Math.ulp(exact.doubleValue());
    return exact.subtract(new BigDecimal(value)).abs().doubleValue() / spacing;
  }
}
