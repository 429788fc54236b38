package dev.leibniz.optimize;

import dev.leibniz.calculus.ValueAndGradient;

/// Methods that choose a direction and search along it.
final class LineSearchMethod implements Search.Loop {
  private static final double LOOSE = 0.9;
  private static final double TIGHT = 0.1;

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

  private boolean isNewtonLike() {
    return kind == Method.Kind.BFGS || kind == Method.Kind.LBFGS || kind == Method.Kind.NEWTON;
  }

  @Override
  public void from(double[] start) {
    StepSearch line =
        StepSearch.of(
            search.settings().method().lineSearch(),
            search,
            isNewtonLike() ? LOOSE : TIGHT,
            start.length);
    double[] x = start;
    ValueAndGradient at = search.gradient(x);
    double lastRise = Double.NaN;
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
      } else {
        checkPromise(slope, isFresh);
      }
      double first = first(isFresh, g, slope, lastRise);
      StepSearch.Found found = line.along(x, at.value(), slope, direction, first);
      if (found == null) {
        if (isFresh) {
          throw search.noDescent();
        }
        isFresh = true;
        iteration--;
        continue;
      }
      lastRise = found.step() * slope;
      learn(Vectors.minus(found.point(), x), g, found.at().gradient());
      x = found.point();
      at = found.at();
      isFresh = false;
      search.arrive(iteration, x, at.value(), Vectors.norm(at.gradient()));
    }
  }

  private void checkPromise(double slope, boolean isFresh) {
    if (kind == Method.Kind.NEWTON) {
      search.checkPromise(-slope / 2);
    } else if (isNewtonLike() && !isFresh) {
      search.checkLearnedPromise(-slope / 2);
    }
  }

  /// The step to try first: a Newton-like method's own; for the others one with the change to first
  /// order of the last (Nocedal and Wright, section 3.5); at the beginning a short one.
  ///
  /// @param lastRise the last step times the slope there, negative
  private double first(boolean isFresh, double[] g, double slope, double lastRise) {
    if (kind == Method.Kind.NEWTON || (isNewtonLike() && !isFresh)) {
      return 1;
    }
    if (isFresh || !(lastRise < 0)) {
      return Math.min(1, 1 / Vectors.norm(g));
    }
    return Math.min(1e10, lastRise / slope);
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
      double fromStep = factor * s[i] - hy[i] / curvature;
      double fromChange = s[i] / curvature;
      double[] row = inverse[i];
      for (int j = 0; j < n; j++) {
        row[j] += fromStep * s[j] - fromChange * hy[j];
      }
    }
  }
}
