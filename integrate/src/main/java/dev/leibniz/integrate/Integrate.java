package dev.leibniz.integrate;

import dev.leibniz.calculus.DerivativeBy;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.PathFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.tensor.RandomKey;
import dev.leibniz.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/// Integrals of plain Java functions.
///
/// ```java
/// Integral gauss = Integrate.of(x -> Math.exp(-x * x), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
/// gauss.value(); // 1.7724538509055159
/// ```
public final class Integrate {
  private Integrate() {}

  /// The integral of f between two limits, either of which may be infinite.
  @DerivativeBy(IntegralRules.class)
  public static Integral of(UnivariateFunction f, double from, double to) {
    return of(f, from, to, IntegrateOptions.defaults());
  }

  /// The same with options.
  @DerivativeBy(IntegralRules.class)
  public static Integral of(
      UnivariateFunction f, double from, double to, IntegrateOptions options) {
    checkLimits("Integrate.of", from, to);
    if (from == to) {
      return new Integral(0, 0, 0, Trouble.NONE);
    }
    return from < to
        ? Automatic.integrate(f, from, to, options)
        : negated(Automatic.integrate(f, to, from, options));
  }

  /// The principal value of the integral of f, which has a simple pole between the limits: lim (∫ f
  /// over (from, pole − ε) + ∫ f over (pole + ε, to)) for ε → 0. f is the whole integrand, pole and
  /// all: `principalValue(x -> 1 / x, -1, 2, 0)` is log 2.
  ///
  /// @throws ArgumentException if the pole is not strictly between the limits
  public static Integral principalValue(UnivariateFunction f, double from, double to, double pole) {
    return principalValue(f, from, to, pole, IntegrateOptions.defaults());
  }

  /// The same with options.
  public static Integral principalValue(
      UnivariateFunction f, double from, double to, double pole, IntegrateOptions options) {
    checkPole("Integrate.principalValue", from, to, pole);
    return from < to
        ? PrincipalValue.of(f, from, to, pole, options)
        : negated(PrincipalValue.of(f, to, from, pole, options));
  }

  /// The principal value of the integral of f(x)/(x − pole) for a smooth f, known as the weight of
  /// Cauchy.
  ///
  /// @throws ArgumentException if the pole is not strictly between the limits
  public static Integral weightedCauchy(UnivariateFunction f, double from, double to, double pole) {
    return weightedCauchy(f, from, to, pole, IntegrateOptions.defaults());
  }

  /// The same with options.
  public static Integral weightedCauchy(
      UnivariateFunction f, double from, double to, double pole, IntegrateOptions options) {
    checkPole("Integrate.weightedCauchy", from, to, pole);
    return from < to
        ? PrincipalValue.cauchy(f, from, to, pole, options)
        : negated(PrincipalValue.cauchy(f, to, from, pole, options));
  }

  private static void checkPole(String operation, double from, double to, double pole) {
    checkLimits(operation, from, to);
    if (!(pole > Math.min(from, to) && pole < Math.max(from, to))) {
      throw new ArgumentException(
          Explanation.of(operation, "the pole lies strictly between the limits")
              .got("from = " + from + ", to = " + to + ", pole = " + pole)
              .fix("use Integrate.of when the pole is outside"));
    }
  }

  /// The integral of f(x) cos(frequency · x), as cheap for high frequencies as for low ones; limits
  /// may be infinite if f falls to zero.
  public static Integral weightedCosine(
      UnivariateFunction f, double frequency, double from, double to) {
    return weightedCosine(f, frequency, from, to, IntegrateOptions.defaults());
  }

  /// The same with options; break points are not used.
  public static Integral weightedCosine(
      UnivariateFunction f, double frequency, double from, double to, IntegrateOptions options) {
    return wave("Integrate.weightedCosine", f, frequency, false, from, to, options);
  }

  /// The integral of f(x) sin(frequency · x), like [#weightedCosine].
  public static Integral weightedSine(
      UnivariateFunction f, double frequency, double from, double to) {
    return weightedSine(f, frequency, from, to, IntegrateOptions.defaults());
  }

  /// The same with options; break points are not used.
  public static Integral weightedSine(
      UnivariateFunction f, double frequency, double from, double to, IntegrateOptions options) {
    return wave("Integrate.weightedSine", f, frequency, true, from, to, options);
  }

