package dev.leibniz.bench;

import dev.leibniz.bench.Genz.Family;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.integrate.Integral;
import dev.leibniz.integrate.Integrate;
import dev.leibniz.integrate.IntegrateOptions;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Evaluations of the automatic integration beside SciPy's `quad` and `nquad` at equal tolerance.
///
/// The arguments are the command that starts SciPy's side, `python3
/// bench/src/main/scripts/quadrature_scipy.py`.
public final class QuadratureReport {
  private static final double[] TOLERANCES = {1e-3, 1e-6, 1e-8, 1e-10};
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double PI = Math.PI;

  /// The tolerance and the most axes of nquad, which takes minutes for more.
  private static final double BOX_TOLERANCE = 1e-6;

  private static final int MOST_AXES = 4;
  private static final int BOX_MEMBERS = 3;
  private static final int LINE_MEMBERS = 20;

  private QuadratureReport() {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(
      String name, UnivariateFunction f, double from, double to, double value, double... breaks) {}

  /// The reference integrals and QUADPACK's own examples.
  private static final List<Case> CASES =
      List.of(
          new Case(
              "abs_osc",
              x -> Math.abs(Math.sin(10 * x)),
              0,
              PI,
              2,
              PI / 10,
              PI / 5,
              3 * PI / 10,
              2 * PI / 5,
              PI / 2,
              3 * PI / 5,
              7 * PI / 10,
              4 * PI / 5,
              9 * PI / 10),
          new Case(
              "airy_like",
              x -> x * x / (Math.exp(x) * Math.pow(1 + Math.exp(-x), 2)),
              0,
              INFINITY,
              PI * PI / 6),
          new Case(
              "chebyshev_w", x -> Math.exp(x) / Math.sqrt(1 - x * x), -1, 1, 3.9774632605064224),
          new Case(
              "cos_over", x -> Math.cos(3 * x) / (1 + x * x), 0, INFINITY, 0.07820534411412706),
          new Case(
              "euler_gamma", x -> -Math.exp(-x) * Math.log(x), 0, INFINITY, 0.5772156649015329),
          new Case("fermi", x -> x / (Math.exp(x) + 1), 0, INFINITY, PI * PI / 12),
          new Case(
              "humps",
              x -> 1 / ((x - 0.3) * (x - 0.3) + 0.01) + 1 / ((x - 0.9) * (x - 0.9) + 0.04) - 6,
              0,
              1,
              29.858325395498674),
          new Case("log_end", Math::log, 0, 1, -1),
          new Case("log_sin", x -> Math.log(Math.sin(x)), 0, PI / 2, -1.088793045151801),
          new Case("lorentz", x -> 1 / (1 + x * x), -INFINITY, INFINITY, PI),
          new Case(
              "narrow_gauss",
              x -> Math.exp(-Math.pow((x - 0.37) / 0.001, 2)),
              0,
              1,
              0.001772453850905516,
              0.35,
              0.37,
              0.39),
          new Case("poly_exp", Math::exp, 0, 1, Math.E - 1),
          new Case("book11", x -> x * x * Math.exp(-x / 8), 0, INFINITY, 1024),
          new Case(
              "book13",
              x -> Math.exp(-x / 8) * Math.cos(x) / Math.sqrt(x),
              0,
              INFINITY,
              1.3236295639581783),
          new Case("book1_a0", x -> Math.log(1 / x) / Math.sqrt(x), 0, 1, 4),
          new Case("book1_c", x -> Math.pow(x, 2.6) * Math.log(1 / x), 0, 1, 0.07716049382716049),
          new Case("book3", x -> Math.cos(32 * Math.sin(x)), 0, PI, 0.43378800263473355),
          new Case(
              "book4",
              x -> Math.pow(Math.abs(x - 1.0 / 3), -0.8),
              0,
              1,
              8.624247366209792,
              1.0 / 3),
          new Case(
              "book6",
              x -> 1 / (Math.sqrt(1 - x * x) * (x + 1 + 0.0625)),
              -1,
              1,
              8.750097361672829),
          new Case(
              "book9",
              x -> Math.exp(20 * (x - 1)) * Math.sin(256 * x),
              0,
              1,
              -0.0001485944796789243),
          new Case("sech", x -> 1 / Math.cosh(x), -INFINITY, INFINITY, PI),
          new Case("sinc", x -> Math.sin(x) / x, 0, INFINITY, PI / 2),
          new Case("x_log1mx", x -> Math.log(x) * Math.log(1 - x), 0, 1, 0.35506593315177354),
          new Case("qag", x -> Math.cos(100 * Math.sin(x)), 0, PI, 0.06278740049149303),
          new Case("qags", x -> Math.log(x) / Math.sqrt(x), 0, 1, -4),
          new Case(
              "qagi", x -> Math.log(x) / (1 + 100 * x * x), 0, INFINITY, -PI * Math.log(10) / 20));

  /// Prints the tables.
  public static void main(String[] arguments) throws IOException {
    List<String> command = Arrays.asList(arguments);
    Process peer =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedWriter questions = peer.outputWriter();
        BufferedReader answers = peer.inputReader()) {
      lines(questions, answers);
      members(questions, answers);
    }
  }

