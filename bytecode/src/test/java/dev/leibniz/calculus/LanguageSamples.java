package dev.leibniz.calculus;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/// The rest of the language, line by line, each function with a point where it is smooth.
@SuppressWarnings({
  "AssignmentExpression",
  "NarrowCalculation",
  "OperatorPrecedence",
  "ShortCircuitBoolean",
  "fallthrough"
}) // they are what is tested
public final class LanguageSamples {
  private static final double[][] TABLE = {{1, 2}, {3, -4}};
  private static final int OFFSET = 3;

  private LanguageSamples() {}

  /// An interface of the user's own.
  interface Potential {
    double at(double r);

    default double twice(double r) {
      return 2 * at(r) + shift(r);
    }

    static double shift(double r) {
      return r * r;
    }
  }

  record Morse(double depth, double width) implements Potential {
    @Override
    public double at(double r) {
      double e = 1 - Math.exp(-width * r);
      return depth * e * e;
    }
  }

  abstract static class Layer {
    final double[] weights;

    Layer(double... weights) {
      this.weights = weights;
    }

    abstract double activate(double z);

    double forward(double[] x) {
      double z = 0;
      for (int i = 0; i < weights.length; i++) {
        z += weights[i] * x[i];
      }
      return activate(z);
    }
  }

  static final class Softplus extends Layer {
    private final double sharpness;

    Softplus(double sharpness, double... weights) {
      super(weights);
      this.sharpness = sharpness;
    }

    @Override
    double activate(double z) {
      return Math.log1p(Math.exp(sharpness * z)) / sharpness;
    }
  }

  /// A model with methods of its own.
  static final class Model implements MultivariateFunction {
    private static final long serialVersionUID = 1L;

    private final double[] data;
    private final double scale;

    Model(double scale, double... data) {
      this.scale = scale;
      this.data = data;
    }

    private double residual(double[] x, int i) {
      return scale * (x[0] + x[1] * i - data[i]);
    }

    double loss(double[] x) {
      double sum = 0;
      for (int i = 0; i < data.length; i++) {
        double r = residual(x, i);
        sum += r * r;
      }
      return sum;
    }

    @Override
    public double applyAsDouble(double[] x) {
      return this.loss(x) + loss(new double[] {x[1], x[0]});
    }
  }

  record Quadratic(double a, double b) implements MultivariateFunction {
    @Override
    public double applyAsDouble(double[] x) {
      return a * x[0] * x[0] + b * x[1] * x[0];
    }
  }