  private static Integral wave(
      String operation,
      UnivariateFunction f,
      double frequency,
      boolean sine,
      double from,
      double to,
      IntegrateOptions options) {
    checkLimits(operation, from, to);
    if (!(Math.abs(frequency) <= Double.MAX_VALUE)) {
      throw new ArgumentException(
          Explanation.of(operation, "the frequency is a finite number")
              .got("frequency = " + frequency));
    }
    if (from == to || (frequency == 0 && sine)) {
      return new Integral(0, 0, 0, Trouble.NONE);
    }
    if (frequency == 0) {
      return of(f, from, to, options);
    }
    return from < to
        ? Weighted.wave(f, frequency, sine, from, to, options)
        : negated(Weighted.wave(f, frequency, sine, to, from, options));
  }

  /// The integral of f times (x − from)^left (to − x)^right, with logarithms if the weight says so.
  /// f may be evaluated close to the limits, but not at them.
  ///
  /// @throws ArgumentException if the limits are not finite and ascending
  public static Integral weightedAlgebraic(
      UnivariateFunction f, AlgebraicWeight weight, double from, double to) {
    return weightedAlgebraic(f, weight, from, to, IntegrateOptions.defaults());
  }

  /// The same with options; break points are not used.
  public static Integral weightedAlgebraic(
      UnivariateFunction f,
      AlgebraicWeight weight,
      double from,
      double to,
      IntegrateOptions options) {
    if (!(from < to && to - from <= Double.MAX_VALUE)) {
      throw new ArgumentException(
          Explanation.of("Integrate.weightedAlgebraic", "the limits are finite and ascending")
              .got("from = " + from + ", to = " + to));
    }
    return Weighted.algebraic(f, from, to, weight, options);
  }

  /// The integrals of several functions at once, `x -> new double[] {…}`, each to the tolerance and
  /// by the method that [#of] picks for it. They share their evaluations: where all are smooth,
  /// they cost as many as one.
  @DerivativeBy(VectorIntegralRules.class)
  public static VectorIntegral vector(PathFunction f, double from, double to) {
    return vector(f, from, to, IntegrateOptions.defaults());
  }

  /// The same with options; the limit on evaluations is one for all components together.
  ///
  /// @throws ArgumentException if the number of components changes or is zero
  @DerivativeBy(VectorIntegralRules.class)
  public static VectorIntegral vector(
      PathFunction f, double from, double to, IntegrateOptions options) {
    checkLimits("Integrate.vector", from, to);
    return Components.path(f, from, to, options);
  }

  /// The integrals of a family of tensor functions, one for each member, all at once: every panel
  /// is one evaluation of many nodes for all members.
  ///
  /// ```java
  /// Tensor rates = Tensor.linspace(DType.F64, 0.5, 2, 100_000);
  /// Tensor values =
  ///     Integrate.batch((Tensor x, Tensor rate) -> x.times(rate).negate().exp(), rates, 0, 1).value();
  /// Tensor slopes =
  ///     Grad.of(
  ///             (Tensor r) ->
  ///                 Integrate.batch((Tensor x, Tensor rate) -> x.times(rate).negate().exp(), r, 0, 1)
  ///                     .value()
  ///                     .sum())
  ///         .apply(rates);
  /// ```
  ///
  /// It is a tensor program itself: it can be differentiated by the members' parameters to every
  /// order, batched and compiled. Values and first derivatives meet the tolerance, the latter in
  /// their largest component for each member. It is made for smooth integrands: singularities are
  /// approached by halving only.
  ///
  /// @param f the integrand for one abscissa and one member, a single f64
  /// @param members a tree of f64 tensors whose axis 0 counts the members
  /// @throws ArgumentException if a limit is not a number or the leaves differ in their axis 0
  public static <A> TensorIntegral batch(
      BiFunction<Tensor, A, Tensor> f, A members, double from, double to) {
    return batch(f, members, from, to, IntegrateOptions.defaults());
  }

  /// The same with options; the limit on evaluations is one for each member.
  public static <A> TensorIntegral batch(
      BiFunction<Tensor, A, Tensor> f,
      A members,
      double from,
      double to,
      IntegrateOptions options) {
    checkLimits("Integrate.batch", from, to);
    return TensorQuadrature.integrate(f, members, from, to, options);
  }

  /// The integral of f over a box, whose sides may be infinite.
  @DerivativeBy(BoxRules.class)
  public static Integral box(MultivariateFunction f, double[] from, double[] to) {
    return box(f, from, to, IntegrateOptions.defaults());
  }

  /// The same with options; break points are not used.
  @DerivativeBy(BoxRules.class)
  public static Integral box(
      MultivariateFunction f, double[] from, double[] to, IntegrateOptions options) {
    return Boxes.integrate("Integrate.box", f, from, to, options);
  }

  /// The integrals of several functions at once over a box, whose sides may be infinite, each to
  /// the tolerance; they share their evaluations.
  @DerivativeBy(VectorBoxRules.class)
  public static VectorIntegral vectorBox(VectorFunction f, double[] from, double[] to) {
    return vectorBox(f, from, to, IntegrateOptions.defaults());
  }

