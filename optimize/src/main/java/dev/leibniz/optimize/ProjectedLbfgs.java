package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.calculus.ValueAndGradient;

/// L-BFGS within bounds: variables that stand at a bound and would leave are held, the others take
/// a quasi-Newton direction, and the search goes along its projection: Bertsekas, "Projected Newton
/// methods for optimization problems with simple constraints" (1982).
final class ProjectedLbfgs {
  private static final int MOST_HALVINGS = 60;

  private final Search search;
  private final Box box;

  ProjectedLbfgs(Search search, Box box) {
    this.search = search;
    this.box = box;
  }

  Optimum run(double[] start) {
    return search.run(box.nearest(start), () -> loop(box.nearest(start)));
  }

  private void loop(double[] start) {
    LbfgsMemory memory = new LbfgsMemory(search.settings().method().memory());
    double[] x = start;
    ValueAndGradient at = search.gradient(x);
    search.arrive(0, x, at.value(), Vectors.norm(projected(x, at.gradient())));
    boolean isFresh = true;
    for (int iteration = 1; ; iteration++) {
      double[] g = at.gradient();
      boolean[] isHeld = held(x, g);
      double[] free = masked(g, isHeld);
      double[] direction = masked(memory.direction(free), isHeld);
      double slope = Vectors.dot(free, direction);
      if (!(slope < 0)) {
        direction = Vectors.scaled(free, -1);
        slope = -Vectors.dot(free, free);
        isFresh = true;
      }
      double first = isFresh ? Math.min(1, 1 / Vectors.norm(free)) : 1;
      WolfeSearch.Found found = along(x, at, direction, first);
      if (found == null) {
        search.checkPromise(-slope / 2);
        if (isFresh) {
          throw new Search.Ended(
              Status.Kind.ROUNDING,
              "the line search cannot lower the value further; rounding errors of f hide the descent");
        }
        memory.clear();
        isFresh = true;
        iteration--;
        continue;
      }
      memory.add(
          Vectors.minus(found.point(), x), Vectors.minus(found.at().gradient(), at.gradient()));
      x = found.point();
      at = found.at();
      isFresh = false;
      search.arrive(iteration, x, at.value(), Vectors.norm(projected(x, at.gradient())));
    }
  }

  /// Armijo's rule along the projection of the direction.
  private WolfeSearch.@org.jspecify.annotations.Nullable Found along(
      double[] x, ValueAndGradient at, double[] direction, double first) {
    double t = first;
    for (int i = 0; i < MOST_HALVINGS; i++) {
      double[] point = box.nearest(Vectors.moved(x, t, direction));
      ValueAndGradient trial = search.gradient(point);
      double expected = Vectors.dot(at.gradient(), Vectors.minus(point, x));
      if (trial.value() <= at.value() + 1e-4 * expected && trial.value() < at.value()) {
        return new WolfeSearch.Found(t, point, trial);
      }
      double curve = trial.value() - at.value() - expected;
      double quadratic = -expected / (2 * curve);
      t *= quadratic >= 0.1 && quadratic <= 0.5 ? quadratic : 0.5;
    }
    return null;
  }

  private boolean[] held(double[] x, double[] g) {
    boolean[] held = new boolean[x.length];
    for (int i = 0; i < x.length; i++) {
      held[i] = (x[i] <= box.lower()[i] && g[i] > 0) || (x[i] >= box.upper()[i] && g[i] < 0);
    }
    return held;
  }

  private static double[] masked(double[] v, boolean[] isHeld) {
    double[] masked = v.clone();
    for (int i = 0; i < v.length; i++) {
      masked[i] = isHeld[i] ? 0 : v[i];
    }
    return masked;
  }

  /// x less the nearest point inside to x − g: zero at a minimum.
  private double[] projected(double[] x, double[] g) {
    return Vectors.minus(x, box.nearest(Vectors.minus(x, g)));
  }
}
