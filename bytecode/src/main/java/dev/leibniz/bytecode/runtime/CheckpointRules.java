package dev.leibniz.bytecode.runtime;

import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.PathFunction;
import dev.leibniz.calculus.VectorFunction;

/// Derivatives of [Checkpoints#iterate]. In reverse, two levels of checkpoints (Griewank and
/// Walther, "Evaluating Derivatives", 2008, section 12.1): √n states are kept on the way, and as
/// many again for the part that is being swept; each step is computed three times.
public final class CheckpointRules {
  private CheckpointRules() {}

  /// sₖ₊₁ = J·ṡₖ + ∂f/∂p · ṗ.
  public static double[] iterateTangent(
      VectorFunction step, PathFunction start, int steps, double[] end) {
    DirectionalFunction jvp = Nested.jvp(step);
    VectorFunction forced = Nested.vectorTangent(step);
    double[] state = start.apply(0).clone();
    double[] tangent = Nested.pathTangent(start).apply(0);
    for (int k = 0; k < steps; k++) {
      double[] rate = forced.apply(state);
      double[] moved = jvp.apply(state, tangent);
      double[] next = new double[moved.length];
      for (int i = 0; i < next.length; i++) {
        next[i] = moved[i] + rate[i];
      }
      tangent = next;
      state = step.apply(state);
    }
    return tangent;
  }

  /// wₖ = Jᵀ·wₖ₊₁, and the sum of (∂f/∂p)ᵀ·wₖ₊₁.
  public static double[] iterateCotangent(
      VectorFunction step, PathFunction start, int steps, double[] end, double[] w) {
    DirectionalFunction vjp = Nested.vjp(step);
    DirectionalFunction pullback = Nested.vectorPullback(step);
    double[] total = new double[Nested.size()];
    double[] weights = w;
    int length = (int) Math.ceil(Math.sqrt(Math.max(steps, 1)));
    int parts = (steps + length - 1) / length;
    double[][] begins = new double[parts][];
    double[] state = start.apply(0).clone();
    for (int part = 0; part < parts; part++) {
      begins[part] = state;
      int until = Math.min(steps, (part + 1) * length);
      for (int k = part * length; k < until; k++) {
        state = step.apply(state);
      }
    }
    for (int part = parts - 1; part >= 0; part--) {
      int count = Math.min(steps, (part + 1) * length) - part * length;
      double[][] states = new double[count][];
      double[] now = begins[part];
      for (int k = 0; k < count; k++) {
        states[k] = now;
        now = step.apply(now);
      }
      for (int k = count - 1; k >= 0; k--) {
        double[] by = pullback.apply(states[k], weights);
        for (int i = 0; i < total.length; i++) {
          total[i] += by[i];
        }
        weights = vjp.apply(states[k], weights);
      }
    }
    double[] first = Nested.pathPullback(start, weights).apply(0);
    for (int i = 0; i < total.length; i++) {
      total[i] += first[i];
    }
    return total;
  }
}