  /// The same with options; break points are not used, and the limit on evaluations is one for all
  /// components together.
  ///
  /// @throws ArgumentException if the number of components changes or is zero
  @DerivativeBy(VectorBoxRules.class)
  public static VectorIntegral vectorBox(
      VectorFunction f, double[] from, double[] to, IntegrateOptions options) {
    return Components.box(f, from, to, options);
  }

  /// The integral of f over a region whose inner variables have limits that depend on the outer
  /// ones: the first variable runs between two numbers, the next one between functions of the
  /// first, and so on. A triangle:
  ///
  /// ```java
  /// Integrate.region(x -> x[0] * x[1], 0, 1, List.of(new InnerLimits(o -> 0, o -> o[0])));
  /// ```
  public static Integral region(
      MultivariateFunction f, double from, double to, List<InnerLimits> inner) {
    return region(f, from, to, inner, IntegrateOptions.defaults());
  }

  /// The same with options; break points are not used.
  public static Integral region(
      MultivariateFunction f,
      double from,
      double to,
      List<InnerLimits> inner,
      IntegrateOptions options) {
    double[] low = new double[inner.size() + 1];
    double[] high = new double[inner.size() + 1];
    Arrays.fill(high, 1);
    low[0] = from;
    high[0] = to;
    return Boxes.integrate("Integrate.region", Regions.between(f, inner), low, high, options);
  }

  /// The integral of f over the simplex with these n + 1 vertices of n coordinates: a triangle, a
  /// tetrahedron and so on, whatever the order of the vertices.
  ///
  /// @throws ArgumentException if the numbers do not fit or a coordinate is not finite
  public static Integral simplex(MultivariateFunction f, double[][] vertices) {
    return simplex(f, vertices, IntegrateOptions.defaults());
  }

  /// The same with options; break points are not used.
  public static Integral simplex(
      MultivariateFunction f, double[][] vertices, IntegrateOptions options) {
    MultivariateFunction onCube = Regions.simplex(f, vertices);
    double[] low = new double[vertices.length - 1];
    double[] high = new double[vertices.length - 1];
    Arrays.fill(high, 1);
    return Boxes.integrate("Integrate.simplex", onCube, low, high, options);
  }

  /// The integral of f over a box by randomised quasi-Monte-Carlo, for many axes. The error is
  /// three standard errors, from sixteen independent randomisations; equal keys give equal numbers.
  ///
  /// @throws ArgumentException if the point set has fewer axes than the box
  public static Integral quasiMonteCarlo(
      MultivariateFunction f,
      double[] from,
      double[] to,
      PointSet points,
      RandomKey key,
      IntegrateOptions options) {
    return Boxes.quasiMonteCarlo(f, from, to, points, seed(key), options);
  }

  /// The integral of f over a box by plain Monte Carlo. The error is three standard errors; equal
  /// keys give equal numbers.
  public static Integral monteCarlo(
      MultivariateFunction f, double[] from, double[] to, RandomKey key, IntegrateOptions options) {
    return Boxes.monteCarlo("Integrate.monteCarlo", f, from, to, seed(key), options);
  }

  /// The integral of f over the whole space by importance sampling: the mean of f/density at points
  /// of the proposal. The error is three standard errors, which means something only if f/density
  /// has a variance.
  ///
  /// @param axes how many variables f has
  public static Integral importanceSampling(
      MultivariateFunction f,
      int axes,
      Proposal proposal,
      RandomKey key,
      IntegrateOptions options) {
    double[] high = new double[axes];
    Arrays.fill(high, 1);
    MultivariateFunction ratio =
        uniform -> {
          double[] point = proposal.point(uniform);
          double value = f.applyAsDouble(point);
          return value == 0 ? 0 : value / proposal.density(point);
        };
    return Boxes.monteCarlo(
        "Integrate.importanceSampling", ratio, new double[axes], high, seed(key), options);
  }

  private static long seed(RandomKey key) {
    int[] words = key.words().toIntArray();
    return ((long) words[0] << 32) ^ Integer.toUnsignedLong(words[1]);
  }

  private static void checkLimits(String operation, double from, double to) {
    if (Double.isNaN(from) || Double.isNaN(to)) {
      throw new ArgumentException(
          Explanation.of(operation, "limits are numbers or infinite")
              .got("from = " + from + ", to = " + to));
    }
  }

  private static Integral negated(Integral integral) {
    return new Integral(
        -integral.value(), integral.error(), integral.evaluations(), integral.status());
  }
}
