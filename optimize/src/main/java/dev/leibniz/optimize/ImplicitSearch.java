package dev.leibniz.optimize;

import dev.leibniz.function.Control;
import dev.leibniz.function.Grad;
import dev.leibniz.function.Hessian;
import dev.leibniz.function.Jacobian;
import dev.leibniz.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Searches that are loops of a compiled program.
///
/// @param <P> the type of the parameters
interface ImplicitSearch<P> {
  /// Where a search is.
  ///
  /// @param x the point
  /// @param size the norm of what is to vanish, or the value that is to fall
  /// @param damping of the next step
  /// @param round the number of the next step
  /// @param converged whether x is the solution
  /// @param over whether there is nothing more to do
  record State(
      Tensor x, Tensor size, Tensor damping, Tensor round, Tensor converged, Tensor over) {}

  /// A part of a step.
  ///
  /// @param part how much of it
  /// @param size the norm of r behind it
  record Trial(Tensor part, Tensor size) {}

  /// Searches from a point.
  State from(Tensor start, P parameters, double tolerance, int iterations);

  /// A step that is shorter than this part of the whole step makes no progress.
  double SHORTEST = 1e-9;

  /// Damping beyond which a step makes no progress, relative to the Hessian.
  double HEAVIEST = 1e12;

  /// Damping up to which a short step tells that the minimum is near.
  double LIGHT = 1e-6;

  /// Newton's method for r = 0.
  static <P> ImplicitSearch<P> newton(BiFunction<Tensor, P, Tensor> r) {
    return (start, p, tolerance, iterations) -> {
      Tensor size = r.apply(start, p).norm();
      return loop(
          start,
          size,
          iterations,
          size.equalTo(0),
          state -> newtonStep(x -> r.apply(x, p), state, tolerance));
    };
  }

  private static State newtonStep(Function<Tensor, Tensor> r, State state, double tolerance) {
    Tensor x = state.x();
    Tensor step = Jacobian.of(r).apply(x).solve(r.apply(x).negate());
    Function<Tensor, Tensor> sizeAfter = part -> r.apply(x.plus(step.times(part))).norm();
    Tensor whole = Tensor.ones(x.dtype());
    Trial trial =
        Control.whileLoop(
            (Trial t) -> t.size().less(state.size()).not().and(t.part().greater(SHORTEST)),
            t -> new Trial(t.part().times(0.5), sizeAfter.apply(t.part().times(0.5))),
            new Trial(whole, sizeAfter.apply(whole)));
    Tensor better = trial.size().less(state.size());
    Tensor isShort = isWithin(step, x, tolerance);
    Tensor isStill = better.not().and(isWithin(step, x, Math.sqrt(tolerance)));
    Tensor moved = x.plus(step.times(trial.part()));
    Tensor converged = isShort.or(isStill).or(trial.size().equalTo(0));
    return new State(
        better.select(moved, x),
        better.select(trial.size(), state.size()),
        state.damping(),
        state.round().plus(1),
        converged,
        converged.or(better.not()));
  }

  /// Newton's method with damping for the minimum of f: Nocedal and Wright, "Numerical
  /// Optimization" (2006), section 3.4, with the damping of Marquardt (1963).
  static <P> ImplicitSearch<P> dampedNewton(BiFunction<Tensor, P, Tensor> f) {
    return (start, p, tolerance, iterations) ->
        loop(
            start,
            f.apply(start, p),
            iterations,
            Tensor.scalar(false),
            state -> dampedStep(x -> f.apply(x, p), state, tolerance));
  }

  private static State dampedStep(Function<Tensor, Tensor> f, State state, double tolerance) {
    Tensor x = state.x();
    Tensor gradient = Grad.of(f).apply(x);
    Tensor hessian = Hessian.of(f).apply(x);
    Tensor unit = hessian.abs().max();
    Tensor damping = state.damping();
    Tensor matrix =
        hessian.plus(Tensor.eye(x.dtype(), (int) x.shape().extent(0)).times(damping.times(unit)));
    Tensor step = matrix.solve(gradient.negate());
    Tensor moved = x.plus(step);
    Tensor value = f.apply(moved);
    Tensor falls = value.less(state.size()).and(step.times(gradient).sum().less(0));
    Tensor isShort = isWithin(step, x, tolerance).and(damping.lessEqual(LIGHT));
    Tensor flat = gradient.abs().max().equalTo(0);
    Tensor goes = falls.or(isShort);
    Tensor heavier = damping.times(10).maximum(1e-4);
    Tensor isStill =
        falls.not().and(isWithin(step, x, Math.sqrt(tolerance))).and(damping.lessEqual(LIGHT));
    Tensor converged = isShort.or(flat).or(isStill);
    return new State(
        goes.and(flat.not()).select(moved, x),
        falls.select(value, state.size()),
        falls.select(damping.greater(1e-9).select(damping.times(0.1), 0), heavier),
        state.round().plus(1),
        converged,
        converged.or(damping.greater(HEAVIEST)));
  }

  /// x = g(x), again and again.
  static <P> ImplicitSearch<P> iteration(BiFunction<Tensor, P, Tensor> g) {
    return (start, p, tolerance, iterations) ->
        loop(
            start,
            Tensor.zeros(start.dtype()),
            iterations,
            Tensor.scalar(false),
            state -> {
              Tensor next = g.apply(state.x(), p);
              Tensor near = isWithin(next.minus(state.x()), next, tolerance);
              return new State(
                  next,
                  state.size(),
                  state.damping(),
                  state.round().plus(1),
                  near,
                  near.or(next.isFinite().all().not()));
            });
  }

  private static State loop(
      Tensor start, Tensor size, int iterations, Tensor converged, Function<State, State> step) {
    Tensor none = Tensor.zeros(start.dtype());
    return Control.whileLoop(
        state -> state.over().not().and(state.round().less(iterations)),
        step,
        new State(start, size, none, Tensor.scalar(0), converged, converged));
  }

  /// Whether a step is within a tolerance, relative to the largest element of x or to 1.
  private static Tensor isWithin(Tensor step, Tensor x, double tolerance) {
    Tensor length = step.abs().max();
    Tensor within = length.lessEqual(x.abs().max().maximum(1).times(tolerance));
    return within.and(length.isFinite());
  }
}
