package dev.leibniz.calculus;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// Functions of every kind that the language has, each with a point where it is smooth.
public final class Samples {
  public record Sample(MultivariateFunction function, double... point) {}

  record Complex(double re, double im) {
    Complex {
      if (Double.isNaN(re)) {
        throw new IllegalArgumentException("re must be a number");
      }
    }

    Complex plus(Complex o) {
      return new Complex(re + o.re, im + o.im);
    }

    Complex times(Complex o) {
      return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
    }

    double norm() {
      return Math.hypot(re, im);
    }
  }

  record Scale(double factor, double[] offsets) {
    double apply(double x, int i) {
      return factor * x + offsets[i];
    }
  }

  /// What is done to a number.
  enum Activation {
    SIGMOID,
    TANH,
    SQUARE {
      @Override
      double slope(double y) {
        return 2 * y;
      }
    };

    double apply(double y) {
      return switch (this) {
        case SIGMOID -> 1 / (1 + Math.exp(-y));
        case TANH -> Math.tanh(y);
        case SQUARE -> y * y;
      };
    }

    double slope(double y) {
      return this == TANH ? 1 - y * y : y;
    }
  }

  sealed interface Shape permits Circle, Box {}

  record Circle(double radius) implements Shape {}

  record Box(double width, double height) implements Shape {}

  static double area(Shape shape) {
    return switch (shape) {
      case Circle circle -> Math.PI * circle.radius() * circle.radius();
      case Box(double width, double height) -> width * height;
    };
  }

  static double cleansUp(double[] x) {
    double y = x[0];
    try {
      y *= x[1] * x[1];
    } finally {
      y += x[0];
    }
    return y;
  }

  private static final double[] WEIGHTS = {0.5, -1.5, 2.5};

  private Samples() {}

