package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.calculus.MultivariateFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The run of a [GlobalSearch].
final class Evolution {
  private static final int LEAST_POPULATION = 40;
  private static final int PATIENCE = 5;
  private static final double SMALLEST_FACTOR = 0.5;

  private final GlobalSearch settings;
  private final MultivariateFunction f;
  private final Box box;
  private final SplittableRandom random;
  private final long begin = System.nanoTime();
  private final List<Iteration> history = new ArrayList<>();
  private Evaluations spent = new Evaluations(0, 0, 0, 0);
  private int searches;
  private @Nullable Optimum best;

  Evolution(GlobalSearch settings, MultivariateFunction f, Box box) {
    this.settings = settings;
    this.f = f;
    this.box = box;
    this.random = new SplittableRandom(settings.seed());
  }

  Optimum run() {
    Optimum found = search(scattered());
    Status status;
    try {
      List<Optimum> minima = scatter(found);
      status = settings.isEvolved() ? evolve(minima) : exhausted(settings.starts() + " starts");
    } catch (Search.Ended end) {
      status = end.status();
    }
    Optimum lowest = best == null ? found : best;
    boolean isKnown = status.converged() && !lowest.status().converged();
    return new Optimum(
        lowest.point(),
        lowest.value(),
        lowest.gradientNorm(),
        searches,
        spent,
        isKnown ? lowest.status() : status,
        List.copyOf(history));
  }

  private Status exhausted(String what) {
    return new Status(Status.Kind.CONVERGED, "the lowest of the minima that " + what + " led to");
  }

  /// The minima from all starts.
  private List<Optimum> scatter(Optimum first) {
    List<Optimum> minima = new ArrayList<>();
    note(first, minima);
    while (searches < settings.starts()) {
      note(search(scattered()), minima);
    }
    return minima;
  }

  private void note(Optimum found, List<Optimum> minima) {
    tell(found);
    if (Double.isFinite(found.value())) {
      minima.add(found);
    }
  }

  /// Tells of a local search that has ended, and ends the whole search where that has reached a
  /// limit of the whole.
  private void tell(Optimum found) {
    tell();
    boolean isOwnLimit = found.iterations() >= settings.local().iterations();
    if (found.status().kind() == Status.Kind.LIMIT && !isOwnLimit) {
      throw new Search.Ended(Status.Kind.LIMIT, found.status().sentence());
    }
    if (spent.total() >= settings.local().evaluations()) {
      throw Search.limit(
          "the limit of " + settings.local().evaluations() + " evaluations was reached");
    }
  }

  private Status evolve(List<Optimum> minima) {
    minima.sort(Comparator.comparingDouble(Optimum::value));
    int size = Math.min(minima.size(), Math.max(LEAST_POPULATION, settings.starts() / 10));
    List<Optimum> members = new ArrayList<>(minima.subList(0, size));
    int quiet = 0;
    int generations = 0;
    while (size > 3 && quiet < PATIENCE) {
      boolean isQuiet = true;
      for (int i = 0; i < size; i++) {
        Optimum rival = search(rival(members, i));
        tell(rival);
        if (isLower(rival, members.get(i))) {
          members.set(i, rival);
          isQuiet = false;
        }
      }
      generations++;
      quiet = isQuiet ? quiet + 1 : 0;
    }
    return exhausted(settings.starts() + " starts and " + generations + " generations");
  }

  private double[] scattered() {
    double[] start = new double[box.lower().length];
    for (int i = 0; i < start.length; i++) {
      start[i] = box.between(i, random.nextDouble());
    }
    return start;
  }

  /// A point between and beyond others, which shares variables with the member at a place.
  private double[] rival(List<Optimum> members, int place) {
    int[] others =
        random.ints(0, members.size()).filter(i -> i != place).distinct().limit(3).toArray();
    double[] a = members.get(others[0]).point();
    double[] b = members.get(others[1]).point();
    double[] c = members.get(others[2]).point();
    double[] rival = members.get(place).point().clone();
    double factor = random.nextDouble(SMALLEST_FACTOR, 1);
    int always = random.nextInt(rival.length);
    for (int i = 0; i < rival.length; i++) {
      if (i == always || random.nextBoolean()) {
        rival[i] = a[i] + factor * (b[i] - c[i]);
        if (rival[i] < box.lower()[i] || rival[i] > box.upper()[i]) {
          rival[i] = box.between(i, random.nextDouble());
        }
      }
    }
    return rival;
  }

  private Optimum search(double[] start) {
    Minimizer local = settings.local().listener(_ -> true).history(false);
    Minimizer limited = local.evaluations(local.evaluations() - spent.total());
    Optional<Duration> time = local.time().map(all -> all.minusNanos(System.nanoTime() - begin));
    Optimum found = time.map(limited::time).orElse(limited).of(f, start, box.lower(), box.upper());
    searches++;
    spent = spent.plus(found.evaluations());
    if (Double.isFinite(found.value()) && (best == null || isLower(found, best))) {
      best = found;
    }
    return found;
  }

  /// Lower by more than the rounding errors of a local search.
  private static boolean isLower(Optimum found, Optimum best) {
    return found.value() < best.value() - 1e-12 * Math.abs(best.value());
  }

  private void tell() {
    Optimum lowest = best;
    if (lowest == null) {
      return;
    }
    Iteration entry =
        new Iteration(searches, lowest.point(), lowest.value(), lowest.gradientNorm(), spent);
    if (settings.local().keepsHistory()) {
      history.add(entry);
    }
    if (!settings.local().listener().goOn(entry)) {
      throw new Search.Ended(
          Status.Kind.STOPPED, "the listener stopped it after " + searches + " local searches");
    }
  }
}
