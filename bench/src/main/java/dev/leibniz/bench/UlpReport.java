package dev.leibniz.bench;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Transcendental;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Measures the largest error of every f32 elementary function, in units in the last place, over
/// every float or over a sample, and prints a Markdown table.
///
/// Arguments: `every=N` takes each N-th float (1 for all of them; 251 if not given), further
/// arguments are the names of functions (all if none is given). The values are those of the
/// interpreter; the reference is a `double` function of the JDK or of [References].
///
/// The error is |value − reference| in units of the spacing of floats at the reference. An infinite
/// value counts as 2¹²⁸. Where the reference is NaN, infinite or zero, the value must be it, with
/// its sign; else the error is infinite.
public final class UlpReport {
  private static final int BATCH = 1 << 15;
  private static final long FLOATS = 1L << 32;

  private UlpReport() {}

  private record Subject(Transcendental function, DoubleUnaryOperator reference) {}

  /// The largest error found and where.
  private record Worst(double error, float argument, float value, double reference, long count) {
    Worst or(Worst other) {
      Worst larger = other.error > error ? other : this;
      return new Worst(
          larger.error, larger.argument, larger.value, larger.reference, count + other.count);
    }
  }

  private static Map<String, Subject> subjects() {
    Map<String, Subject> all = new TreeMap<>();
    all.put("exp", new Subject(new Transcendental.Exp(), Math::exp));
    all.put("expm1", new Subject(new Transcendental.Expm1(), StrictMath::expm1));
    all.put("log", new Subject(new Transcendental.Log(), Math::log));
    all.put("log1p", new Subject(new Transcendental.Log1p(), StrictMath::log1p));
    all.put("sinh", new Subject(new Transcendental.Sinh(), StrictMath::sinh));
    all.put("cosh", new Subject(new Transcendental.Cosh(), StrictMath::cosh));
    all.put("tanh", new Subject(new Transcendental.Tanh(), Math::tanh));
    all.put("sigmoid", new Subject(new Transcendental.Sigmoid(), References::sigmoid));
    all.put("rsqrt", new Subject(new Transcendental.Rsqrt(), x -> 1 / Math.sqrt(x)));
    all.put("cbrt", new Subject(new Transcendental.Cbrt(), StrictMath::cbrt));
    all.put("sin", new Subject(new Transcendental.Sin(), Math::sin));
    all.put("cos", new Subject(new Transcendental.Cos(), Math::cos));
    all.put("tan", new Subject(new Transcendental.Tan(), Math::tan));
    all.put("asin", new Subject(new Transcendental.Asin(), StrictMath::asin));
    all.put("acos", new Subject(new Transcendental.Acos(), StrictMath::acos));
    all.put("atan", new Subject(new Transcendental.Atan(), StrictMath::atan));
    all.put("erf", new Subject(new Transcendental.Erf(), References::erf));
    all.put("erfc", new Subject(new Transcendental.Erfc(), References::erfc));
    return all;
  }

  /// Prints the table.
  public static void main(String[] arguments) {
    long stride = 251;
    Map<String, Subject> subjects = subjects();
    List<String> names = Arrays.stream(arguments).filter(a -> !a.startsWith("every=")).toList();
    for (String argument : arguments) {
      if (argument.startsWith("every=")) {
        stride = Long.parseLong(argument.substring("every=".length()));
      } else if (!subjects.containsKey(argument)) {
        throw new IllegalArgumentException(
            "ulp report: a function must be one of " + subjects.keySet() + "; got " + argument);
      }
    }
    System.out.println(
        "| function | floats | largest error (ulp) | at | value | reference | time |");
    System.out.println("|---|---|---|---|---|---|---|");
    if (!names.isEmpty()) {
      subjects.keySet().retainAll(names);
    }
    for (Map.Entry<String, Subject> subject : subjects.entrySet()) {
      long start = System.nanoTime();
      Worst worst = measure(subject.getValue(), stride);
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %.3f | %s | %s | %s | %d s |%n",
          subject.getKey(),
          worst.count,
          worst.error,
          worst.argument,
          worst.value,
          worst.reference,
          (System.nanoTime() - start) / 1_000_000_000);
    }
  }

  private static Worst measure(Subject subject, long stride) {
    long floats = (FLOATS + stride - 1) / stride;
    int batches = Math.toIntExact((floats + BATCH - 1) / BATCH);
    return IntStream.range(0, batches)
        .parallel()
        .mapToObj(batch -> measure(subject, (long) batch * BATCH * stride, stride))
        .reduce(new Worst(0, 0, 0, 0, 0), Worst::or);
  }

  private static Worst measure(Subject subject, long first, long stride) {
    int count = (int) Math.min(BATCH, (FLOATS - first + stride - 1) / stride);
    float[] x = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = Float.intBitsToFloat((int) (first + i * stride));
    }
    Value argument = TensorData.of(TensorType.of(DType.F32, count), x);
    float[] y =
        ((TensorData) Interpreter.apply(subject.function, List.of(argument), null).getFirst())
            .floats();
    Worst worst = new Worst(0, 0, 0, 0, count);
    for (int i = 0; i < count; i++) {
      double reference = subject.reference.applyAsDouble(x[i]);
      double error = error(y[i], reference);
      if (error > worst.error) {
        worst = new Worst(error, x[i], y[i], reference, count);
      }
    }
    return worst;
  }

  /// |value − reference| in units of the spacing of floats at the reference.
  static double error(float value, double reference) {
    if (Double.isNaN(reference)) {
      return Float.isNaN(value) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (Float.isInfinite(value) && value == (float) reference) {
      return 0;
    }
    if (Double.isInfinite(reference) || reference == 0) {
      return Float.compare(value, (float) reference) == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double finite = Float.isInfinite(value) ? Math.copySign(0x1p128, value) : value;
    double error = Math.abs(finite - reference) / spacing(reference);
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  private static double spacing(double reference) {
    int exponent = Math.clamp(Math.getExponent(reference), Float.MIN_EXPONENT, Float.MAX_EXPONENT);
    return Math.scalb(1.0, exponent - 23);
  }
}
