package dev.leibniz.compile;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which results may lie in the memory of which donated arguments: those of the same type that are
/// read for the last time before the result is written, or at the same index in the same loop.
final class Donations {
  private final List<int[]> candidates;
  private volatile @Nullable Choice latest;

  /// @param candidates per result the arguments that fit, the best first
  Donations(List<int[]> candidates) {
    this.candidates = candidates;
  }

  private record Choice(boolean[] donated, int[] arguments) {}

  /// Per result the argument in whose memory it is to lie, or −1. No argument is chosen twice.
  int[] choose(boolean[] donated) {
    Choice known = latest;
    if (known != null && Arrays.equals(known.donated(), donated)) {
      return known.arguments();
    }
    boolean[] free = donated.clone();
    int[] arguments = new int[candidates.size()];
    Arrays.fill(arguments, -1);
    for (int i = 0; i < arguments.length; i++) {
      for (int candidate : candidates.get(i)) {
        if (arguments[i] < 0 && free[candidate]) {
          free[candidate] = false;
          arguments[i] = candidate;
        }
      }
    }
    latest = new Choice(donated.clone(), arguments);
    return arguments;
  }
}
