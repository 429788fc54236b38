package dev.leibniz.optimize;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;

/// A search for the lowest of many minima in a box. Immutable.
///
/// Differential evolution of local minima: Locatelli, Maischberger and Schoen, "Differential
/// evolution methods based on local searches", Computers & Operations Research 43 (2014).
///
/// 1. A local search runs from each of `starts` points, drawn uniformly from the box.
/// 2. The lowest of the minima, those at a tenth of the starts but at least 40, are the population.
/// 3. In each generation each member m gets a rival: a + F·(b − c) of three other members with F
///    uniform in [½, 1], crossed with m variable by variable with probability ½ (Storn and Price,
///    1997), brought back into the box, then improved by a local search. The lower of the two
///    stays.
/// 4. It ends when five generations in a row have lowered no member.
///
/// The first phase alone finds a minimum whose basin is the part p of the box with probability 1 −
/// (1 − p)^starts. The second one joins variables of different minima, and needs no gradient where
/// f is flat. No method can be sure that there is no lower minimum.
///
/// ```java
/// Optimum lowest = Minimize.global(f, new double[] {-5, -5}, new double[] {5, 5});
/// Optimum other = GlobalSearch.defaults().starts(1000).seed(3).of(f, lower, upper);
/// ```
///
/// @param local how a local search works. Its limits on evaluations and time are for the whole
///   search, its listener hears of each local search: `number` counts them, the point is the best
///   so far
/// @param starts how many random starts there are
/// @param seed the same seed gives the same points
/// @param isEvolved whether the minima evolve; else the lowest of all starts is the result
public record GlobalSearch(Minimizer local, int starts, long seed, boolean isEvolved) {
  private static final GlobalSearch DEFAULTS = new GlobalSearch(Minimizer.DEFAULT, 200, 1, true);

  /// @throws ArgumentException if there is no start
  public GlobalSearch {
    if (starts < 1) {
      throw new ArgumentException(
          Explanation.of("GlobalSearch", "there must be a start").got("starts = " + starts));
    }
  }

  /// 200 starts, which evolve.
  public static GlobalSearch defaults() {
    return DEFAULTS;
  }

  /// The same with other local searches.
  public GlobalSearch local(Minimizer other) {
    return new GlobalSearch(other, starts, seed, isEvolved);
  }

  /// The same with so many starts.
  public GlobalSearch starts(int count) {
    return new GlobalSearch(local, count, seed, isEvolved);
  }

  /// The same with other random numbers.
  public GlobalSearch seed(long other) {
    return new GlobalSearch(local, starts, other, isEvolved);
  }

  /// The same without the second phase: the lowest minimum of all starts.
  public GlobalSearch startsOnly() {
    return new GlobalSearch(local, starts, seed, false);
  }

  /// The lowest minimum found in a box. `iterations` counts local searches, `evaluations` is the
  /// sum over them.
  ///
  /// @throws ArgumentException if a bound is infinite, the sizes differ, or a lower bound is above
  ///   an upper one
  public Optimum of(MultivariateFunction f, double[] lower, double[] upper) {
    Box box = Box.of(lower.length, lower, upper);
    if (lower.length == 0 || !box.isBounded()) {
      throw new ArgumentException(
          Explanation.of("Minimize.global", "the box must have variables with finite bounds")
              .got("lower = " + Arrays.toString(lower) + ", upper = " + Arrays.toString(upper)));
    }
    return new Evolution(this, f, box).run();
  }
}
