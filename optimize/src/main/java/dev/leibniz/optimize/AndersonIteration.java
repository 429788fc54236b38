package dev.leibniz.optimize;

import dev.leibniz.Status;
import dev.leibniz.Status.Kind;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.LeibnizException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The iteration behind [FixedPoint]: x₊ = x + βf − (ΔX + βΔF) γ with f = g(x) − x and γ the least
/// squares solution of ΔF γ ≈ f, ΔX and ΔF the last differences of x and f.
final class AndersonIteration {
  private static final double FAR_WORSE = 1e4;
  private static final double UNBOUNDED = 1e150;
  private static final int PATIENCE = 500;
  private static final int HALVINGS = 40;

  private final VectorFunction g;
  private final FixedPointOptions options;
  private final long deadline;
  private final Deque<double[]> steps = new ArrayDeque<>();
  private final Deque<double[]> changes = new ArrayDeque<>();
  private double[] point;
  private double[] residual;
  private double[] best;
  private double[] bestResidual;
  private int evaluations;
  private @Nullable Status failure;

  AndersonIteration(VectorFunction g, double[] start, FixedPointOptions options) {
    for (int j = 0; j < start.length; j++) {
      if (!Double.isFinite(start[j])) {
        throw refuse("the start must be finite", "start[" + j + "] = " + start[j], "give a number");
      }
    }
    this.g = g;
    this.options = options;
    long time = Math.min(options.time().toMillis(), Long.MAX_VALUE / 4_000_000);
    deadline = System.nanoTime() + 1_000_000 * time;
    point = start.clone();
    residual = residual(point);
    best = point;
    bestResidual = residual;
  }

  private static ArgumentException refuse(String law, String got, String fix) {
    return new ArgumentException(Explanation.of("FixedPoint.of", law).got(got).fix(fix));
  }

  /// g(x) − x; where g fails or is not finite, `failure` says so.
  private double[] residual(double[] x) {
    evaluations++;
    failure = null;
    double[] value;
    try {
      value = g.apply(x.clone());
    } catch (LeibnizException refusal) {
      throw refusal;
    } catch (RuntimeException thrown) {
      failure = new Status(Kind.FAILED, "g threw " + thrown);
      return new double[x.length];
    }
    if (value.length != x.length) {
      throw refuse(
          "g must give a vector as long as its argument",
          "an argument of length " + x.length + ", a value of length " + value.length,
          "look for the components that are missing");
    }
    double[] result = new double[x.length];
    for (int j = 0; j < result.length; j++) {
      result[j] = value[j] - x[j];
      if (!Double.isFinite(result[j]) && failure == null) {
        failure = new Status(Kind.NOT_A_NUMBER, "component " + j + " of g is " + value[j]);
      }
    }
    return result;
  }

  FixedPoint run() {
    if (failure != null) {
      return result(failure);
    }
    int sinceBest = 0;
    double share = options.damping();
    int halvings = 0;
    while (true) {
      Status end = end(sinceBest);
      if (end != null) {
        return result(end);
      }
      double[] target = next(share);
      double[] found = residual(target);
      sinceBest++;
      if (failure != null) {
        if (++halvings > HALVINGS) {
          return result(failure);
        }
        restart();
        share /= 2;
        continue;
      }
      share = options.damping();
      remember(target, found);
      double norm = HouseholderQr.norm(found, 0);
      double least = HouseholderQr.norm(bestResidual, 0);
      if (norm < least) {
        best = point;
        bestResidual = residual;
        sinceBest = 0;
        halvings = 0;
      } else if (norm > FAR_WORSE * least && !steps.isEmpty() && options.memory() > 0) {
        if (++halvings > HALVINGS) {
          return result(diverged());
        }
        restart();
      }
    }
  }

  private @Nullable Status end(int sinceBest) {
    double norm = HouseholderQr.norm(bestResidual, 0);
    double size = HouseholderQr.norm(best, 0);
    if (norm <= options.tolerance() * size) {
      return new Status(
          Kind.CONVERGED,
          String.format(Locale.ROOT, "‖g(x) − x‖ is %.1e of ‖x‖", size == 0 ? 0 : norm / size));
    }
    if (norm <= Double.MIN_NORMAL) {
      return new Status(Kind.CONVERGED, "g(x) = x up to underflow");
    }
    if (evaluations >= options.evaluations()) {
      return limit(options.evaluations() + " evaluations");
    }
    if (System.nanoTime() >= deadline) {
      return limit("time, " + options.time());
    }
    if (HouseholderQr.norm(point, 0) > UNBOUNDED) {
      return diverged();
    }
    if (sinceBest >= PATIENCE) {
      return new Status(
          Kind.STALLED,
          String.format(
              Locale.ROOT, "‖g(x) − x‖ has not fallen below %.3e in %d steps", norm, PATIENCE));
    }
    return null;
  }

  private static Status limit(String what) {
    return new Status(Kind.LIMIT, "the limit was reached: " + what);
  }

  private static Status diverged() {
    return new Status(Kind.DIVERGENT, "the iteration leads away from all fixed points it meets");
  }

  private void restart() {
    steps.clear();
    changes.clear();
    point = best;
    residual = bestResidual;
  }

  private void remember(double[] target, double[] found) {
    if (options.memory() > 0) {
      steps.addLast(minus(target, point));
      changes.addLast(minus(found, residual));
      if (steps.size() > Math.min(options.memory(), point.length)) {
        steps.removeFirst();
        changes.removeFirst();
      }
    }
    point = target;
    residual = found;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] result = new double[a.length];
    for (int j = 0; j < result.length; j++) {
      result[j] = a[j] - b[j];
    }
    return result;
  }

  private double[] next(double share) {
    int n = point.length;
    List<double[]> pastSteps = new ArrayList<>(steps);
    List<double[]> pastChanges = new ArrayList<>(changes);
    double[] amounts = new double[0];
    if (!pastChanges.isEmpty()) {
      double[][] columns = new double[pastChanges.size()][];
      for (int k = 0; k < columns.length; k++) {
        columns[k] = pastChanges.get(k).clone();
      }
      HouseholderQr factors = HouseholderQr.ofColumns(columns, n);
      amounts = factors.unpivot(factors.solve(factors.transposeTimes(residual), factors.rank()));
    }
    double[] result = new double[n];
    for (int j = 0; j < n; j++) {
      result[j] = Math.fma(share, residual[j], point[j]);
      for (int k = 0; k < amounts.length; k++) {
        double column = Math.fma(share, pastChanges.get(k)[j], pastSteps.get(k)[j]);
        result[j] = Math.fma(-amounts[k], column, result[j]);
      }
    }
    return result;
  }

  private FixedPoint result(Status status) {
    return new FixedPoint(best, HouseholderQr.norm(bestResidual, 0), evaluations, status);
  }
}
