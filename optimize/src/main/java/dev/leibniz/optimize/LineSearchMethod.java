package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.calculus.ValueAndGradient;
import java.util.Arrays;

/// Methods that choose a direction and search along it.
final class LineSearchMethod {
  private final Method.Kind kind;
  private final Search search;
  private final LbfgsMemory memory;
  private double[][] inverse = new double[0][];
  private double[] direction = new double[0];

  LineSearchMethod(Method.Kind kind, Search search) {
    this.kind = kind;
    this.search = search;
    this.memory = new LbfgsMemory(search.settings().method().memory());
  }

  Optimum run(double[] start) {
    return search.run(start, () -> loop(start));
  }

  private boolean isNewtonLike() {
    return kind == Method.Kind.BFGS || kind == Method.Kind.LBFGS || kind == Method.Kind.NEWTON;
  }

  private void loop(double[] start) {
    WolfeSearch line = new WolfeSearch(search, isNewtonLike() ? 0.9 : 0.1);
    double[] x = start;
    ValueAndGradient at = search.gradient(x);
    double lastFall = Double.NaN;
    boolean isFresh = true;
    search.arrive(0, x, at.value(), Vectors.norm(at.gradient()));
    for (int iteration = 1; ; iteration++) {
      double[] g = at.gradient();
      if (isFresh) {
        forget();
        direction = Vectors.scaled(g, -1);
      }
      if (!isFresh || kind == Method.Kind.NEWTON) {
        direction = direction(x, g);
      }
      double slope = Vectors.dot(g, direction);
      if (!(slope < 0)) {
        direction = Vectors.scaled(g, -1);
        slope = -Vectors.dot(g, g);
      } else if (isNewtonLike() && !isFresh) {
        search.checkPromise(-slope / 2);
      }
      double first = first(isFresh, g, slope, lastFall);
      WolfeSearch.Found found = line.along(x, at.value(), slope, direction, first);
      if (found == null) {
        if (isFresh) {
          search.checkPromise(-slope * first * 1e-8);
          throw new Search.Ended(
              Status.Kind.ROUNDING,
              "the line search cannot lower the value further; rounding errors of f hide the descent");
        }
        isFresh = true;
        iteration--;
        continue;
      }
      learn(Vectors.minus(found.point(), x), g, found.at().gradient());
      lastFall = at.value() - found.at().value();
      x = found.point();
      at = found.at();
      isFresh = false;
      search.arrive(iteration, x, at.value(), Vectors.norm(at.gradient()));
    }
  }

  private double first(boolean isFresh, double[] g, double slope, double lastFall) {
    if (kind == Method.Kind.NEWTON || (isNewtonLike() && !isFresh)) {
      return 1;
    }
    if (isFresh || !(lastFall > 0)) {
      return Math.min(1, 1 / Vectors.norm(g));
    }
    return Math.min(1e10, -2 * lastFall / slope);
  }

  private double[] direction(double[] x, double[] g) {
    return switch (kind) {
      case NEWTON -> ModifiedCholesky.of(search.hessian(x)).solve(Vectors.scaled(g, -1));
      case LBFGS -> memory.direction(g);
      case BFGS -> {
        double[] step = new double[g.length];
        for (int i = 0; i < g.length; i++) {
          step[i] = -Vectors.dot(inverse[i], g);
        }
        yield step;
      }
      case CONJUGATE_GRADIENT -> direction;
      case GRADIENT_DESCENT -> Vectors.scaled(g, -1);
      case AUTOMATIC, TRUST_REGION, TRUST_REGION_PRODUCTS, NELDER_MEAD ->
          throw new IllegalStateException(kind.toString());
    };
  }

  private void forget() {
    memory.clear();
    inverse = new double[0][];
  }

  private void learn(double[] step, double[] before, double[] after) {
    double[] change = Vectors.minus(after, before);
    switch (kind) {
      case LBFGS -> memory.add(step, change);
      case BFGS -> update(step, change);
      case CONJUGATE_GRADIENT -> direction = conjugate(change, before, after);
      case GRADIENT_DESCENT, NEWTON -> {}
      case AUTOMATIC, TRUST_REGION, TRUST_REGION_PRODUCTS, NELDER_MEAD ->
          throw new IllegalStateException(kind.toString());
    }
  }

  /// Hager and Zhang's direction with its lower bound, equations 1.3 to 1.7.
  private double[] conjugate(double[] y, double[] before, double[] g) {
    double denominator = Vectors.dot(direction, y);
    double[] next = Vectors.scaled(g, -1);
    if (denominator == 0) {
      return next;
    }
    double twice = 2 * Vectors.dot(y, y) / denominator;
    double beta = (Vectors.dot(y, g) - twice * Vectors.dot(direction, g)) / denominator;
    double least = -1 / (Vectors.norm(direction) * Math.min(0.01, Vectors.norm(before)));
    return Vectors.moved(next, Math.max(beta, least), direction);
  }

  /// Nocedal and Wright, equations 6.17 and 6.20.
  private void update(double[] s, double[] y) {
    double curvature = Vectors.dot(s, y);
    int n = s.length;
    if (inverse.length == 0) {
      double scale = curvature > 0 ? curvature / Vectors.dot(y, y) : 1;
      inverse = new double[n][n];
      for (int i = 0; i < n; i++) {
        Arrays.fill(inverse[i], 0);
        inverse[i][i] = scale;
      }
    }
    if (!(curvature > 0)) {
      return;
    }
    double[] hy = new double[n];
    for (int i = 0; i < n; i++) {
      hy[i] = Vectors.dot(inverse[i], y);
    }
    double factor = (1 + Vectors.dot(y, hy) / curvature) / curvature;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        inverse[i][j] += factor * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / curvature;
      }
    }
  }
}