  static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }

  static double inPlace(double[] x) {
    double[] y = x.clone();
    for (int k = 0; k < 3; k++) {
      for (int i = 1; i < y.length; i++) {
        double t = y[i - 1];
        y[i] = Math.sin(y[i] * t) + y[i] * y[i - 1];
        if (y[i] > 0.5) {
          y[i] *= t;
        }
      }
    }
    double sum = 0;
    for (double v : y) {
      sum += v * v;
    }
    return sum;
  }

  static double matrix(double[] x) {
    double[][] a = new double[2][3];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        a[i][j] = x[i] * (j + 1) + x[j] * x[j];
      }
    }
    double[] row = a[0];
    a[0] = a[1];
    a[1] = row;
    double sum = 0;
    for (double[] each : a) {
      double product = 1;
      for (double v : each) {
        product *= v;
      }
      sum += Math.atan2(product, 1 + each[0] * each[0]);
    }
    return sum * a[1][2];
  }

  static double mandelbrot(double[] x) {
    Complex z = new Complex(0, 0);
    Complex c = new Complex(x[0], x[1]);
    for (int i = 0; i < 4; i++) {
      z = z.times(z).plus(c);
    }
    return z.norm();
  }

  static double integral(DoubleUnaryOperator f, double from, double to) {
    double h = (to - from) / 8;
    double sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += f.applyAsDouble(from + (i + 0.5) * h) * h;
    }
    return sum;
  }

  static double switches(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum +=
          switch (i % 4) {
            case 0 -> x[i] * x[i];
            case 1 -> Math.exp(-x[i]);
            case 2 -> {
              double t = x[i] + 1;
              yield t * sum;
            }
            default -> Math.log1p(x[i] * x[i]);
          };
    }
    return sum;
  }

  static double labelled(double[] x) {
    double sum = 1;
    outer:
    for (int i = 0; i < x.length; i++) {
      int j = 0;
      while (true) {
        j++;
        if (j > i) {
          continue outer;
        }
        sum += x[i] * x[j] * sum;
        if (sum > 50) {
          break outer;
        }
      }
    }
    return sum;
  }

  static double floats(double[] x) {
    float a = (float) x[0];
    long n = 3L;
    return (double) (a * a) * n + x[1] % 0.7 + ((int) (x[1] * 10)) * x[0];
  }

  static double guarded(double[] x) {
    if (x.length != 2) {
      throw new IllegalArgumentException("two arguments, not " + x.length);
    }
    assert !Double.isNaN(x[0]) : "NaN";
    return x[0] * x[1];
  }

  static double mutates(double[] x) {
    for (int i = 1; i < x.length; i++) {
      x[i] += x[i - 1] * x[i];
    }
    return x[x.length - 1];
  }

  static double copies(double[] x) {
    double[] a = Arrays.copyOf(x, x.length + 1);
    double[] b = Arrays.copyOfRange(x, 1, x.length);
    a[x.length] = x[0] * x[1];
    System.arraycopy(a, 0, a, 1, x.length);
    Arrays.fill(b, 0, 1, a[2]);
    return a[1] * a[2] * a[x.length] + b[0] * b[1];
  }

  static double bubble(double[] x) {
    double[] a = x.clone();
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j + 1 < a.length - i; j++) {
        if (a[j] > a[j + 1]) {
          double t = a[j];
          a[j] = a[j + 1];
          a[j + 1] = t;
        }
      }
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * a[i] * (i + 1);
    }
    return sum;
  }

  static double swappedBuffers(double[] x) {
    double[] now = x.clone();
    double[] next = new double[x.length];
    for (int t = 0; t < 5; t++) {
      for (int i = 0; i < x.length; i++) {
        double left = now[i == 0 ? x.length - 1 : i - 1];
        next[i] = now[i] + 0.1 * left * now[i];
      }
      double[] spare = now;
      now = next;
      next = spare;
    }
    return now[0] * next[1];
  }

  /// Searches whose outcome is an index, a count and a flag; the numbers they compare do not
  /// matter.
  static double nearest(double[] x) {
    double[] targets = {-1, 0.2, 0.9, 2};
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double closest = Double.POSITIVE_INFINITY;
      int index = 0;
      int closer = 0;
      for (int j = 0; j < targets.length; j++) {
        double distance = Math.abs(x[i] * x[i] - targets[j]);
        if (distance < closest) {
          closest = distance;
          index = j;
          closer++;
        }
      }
      int k = 0;
      while (k < targets.length && x[i] > targets[k]) {
        k++;
      }
      sum += (x[i] - targets[index]) * x[i] * closer * (k + 1);
      sum *= 1 + targets[index] * 0.1;
    }
    return sum;
  }

  /// Loops in loops that have nothing to do with the argument, beside such that have.
  static double constants(double[] x) {
    double total = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < x.length; j++) {
        total += x[j] * x[j] * (i + 1);
      }
    }
    double factor = 0;
    for (int i = 0; i < x.length; i++) {
      for (int k = 5 - i; k > 0; k -= 2) {
        factor += k % 2 == 0 ? Math.log(k) : 1;
      }
    }
    return total * factor;
  }

  /// An array that is filled anew in each round and changed before it is read.
  static double filledAnew(double[] x) {
    double[] a = new double[x.length];
    double sum = 0;
    for (int t = 1; t < 4; t++) {
      for (int j = 0; j < a.length; j++) {
        a[j] = x[j] * t;
      }
      for (int i = 0; i < x.length; i++) {
        for (int j = i + 1; j < x.length; j++) {
          a[j] += x[i] * x[j];
        }
      }
      for (int j = 0; j < x.length; j++) {
        sum += a[j] * a[j] * Math.sin(sum);
      }
    }
    return sum;
  }

  /// Arrays of which some elements stay as they were, one read while it is filled.
  static double filledInPart(double[] x) {
    double[] a = x.clone();
    double[] b = new double[x.length + 1];
    double[] c = new double[x.length];
    double sum = 0;
    for (int t = 1; t < 4; t++) {
      for (int j = 1; j < a.length; j++) {
        a[j] = a[j - 1] * x[j] * t;
      }
      for (int j = 0; j < x.length; j++) {
        b[j] = x[j] * b[x.length] + a[j];
      }
      for (int j = 0; j < c.length; j++) {
        c[j] = c[(j + 1) % c.length] * c[j] + b[j];
        if (c[j] > 1) {
          c[j] = 1 / c[j];
        }
      }
      b[x.length] += c[0] * c[1];
      for (int j = 0; j < x.length; j++) {
        sum += a[j] * a[j] + b[j] * b[j] * c[j] * c[j];
      }
      a[0] *= sum;
    }
    return sum + b[x.length];
  }

  static double comparedOnly(double[] x) {
    double d = x[0] * x[1];
    if (x[1] > 0) {
      if (d > 0) {
        return x[0] * x[0];
      }
    }
    return x[1];
  }

  private static double slopes(Activation activation, double[] x) {
    Activation square = Activation.SQUARE;
    return activation.slope(x[0]) * x[1] + (activation == square ? 1 : square.slope(x[0]));
  }

  public static Map<String, Sample> all() {
    double captured = 1.25;
    Scale scale = new Scale(0.75, new double[] {1, 2, 3});
    int[] order = {2, 0, 1};
    UnivariateFunction inner = t -> Math.cos(t) * captured;
    Map<String, Sample> all = new LinkedHashMap<>();
    all.put("Rosenbrock", new Sample(Samples::rosenbrock, 0.3, -0.2, 0.7, 1.1));
    all.put("in place", new Sample(Samples::inPlace, 0.3, -0.2, 0.7, 1.1, 0.9));
    all.put("matrix", new Sample(Samples::matrix, 0.3, -0.2, 0.7));
    all.put("records", new Sample(Samples::mandelbrot, 0.3, -0.2));
    all.put("switch", new Sample(Samples::switches, 0.3, -0.2, 0.7, 0.5, 0.4));
    all.put("labels", new Sample(Samples::labelled, 0.3, -0.2, 0.7, 0.5, 0.4));
    all.put("floats", new Sample(Samples::floats, 0.5, 1.23));
    all.put("guards", new Sample(Samples::guarded, 0.5, 1.23));
    all.put("mutates", new Sample(Samples::mutates, 0.5, 1.23, 0.25));
    all.put("copies", new Sample(Samples::copies, 0.5, 1.23, 0.25));
    all.put("bubble", new Sample(Samples::bubble, 0.5, 1.23, 0.25, -0.5));
    all.put("buffers", new Sample(Samples::swappedBuffers, 0.5, 1.23, 0.25, -0.5));
    all.put("lambda argument", new Sample(x -> integral(t -> t * t * x[0], x[1], 2), 0.5, 1.2));
    all.put("captured record", new Sample(x -> scale.apply(x[0] * x[1], 2), 0.5, 1.2));
    all.put("captured lambda", new Sample(x -> inner.applyAsDouble(x[0] * x[1]), 0.5, 1.2));
    all.put("static field", new Sample(x -> WEIGHTS[2] * x[0] * x[0], 0.5));
    all.put("indices", new Sample(x -> x[order[0]] * x[order[1]] - x[order[2]], 0.5, 1.2, 3));
    all.put("nearest", new Sample(Samples::nearest, 0.3, -0.4, 1.1, 0.7, 1.6));
    all.put("filled anew", new Sample(Samples::filledAnew, 0.3, -0.4, 0.6));
    all.put("filled in part", new Sample(Samples::filledInPart, 0.5, -0.4, 0.6));
    all.put("constants", new Sample(Samples::constants, 0.3, -0.4));
    all.put("compared only", new Sample(Samples::comparedOnly, 0.5, 1.2));
    Activation activation = Activation.TANH;
    all.put(
        "enums",
        new Sample(
            x -> activation.apply(x[0]) * Activation.SIGMOID.apply(x[1]) + slopes(activation, x),
            0.5,
            1.2));
    Shape shape = new Circle(0.5);
    all.put(
        "switch on classes",
        new Sample(
            x -> area(new Box(x[0], x[1])) * area(new Circle(x[0])) * area(shape), 0.5, 1.2));
    all.put("finally", new Sample(Samples::cleansUp, 0.5, 1.2));
    all.put("ternary", new Sample(x -> (x[0] > 0 ? x[1] : x[0]) * x[1], 0.5, 1.2));
    all.put("constant", new Sample(x -> 3.0, 0.5, 1.2));
    all.put(
        "do",
        new Sample(
            x -> {
              double p = x[0];
              do {
                p = p * x[1] + x[2] * x[2];
              } while (p < 10);
              return p * Math.pow(x[0], x[1]) + Math.max(p, x[0]) / Math.abs(x[2] - 3);
            },
            0.3,
            1.2,
            0.7));
    all.put(
        "all of Math",
        new Sample(
            x -> {
              double a = x[0];
              double b = x[1];
              double s = Math.sin(a) + Math.cos(a * b) + Math.tan(a) + Math.asin(a) * Math.acos(b);
              s += Math.atan(a * b) + Math.sinh(a) * Math.cosh(b) + Math.tanh(s) + Math.exp(a / 3);
              s += Math.expm1(a) + Math.log(b) + Math.log10(b + a) + Math.log1p(a) + Math.sqrt(b);
              s += Math.cbrt(a) + Math.pow(a, b) + Math.hypot(a, b) + Math.atan2(a, b);
              s += Math.fma(a, b, s) + StrictMath.sin(s) + Math.min(a, b) + Math.copySign(a, b);
              return s + Math.toRadians(a) + Math.floor(a) + Math.signum(b) + Math.abs(-a);
            },
            0.3,
            0.6));
    all.putAll(Recursions.all());
    all.putAll(ObjectSamples.all());
    all.putAll(LanguageSamples.all());
    return all;
  }
}