  /// What SciPy answers.
  ///
  /// @param value its integral
  /// @param error its error estimate
  /// @param evaluations how often it evaluated the integrand
  private record Answer(double value, double error, int evaluations) {}

  private static Answer ask(String question, BufferedWriter questions, BufferedReader answers)
      throws IOException {
    questions.write(question);
    questions.newLine();
    questions.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("SciPy's side ended at: " + question);
    }
    String[] parts = line.split(" ", -1);
    return new Answer(
        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Integer.parseInt(parts[2]));
  }

  private static void lines(BufferedWriter questions, BufferedReader answers) throws IOException {
    System.out.println("| integrand | tolerance | ours | our error | SciPy | SciPy's error |");
    System.out.println("|---|---|---|---|---|---|");
    for (double tolerance : TOLERANCES) {
      List<Double> quotients = new ArrayList<>();
      IntegrateOptions options = IntegrateOptions.defaults().relative(tolerance).absolute(0);
      for (Case line : CASES) {
        Integral ours = Integrate.of(line.f, line.from, line.to, options.breakPoints(line.breaks));
        Answer theirs = ask("line " + line.name + " " + tolerance, questions, answers);
        quotients.add((double) ours.evaluations() / theirs.evaluations);
        System.out.printf(
            Locale.ROOT,
            "| %s | %.0e | %d%s | %.1e | %d%s | %.1e |%n",
            line.name,
            tolerance,
            ours.evaluations(),
            ours.status().converged() ? "" : " (" + ours.status().kind() + ")",
            Math.abs(ours.value() / line.value - 1),
            theirs.evaluations,
            theirs.error <= tolerance * Math.abs(theirs.value) ? "" : " (not converged)",
            Math.abs(theirs.value / line.value - 1));
      }
      System.out.printf(
          Locale.ROOT, "median of ours over SciPy's at %.0e: %.2f%n", tolerance, median(quotients));
    }
  }

  private static void members(BufferedWriter questions, BufferedReader answers) throws IOException {
    System.out.println(
        "| Genz family | d | tolerance | ours over SciPy's, median | ours | SciPy |");
    System.out.println("|---|---|---|---|---|---|");
    SplittableRandom random = new SplittableRandom(4);
    for (int axes = 1; axes <= MOST_AXES; axes++) {
      List<Double> all = new ArrayList<>();
      for (Family family : Family.values()) {
        boolean slow = axes > 2 && (family == Family.CONTINUOUS || family == Family.DISCONTINUOUS);
        int count = axes == 1 ? LINE_MEMBERS : BOX_MEMBERS;
        for (int i = 0; i < count && !(slow && axes > 2); i++) {
          all.add(member(Genz.random(family, axes, random), questions, answers));
        }
      }
      System.out.printf(Locale.ROOT, "median for d = %d: %.3f%n", axes, median(all));
    }
  }

  private static double member(Genz member, BufferedWriter questions, BufferedReader answers)
      throws IOException {
    double[] ones = new double[member.axes()];
    Arrays.fill(ones, 1);
    IntegrateOptions options =
        IntegrateOptions.defaults().relative(BOX_TOLERANCE).absolute(0).evaluations(1_000_000);
    Integral ours = Integrate.box(member.integrand(), new double[member.axes()], ones, options);
    Answer theirs = ask("genz " + member.line() + " " + BOX_TOLERANCE, questions, answers);
    double quotient = (double) ours.evaluations() / theirs.evaluations;
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.0e | %.3f | %d | %d |%n",
        member.family().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        member.axes(),
        BOX_TOLERANCE,
        quotient,
        ours.evaluations(),
        theirs.evaluations);
    return quotient;
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
