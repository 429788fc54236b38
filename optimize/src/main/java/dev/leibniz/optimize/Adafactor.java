package dev.leibniz.optimize;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.tensor.Tensor;
import java.util.List;

/// Adafactor: squared gradients of a matrix are remembered by the means of its rows and of its
/// columns only, so that the state of a leaf [n, m] has n + m numbers and not n·m.
///
/// At step t, with βₜ = 1 − t^−c: r ← βₜ·r + (1 − βₜ)·mean of g² along the last axis, k ← βₜ·k + (1
/// − βₜ)·mean of g² along the axis before it, v = r·k / mean(r), u = g / √v, and p ← p − max(ε₂,
/// rms(p)) · min(rate, 1/√t) · u / max(1, rms(u) / d). Leaves with fewer than two axes keep v
/// itself.
///
/// Source: Shazeer, Stern: Adafactor (ICML 2018), algorithms 4 to 6, without momentum. As in
/// PyTorch the regularization ε₁ bounds mean(r) and √v from below, and is the leaf's machine
/// epsilon (2⁻²³, 2⁻⁵²).
///
/// ```java
/// Optimizer<Mlp, AdafactorState<Mlp>> adafactor = Adafactor.of(0.01);
/// ```
///
/// @param rate the largest relative step
/// @param exponent c, how fast the memory becomes long
/// @param least ε₂, the size that a leaf of zeros is taken to have
/// @param threshold d, from which size on an update is scaled down
/// @param <P> the parameters, a tree of tensors
public record Adafactor<P>(Schedule rate, double exponent, double least, double threshold)
    implements Optimizer<P, AdafactorState<P>> {
  /// Checks the numbers.
  ///
  /// @throws ArgumentException if one is not finite and positive
  public Adafactor {
    Ranges.requirePositive("Adafactor", "exponent", exponent);
    Ranges.requirePositive("Adafactor", "least", least);
    Ranges.requirePositive("Adafactor", "threshold", threshold);
  }

  /// Adafactor with a constant rate, c = 0.8, ε₂ = 1e-3 and d = 1.
  public static <P> Adafactor<P> of(double rate) {
    return of(Schedule.constant(rate));
  }

  /// Adafactor with c = 0.8, ε₂ = 1e-3 and d = 1.
  public static <P> Adafactor<P> of(Schedule rate) {
    return new Adafactor<>(rate, 0.8, 1e-3, 1);
  }

  @Override
  public AdafactorState<P> init(P parameters) {
    P zeros = Trees.zeros(parameters);
    return new AdafactorState<>(
        Tensor.zeros(DType.I32),
        new AdafactorNumbers(
            Trees.copy(rate),
            Tensor.scalar(exponent),
            Tensor.scalar(least),
            Tensor.scalar(threshold)),
        Trees.map((Tensor leaf) -> Trees.copy(rows(leaf)), zeros),
        Trees.map((Tensor leaf) -> Trees.copy(columns(leaf)), zeros));
  }

  @Override
  public Updated<P, AdafactorState<P>> step(P parameters, P gradient, AdafactorState<P> state) {
    Trees.requireGradient("Adafactor", parameters, gradient);
    AdafactorNumbers numbers = state.numbers();
    Tensor step = state.step().plus(1);
    Tensor count = step.convert(DType.F64);
    Tensor fresh = count.pow(numbers.exponent().negate());
    Tensor old = fresh.negate().plus(1);
    P squared = Trees.map(Tensor::square, gradient);
    P rows = Trees.map((r, s) -> Moments.average(old, r, rows(s)), state.rows(), squared);
    P columns = Trees.map((k, s) -> Moments.average(old, k, columns(s)), state.columns(), squared);
    Tensor relative = numbers.rate().at(state.step()).minimum(count.rsqrt());
    P next =
        Trees.zip(
            leaves -> {
              Tensor p = leaves.get(0);
              Tensor update = leaves.get(1).times(scale(leaves.get(2), leaves.get(3)));
              Tensor excess = rms(update).div(numbers.threshold()).maximum(1);
              Tensor size = rms(p).maximum(numbers.least()).times(relative).div(excess);
              return p.minus(Trees.scaled(update, size));
            },
            List.of(parameters, gradient, rows, columns));
    return new Updated<>(next, new AdafactorState<>(step, numbers, rows, columns));
  }

  /// 1 / √v of what is remembered.
  private static Tensor scale(Tensor rows, Tensor columns) {
    double epsilon = rows.dtype() == DType.F32 ? Math.ulp(1f) : Math.ulp(1.0);
    Tensor square = rows;
    if (isMatrix(rows)) {
      Tensor mean = rows.meanKeep(-2).maximum(epsilon);
      square = rows.times(columns).div(mean);
    }
    return square.maximum(epsilon * epsilon).rsqrt();
  }

  private static boolean isMatrix(Tensor leaf) {
    return leaf.shape().rank() >= 2;
  }

  private static Tensor rows(Tensor squared) {
    return isMatrix(squared) ? squared.meanKeep(-1) : squared;
  }

  private static Tensor columns(Tensor squared) {
    return isMatrix(squared) ? squared.meanKeep(-2) : Tensor.zeros(squared.dtype(), 0);
  }

  /// √mean(a²), f64[].
  private static Tensor rms(Tensor leaf) {
    return leaf.norm().convert(DType.F64).div(Math.sqrt((double) leaf.shape().elements()));
  }
}
