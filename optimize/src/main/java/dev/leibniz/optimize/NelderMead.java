package dev.leibniz.optimize;

import java.util.Arrays;
import java.util.Comparator;

/// Nelder and Mead's simplex with Gao and Han's parameters, which depend on the number of
/// variables. With bounds, points are moved to the nearest one inside. No proof of convergence
/// exists: simplices can collapse where nothing is minimal, so that a new one begins where one has
/// shrunk, until it finds nothing better.
final class NelderMead implements Search.Loop {
  private final Search search;
  private final Box box;

  private record Vertex(double[] point, double value) {}

  NelderMead(Search search, Box box) {
    this.search = search;
    this.box = box;
  }

  private Vertex vertex(double[] x) {
    double[] inside = box.nearest(x);
    double value = search.value(inside);
    return new Vertex(inside, Double.isNaN(value) ? Double.POSITIVE_INFINITY : value);
  }

  @Override
  public void from(double[] start) {
    Vertex best = new Vertex(start, search.value(start));
    search.arrive(0, start, best.value(), null);
    int iteration = 0;
    while (true) {
      double before = best.value();
      Vertex[] simplex = around(best);
      do {
        iteration++;
        improve(simplex);
        Arrays.sort(simplex, Comparator.comparingDouble(Vertex::value));
        best = simplex[0];
        search.arrive(iteration, best.point(), best.value(), null);
      } while (!isShrunk(simplex));
      if (!(before - best.value() > search.settings().tolerance() * (1 + Math.abs(best.value())))) {
        throw Search.converged(
            "the simplex has shrunk to a point, and a new one around it has found nothing better");
      }
    }
  }

  private Vertex[] around(Vertex centre) {
    double[] x = centre.point();
    Vertex[] simplex = new Vertex[x.length + 1];
    simplex[0] = centre;
    for (int i = 0; i < x.length; i++) {
      double[] corner = x.clone();
      double step = x[i] == 0 ? 0.1 : 0.1 * Math.abs(x[i]);
      corner[i] = x[i] + step > box.upper()[i] ? x[i] - step : x[i] + step;
      simplex[i + 1] = vertex(corner);
    }
    Arrays.sort(simplex, Comparator.comparingDouble(Vertex::value));
    return simplex;
  }

  private boolean isShrunk(Vertex[] simplex) {
    double[] best = simplex[0].point();
    double size = 0;
    for (Vertex each : simplex) {
      size = Math.max(size, Vectors.norm(Vectors.minus(each.point(), best)));
    }
    double spread = simplex[simplex.length - 1].value() - simplex[0].value();
    double tolerance = search.settings().tolerance();
    return size <= tolerance * (1 + Vectors.norm(best))
        && spread <= tolerance * (1 + Math.abs(simplex[0].value()));
  }

  /// One step of Gao and Han's algorithm, section 2; worst vertex last.
  private void improve(Vertex[] simplex) {
    int n = simplex.length - 1;
    double dimension = Math.max(n, 2);
    Vertex worst = simplex[n];
    double[] centre = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        centre[j] += simplex[i].point()[j] / n;
      }
    }
    double[] away = Vectors.minus(centre, worst.point());
    Vertex reflected = vertex(Vectors.moved(centre, 1, away));
    if (reflected.value() < simplex[0].value()) {
      Vertex expanded = vertex(Vectors.moved(centre, 1 + 2 / dimension, away));
      simplex[n] = expanded.value() < reflected.value() ? expanded : reflected;
      return;
    }
    if (reflected.value() < simplex[n - 1].value()) {
      simplex[n] = reflected;
      return;
    }
    double contraction = 0.75 - 1 / (2 * dimension);
    boolean isOutside = reflected.value() < worst.value();
    Vertex contracted = vertex(Vectors.moved(centre, isOutside ? contraction : -contraction, away));
    if (contracted.value() < Math.min(reflected.value(), worst.value())) {
      simplex[n] = contracted;
      return;
    }
    double shrink = 1 - 1 / dimension;
    for (int i = 1; i <= n; i++) {
      double[] edge = Vectors.minus(simplex[i].point(), simplex[0].point());
      simplex[i] = vertex(Vectors.moved(simplex[0].point(), shrink, edge));
    }
  }
}