  static double integers(double[] x) {
    long bits = 0x5DEECE66DL;
    int shifts = 0;
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      bits = bits * 31 + i ^ (bits >>> 7);
      shifts += (int) (bits & 7) << 1;
      sum += x[Math.floorMod(shifts, x.length)] * x[i % x.length] * (shifts % 5 - 2) / 3;
      shifts = shifts > 40 ? shifts >> 2 | 1 : ~shifts & 63;
    }
    return sum * (7 / 2) + (char) ('a' + 1) * x[0] + (byte) 300 * x[1] + (short) 70000;
  }

  static double booleans(double[] x) {
    boolean[] used = new boolean[x.length];
    boolean any = false;
    double sum = 1;
    for (int i = 0; i < x.length; i++) {
      used[i] = x[i] > 0.4 ^ i == 1;
      any |= used[i] && !(x[i] > 2);
    }
    for (int i = 0; i < x.length; i++) {
      if (used[i] || any & i == 0) {
        sum *= x[i] + i;
      } else if (!used[i] && any) {
        sum += x[i] * x[i];
      }
    }
    return any ? sum : -sum;
  }

  static double floatArrays(double[] x) {
    float[] a = {1.5f, 2, -0.25f};
    int[] n = {1, 2, 3};
    long[] m = {4L, 5L, 6L};
    byte[] b = {7, 8, 9};
    char[] c = {'a', 'b', 'c'};
    short[] s = {10, 11, 12};
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      n[i] += i;
      n[i]++;
      sum += a[i] * x[0] * n[i] + m[i] * x[1] * x[0] - b[i] * c[i] * x[1] + s[i];
    }
    return sum;
  }

  static double cube(double[] x) {
    double[][][] t = new double[2][3][2];
    double[][] jagged = new double[3][];
    for (int i = 0; i < 3; i++) {
      jagged[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        jagged[i][j] = x[i % 2] * j + x[1];
      }
    }
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 2; k++) {
          t[i][j][k] = x[i] * jagged[j][0] + jagged[j][j] * x[k];
        }
      }
    }
    double sum = 0;
    for (double[][] plane : t) {
      for (double[] row : plane.clone()) {
        for (double v : row) {
          sum += v * v * plane[0][1];
        }
      }
    }
    return sum;
  }

  static double labels(double[] x) {
    double sum = 0;
    int i = 0;
    rows:
    while (i < 4) {
      int j = 0;
      columns:
      do {
        for (int k = 0; ; k++) {
          if (k > j) {
            continue columns;
          }
          if (sum > 4) {
            break rows;
          }
          if (k == 2) {
            break columns;
          }
          sum += x[(i + k) % x.length] * x[j % x.length] + 0.1;
        }
      } while (++j < 3);
      i++;
    }
    return sum * x[0] + i;
  }

  static double oldSwitch(double[] x) {
    double y = x[0];
    for (int i = 0; i < 5; i++) {
      switch (i * i % 7) {
        case 0:
          y += x[1];
        case 1:
          y *= x[1];
          break;
        case 1000:
          return y;
        case 2:
          y = Math.sin(y) + x[0];
          break;
        default:
          y -= x[0] * x[0];
      }
    }
    return y;
  }

  static double sum(double... terms) {
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return sum;
  }

  static double guarded(double[] x) {
    assert x.length == 2 : "two";
    if (!(x[0] > 0)) {
      throw new IllegalArgumentException("x[0] must be positive, not " + x[0]);
    }
    java.util.Objects.requireNonNull(x);
    return Math.log(x[0]) * checked(x[1]);
  }

  private static double checked(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new ArithmeticException(String.format("%s is not finite", value));
    }
    return value * value;
  }

  static double patterns(Object shape, double[] x) {
    if (shape instanceof Morse(double depth, double width) && depth > 0) {
      return depth * x[0] * x[0] + width * x[1];
    }
    return shape instanceof Morse morse ? morse.at(x[0]) : x[1];
  }

  static double compound(double[] x) {
    double[] a = new double[4];
    int i = 0;
    a[i++] = x[0];
    a[i++] += x[1] * a[0];
    a[i] = a[i - 1] *= 2;
    a[++i] -= a[--i] / x[1];
    a[3] %= 0.75;
    double b;
    double c = b = a[2] * a[3];
    var d = (b + c) * a[1];
    return d > 0 ? d > 1 ? d * x[0] : d : -d * d;
  }

  static double twoCounters(double[] x) {
    double[] y = x.clone();
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      for (int i = 0, j = y.length - 1 - k; i < j; i++, j--) {
        sum += y[i] * y[j] * (k + 1);
        y[i] = Math.sin(y[i]);
      }
    }
    return sum;
  }

  static double movingBound(double[] x) {
    double product = 1;
    int size = x.length;
    for (int k = 0; k < 3; k++) {
      for (int i = 0; i < size - i; i++) {
        product *= x[i] + 0.1 * product;
      }
      size--;
      int end = x.length;
      for (int i = 0; i < end; i++) {
        product *= Math.cos(x[i]) + 0.1 * product;
        if (product > 0.5) {
          end--;
        }
      }
    }
    return product;
  }

  static double counterReadBehind(double[] x) {
    double product = 1;
    int i = 0;
    for (int k = 0; k < 3; k++) {
      for (i = 0; i < k + 1; i++) {
        product *= Math.cos(x[i]) + 0.1 * product;
      }
      product *= x[i % x.length];
      for (i = 2 * i; i > k; i--) {
        product += Math.sin(x[i % x.length] * product);
      }
      product += i * product * x[0];
    }
    return product * i;
  }

  static double setAll(double[] x) {
    double[] a = new double[5];
    Arrays.setAll(a, i -> x[i % 2] * i + x[0]);
    Arrays.setAll(a, i -> i > 0 ? a[i - 1] * a[i] : a[i]);
    int[] n = new int[5];
    Arrays.setAll(n, i -> i * i);
    return a[4] * n[2] + a[1];
  }

  static double sorted(double[] x) {
    double[] a = {x[0], x[1] * x[0], x[2], 1, x[2] * x[2], -x[1]};
    Arrays.sort(a);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * a[i] * (i + 1);
    }
    return sum * a[2];
  }

  static double moreMath(double[] x) {
    double a = x[0];
    double b = x[1];
    double s = Math.rint(a * 3) + Math.round(b * 10) * a + Math.ceil(a) * b;
    s += Math.IEEEremainder(a * 5, 0.7) * b + Math.scalb(a, 3) + Math.clamp(a, -1.0, 1.0);
    s += Math.floorDiv(7, 2) * a + Math.abs(-3) + Math.max(2, 3) * b + Math.toDegrees(a);
    s += StrictMath.exp(a) * StrictMath.pow(b, 1.5) + StrictMath.log1p(a) + StrictMath.hypot(a, b);
    s += StrictMath.atan2(a, b) * StrictMath.cbrt(b) + StrictMath.tanh(a) * StrictMath.expm1(b);
    s += Math.clamp(b, a, 1.0) + Math.clamp(a, 0.6, b) + Math.nextUp(a) * Math.nextDown(b);
    s += Math.nextAfter(a, b) * b + Math.ulp(a) + Math.getExponent(b) * a;
    return s + Math.fma(a, b, a) + Math.E * a + Math.PI;
  }

  static double composed(DoubleUnaryOperator f, DoubleBinaryOperator g, double x, double y) {
    DoubleUnaryOperator h = t -> g.applyAsDouble(f.applyAsDouble(t), y);
    return h.applyAsDouble(x) * h.applyAsDouble(y);
  }

  static double indexed(IntToDoubleFunction f, int n) {
    double product = 1;
    for (int i = 0; i < n; i++) {
      product *= f.applyAsDouble(i);
    }
    return product;
  }

  static double generic(ToDoubleFunction<double[]> f, double[] x) {
    return f.applyAsDouble(x) * x[0];
  }

  /// Objects with methods of their own that a function captures.
  static final class Holder {
    private final double factor = 1.5;
    private final Layer layer = new Softplus(2, 0.5, -0.25);
    private final Potential potential = new Morse(2, 0.5);

    private double scaled(double v) {
      return factor * v;
    }

    double instance(double[] x) {
      return scaled(layer.forward(x)) + potential.twice(x[0]) * this.factor;
    }

    MultivariateFunction inner() {
      return new MultivariateFunction() {
        private static final long serialVersionUID = 1L;

        @Override
        public double applyAsDouble(double[] x) {
          return scaled(x[0]) * x[1] * factor + instance(x);
        }
      };
    }
  }

  public static Map<String, Samples.Sample> all() {
    double shift = 0.5;
    Holder holder = new Holder();
    Potential potential = new Morse(1.5, 0.75);
    Map<String, Samples.Sample> all = new LinkedHashMap<>();
    all.put("whole numbers", new Samples.Sample(LanguageSamples::integers, 0.5, 1.2, -0.7));
    all.put("booleans", new Samples.Sample(LanguageSamples::booleans, 0.5, 1.2, -0.7));
    all.put("arrays of every number", new Samples.Sample(LanguageSamples::floatArrays, 0.5, 1.2));
    all.put("many dimensions", new Samples.Sample(LanguageSamples::cube, 0.5, 1.2));
    all.put("labels of three loops", new Samples.Sample(LanguageSamples::labels, 0.5, 1.2, 0.7));
    all.put("switch that falls through", new Samples.Sample(LanguageSamples::oldSwitch, 0.5, 1.2));
    all.put("varargs", new Samples.Sample(x -> sum(x[0], x[1] * x[0], 2) * sum(x), 0.5, 1.2));
    all.put("guards in methods", new Samples.Sample(LanguageSamples::guarded, 0.5, 1.2));
    all.put("instanceof", new Samples.Sample(x -> patterns(potential, x), 0.5, 1.2));
    all.put("compound assignments", new Samples.Sample(LanguageSamples::compound, 0.5, 1.2));
    all.put(
        "two counters", new Samples.Sample(LanguageSamples::twoCounters, 0.5, 1.2, -0.7, 0.3, 0.9));
    all.put(
        "moving bound", new Samples.Sample(LanguageSamples::movingBound, 0.5, 1.2, -0.7, 0.3, 0.9));
    all.put(
        "counter read behind",
        new Samples.Sample(LanguageSamples::counterReadBehind, 0.5, 1.2, -0.7));
    all.put("setAll", new Samples.Sample(LanguageSamples::setAll, 0.5, 1.2));
    all.put("sort", new Samples.Sample(LanguageSamples::sorted, 0.5, 1.2, -0.7));
    all.put("more of Math", new Samples.Sample(LanguageSamples::moreMath, 0.53, 1.23));
    all.put(
        "lambdas of lambdas",
        new Samples.Sample(
            x -> composed(t -> t * x[0] + shift, (a, b) -> a * b + x[1], x[0], x[1]), 0.5, 1.2));
    all.put(
        "method references",
        new Samples.Sample(x -> composed(Math::sin, Math::pow, x[0], x[1]), 0.5, 1.2));
    all.put("lambda of an index", new Samples.Sample(x -> indexed(i -> x[i] + i, 2), 0.5, 1.2));
    all.put("generic lambda", new Samples.Sample(x -> generic(y -> y[1] * y[0], x), 0.5, 1.2));
    all.put(
        "static tables",
        new Samples.Sample(
            x -> TABLE[1][0] * x[0] * x[1] + TABLE[0][1] * OFFSET * x[0] * x[0], 0.5, 1.2));
    all.put("instance method", new Samples.Sample(holder::instance, 0.5, 1.2));
    all.put("anonymous class", new Samples.Sample(holder.inner(), 0.5, 1.2));
    all.put("class", new Samples.Sample(new Model(0.5, 1, 2, 4), 0.5, 1.2));
    all.put("record", new Samples.Sample(new Quadratic(0.5, 1.5), 0.5, 1.2));
    all.put(
        "interface of a captured record",
        new Samples.Sample(x -> potential.twice(x[0]) * potential.at(x[1]), 0.5, 1.2));
    all.put(
        "objects made inside",
        new Samples.Sample(x -> new Softplus(x[0], x[1], 0.5).forward(x), 0.5, 1.2));
    return all;
  }
}
