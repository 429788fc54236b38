package dev.leibniz.optimize;

import dev.leibniz.calculus.ValueAndGradient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// L-BFGS-B: Byrd, Lu, Nocedal and Zhu, "A limited memory algorithm for bound constrained
/// optimization" (1995), with the projection of Morales and Nocedal, "Remark on Algorithm 778"
/// (2011): the first local minimum of the quadratic model along the projected gradient says which
/// variables stay at their bounds; the model is minimized in the others; a line search goes towards
/// that point.
final class BoundedLbfgs implements Search.Loop {
  private static final double SUFFICIENTLY_FLAT = 0.9;

  private final Search search;
  private final Box box;
  private final CompactLbfgs model;
  private final MoreThuente line;
  private final boolean isBox;

  /// @param point the generalized Cauchy point
  /// @param moved Wᵀ·(point − x)
  private record Cauchy(double[] point, double[] moved) {}

  /// Where a variable reaches its bound along the projected gradient.
  private record Breakpoint(double t, int index) {}

  BoundedLbfgs(Search search, Box box) {
    this.search = search;
    this.box = box;
    this.model = new CompactLbfgs(search.settings().method().memory());
    this.line = new MoreThuente(search, SUFFICIENTLY_FLAT, box);
    this.isBox = box.isBounded();
  }

  @Override
  public void from(double[] start) {
    double[] x = start;
    ValueAndGradient at = search.gradient(x);
    search.arrive(0, x, at.value(), Vectors.norm(projected(x, at.gradient())));
    for (int iteration = 1; ; iteration++) {
      double[] g = at.gradient();
      double[] direction = Vectors.minus(target(x, g), x);
      double slope = Vectors.dot(g, direction);
      StepSearch.Found found = null;
      if (slope < 0) {
        if (!model.isEmpty()) {
          search.checkLearnedPromise(-slope / 2);
        }
        double longest = longest(x, direction);
        double first = iteration == 1 && !isBox ? 1 / Vectors.norm(direction) : 1;
        found = line.along(x, at.value(), slope, direction, Math.min(first, longest), longest);
      }
      if (found == null) {
        if (model.isEmpty()) {
          throw search.noDescent();
        }
        model.clear();
        iteration--;
        continue;
      }
      model.add(
          Vectors.minus(found.point(), x), Vectors.minus(found.at().gradient(), at.gradient()));
      x = found.point();
      at = found.at();
      search.arrive(iteration, x, at.value(), Vectors.norm(projected(x, at.gradient())));
    }
  }

  /// x less the nearest point inside to x − g: zero at a minimum.
  private double[] projected(double[] x, double[] g) {
    return Vectors.minus(x, box.nearest(Vectors.minus(x, g)));
  }

  private double longest(double[] x, double[] direction) {
    double longest = StepSearch.LONGEST;
    for (int i = 0; i < x.length; i++) {
      if (direction[i] != 0) {
        double bound = direction[i] < 0 ? box.lower()[i] : box.upper()[i];
        longest = Math.min(longest, Math.max(1, (bound - x[i]) / direction[i]));
      }
    }
    return longest;
  }

  /// The model's minimum among the variables that are free at the Cauchy point, moved into the box.
  private double[] target(double[] x, double[] g) {
    Cauchy cauchy = cauchy(x, g);
    double[] point = cauchy.point();
    boolean[] isFree = new boolean[x.length];
    double[] weights = model.middleTimes(cauchy.moved());
    double[] r = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      isFree[i] = point[i] > box.lower()[i] && point[i] < box.upper()[i];
      if (isFree[i]) {
        r[i] = g[i] + model.theta() * (point[i] - x[i]) - Vectors.dot(model.row(i), weights);
      }
    }
    double[] step = model.newton(r, i -> isFree[i]);
    double[] inside = box.nearest(Vectors.moved(point, 1, step));
    if (Vectors.dot(g, Vectors.minus(inside, x)) < 0) {
      return inside;
    }
    double part = 1;
    for (int i = 0; i < x.length; i++) {
      if (step[i] != 0) {
        double bound = step[i] < 0 ? box.lower()[i] : box.upper()[i];
        part = Math.min(part, (bound - point[i]) / step[i]);
      }
    }
    return box.nearest(Vectors.moved(point, part, step));
  }

  /// The paper's algorithm CP.
  private Cauchy cauchy(double[] x, double[] g) {
    int n = x.length;
    double[] direction = new double[n];
    List<Breakpoint> breakpoints = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double bound = g[i] < 0 ? box.upper()[i] : box.lower()[i];
      double t = g[i] == 0 ? Double.POSITIVE_INFINITY : (x[i] - bound) / g[i];
      if (t > 0) {
        direction[i] = -g[i];
        if (Double.isFinite(t)) {
          breakpoints.add(new Breakpoint(t, i));
        }
      }
    }
    breakpoints.sort(Comparator.comparingDouble(Breakpoint::t));
    double[] point = x.clone();
    double[] p = model.transposeTimes(direction);
    double[] moved = new double[p.length];
    double first = -Vectors.dot(direction, direction);
    double second = -model.theta() * first - Vectors.dot(p, model.middleTimes(p));
    double least = Math.ulp(1.0) * -model.theta() * first;
    double t = 0;
    for (Breakpoint next : breakpoints) {
      double stretch = next.t() - t;
      if (first >= 0 || -first / Math.max(second, least) < stretch) {
        break;
      }
      int b = next.index();
      double gradient = g[b];
      point[b] = gradient < 0 ? box.upper()[b] : box.lower()[b];
      moved = Vectors.moved(moved, stretch, p);
      double[] row = model.row(b);
      double[] image = model.middleTimes(row);
      first +=
          stretch * second
              + gradient * gradient
              + model.theta() * gradient * (point[b] - x[b])
              - gradient * Vectors.dot(image, moved);
      second -=
          model.theta() * gradient * gradient
              + 2 * gradient * Vectors.dot(image, p)
              + gradient * gradient * Vectors.dot(row, image);
      p = Vectors.moved(p, gradient, row);
      direction[b] = 0;
      t = next.t();
    }
    double rest = first < 0 ? -first / Math.max(second, least) : 0;
    for (int i = 0; i < n; i++) {
      if (direction[i] != 0) {
        point[i] = x[i] + (t + rest) * direction[i];
      }
    }
    return new Cauchy(box.nearest(point), Vectors.moved(moved, rest, p));
  }
}
