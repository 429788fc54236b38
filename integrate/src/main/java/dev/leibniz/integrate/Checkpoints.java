package dev.leibniz.integrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One run whose steps can be visited from the last to the first in bounded memory: the states of
/// one block of steps are kept, and checkpoints, from which the run is repeated to the bit.
///
/// Checkpoints are equally far apart; when there are too many, every second one is dropped. What
/// lies between two of them is cut up again where it is longer than a block, so that the work grows
/// by one more run for each power of their number. Source: Griewank, Walther, Evaluating
/// Derivatives (2008), chapter 12; Stumm, Walther, New algorithms for optimal online checkpointing
/// (2010).
final class Checkpoints {
  private static final int NUMBERS = 1 << 22;
  private static final int MOST_STATES = 1 << 16;

  private final Integration integration;
  private final int blockSize;
  private final int most;
  private final List<Integration.Checkpoint> kept = new ArrayList<>();
  private int stride;
  private int blockStart;
  private int blockEnd;

  /// Consecutive steps.
  ///
  /// @param start the number of the first of them
  /// @param pieces the steps
  /// @param end the time at which the last one ends
  /// @param carry what belongs to the beginning of the first one
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Block(int start, Pieces pieces, double end, double[] carry) {
    double end(int piece) {
      return piece + 1 < pieces.count() ? pieces.start(piece + 1) : end;
    }
  }

  /// What is done with a block.
  interface Visitor {
    void visit(Block block);
  }

  /// Of a run that keeps so many states, half of them as checkpoints.
  Checkpoints(Integration integration, int states) {
    this.integration = integration;
    this.blockSize = Math.max(1, states / 2);
    this.most = Math.max(2, states / 4 * 2);
    this.stride = blockSize;
  }

  /// How many states of so many components are kept if nobody says how many: 64 MiB of them.
  static int states(int size) {
    return Math.min(MOST_STATES, Math.max(32, NUMBERS / Math.max(1, size)));
  }

  /// Runs from the start to the end.
  Integration.Marked run() {
    Integration.Marked marked = integration.runToMarks(this::betweenSteps);
    blockEnd = integration.steps();
    return marked;
  }

  private void betweenSteps() {
    int steps = integration.steps();
    if (steps == kept.size() * stride) {
      if (kept.size() == most) {
        for (int i = 0; i < most / 2; i++) {
          kept.set(i, kept.get(2 * i));
        }
        kept.subList(most / 2, most).clear();
        stride *= 2;
      }
      kept.add(integration.checkpoint());
    }
    if (steps - blockStart == blockSize) {
      integration.pieces().clear();
      blockStart = steps;
    }
  }

  private int endOf(int segment) {
    return segment + 1 < kept.size() ? kept.get(segment + 1).step() : integration.lastStep();
  }

  /// Visits all blocks in their order, with the same carry, which the visitor changes; the carries
  /// at the checkpoints.
  List<double[]> forward(double[] carry, Visitor visitor) {
    List<double[]> carries = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      carries.add(carry.clone());
      through(kept.get(i), endOf(i), carry, visitor);
    }
    return carries;
  }

  /// Visits the blocks from a checkpoint to a step.
  private void through(Integration.Checkpoint from, int to, double[] carry, Visitor visitor) {
    boolean restored = false;
    for (int step = from.step(); step < to; step += blockSize) {
      int end = Math.min(to, step + blockSize);
      if (step != blockStart || end != blockEnd) {
        if (!restored) {
          integration.restore(from);
          skipTo(step);
        }
        restored = true;
        load(step, end);
      }
      visitor.visit(new Block(step, integration.pieces(), integration.time(), carry));
    }
  }

  private void skipTo(int step) {
    while (integration.steps() < step) {
      load(integration.steps(), Math.min(step, integration.steps() + blockSize));
    }
  }

  private void load(int from, int to) {
    integration.pieces().clear();
    integration.advance(to - from);
    blockStart = from;
    blockEnd = to;
  }

  /// Visits all blocks from the last to the first, each with the carry at its beginning, which
  /// `carrier` takes from the beginning of a block to its end.
  void backward(List<double[]> carries, Visitor carrier, Visitor visitor) {
    for (int i = kept.size() - 1; i >= 0; i--) {
      back(kept.get(i), endOf(i), carries.get(i), carrier, visitor);
    }
  }

  private void back(
      Integration.Checkpoint from, int to, double[] carry, Visitor carrier, Visitor visitor) {
    int blocks = Math.ceilDiv(to - from.step(), blockSize);
    if (blocks <= 1) {
      through(from, to, carry.clone(), visitor);
      return;
    }
    int part = Math.ceilDiv(blocks, most) * blockSize;
    List<Integration.Checkpoint> starts = new ArrayList<>(List.of(from));
    List<double[]> carries = new ArrayList<>(List.of(carry));
    double[] moving = carry.clone();
    Integration.Checkpoint last = from;
    while (last.step() + part < to) {
      through(last, last.step() + part, moving, carrier);
      last = integration.checkpoint();
      starts.add(last);
      carries.add(moving.clone());
    }
    for (int i = starts.size() - 1; i >= 0; i--) {
      int end = i + 1 < starts.size() ? starts.get(i + 1).step() : to;
      back(starts.get(i), end, carries.get(i), carrier, visitor);
    }
  }

  /// Carries for runs without any.
  List<double[]> nothing() {
    double[][] none = new double[kept.size()][0];
    return Arrays.asList(none);
  }
}
