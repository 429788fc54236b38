package dev.leibniz.integrate;

import dev.leibniz.Status;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The search for events on the steps of one integration.
final class Events {
  private static final int PARTS = 4;

  private final List<OdeEvent> events;
  private final double[] before;
  private final double[] state;

  Events(List<OdeEvent> events, int size) {
    this.events = events;
    this.before = new double[events.size()];
    this.state = new double[size];
  }

  void start(double t, double[] y) {
    System.arraycopy(y, 0, state, 0, state.length);
    for (int i = 0; i < before.length; i++) {
      before[i] = value(i, t);
    }
  }

  /// Adds what happens on the last step until its end or a terminal event, which it gives.
  OdeEvent.@Nullable Occurrence between(
      double begin, double end, double[] y, Pieces pieces, List<OdeEvent.Occurrence> found) {
    int first = found.size();
    double from = begin;
    for (int part = 1; part <= PARTS; part++) {
      double to = part == PARTS ? end : begin + (end - begin) * part / PARTS;
      for (int i = 0; i < before.length; i++) {
        look(part == PARTS, to, y, pieces);
        double after = value(i, to);
        if (events.get(i).counts(before[i], after)) {
          found.add(occurrence(i, from, before[i], to, after, pieces));
        }
        before[i] = after;
      }
      from = to;
    }
    List<OdeEvent.Occurrence> here = found.subList(first, found.size());
    Comparator<OdeEvent.Occurrence> inTime = Comparator.comparingDouble(OdeEvent.Occurrence::t);
    here.sort(end > begin ? inTime : inTime.reversed());
    for (int i = 0; i < here.size(); i++) {
      OdeEvent.Occurrence occurrence = here.get(i);
      if (events.get(occurrence.event()).isTerminal()) {
        here.subList(i + 1, here.size()).clear();
        return occurrence;
      }
    }
    return null;
  }

  private void look(boolean atEnd, double t, double[] y, Pieces pieces) {
    if (atEnd) {
      System.arraycopy(y, 0, state, 0, state.length);
    } else {
      pieces.at(pieces.count() - 1, t, state);
    }
  }

  private OdeEvent.Occurrence occurrence(
      int event, double from, double before, double to, double after, Pieces pieces) {
    double root = to;
    if (after != 0) {
      root =
          Roots.between(
              t -> {
                look(false, t, state, pieces);
                return value(event, t);
              },
              from,
              before,
              to,
              after);
      look(false, root, state, pieces);
    }
    return new OdeEvent.Occurrence(event, root, state.clone());
  }

  private double value(int event, double t) {
    double value;
    try {
      value = events.get(event).g().apply(t, state);
    } catch (RuntimeException failure) {
      throw new Halt(
          Status.Kind.FAILED, "event " + event + " threw " + failure + " at t = " + t, failure);
    }
    if (Double.isNaN(value)) {
      throw new Halt(Status.Kind.NOT_A_NUMBER, "event " + event + " gave NaN at t = " + t, null);
    }
    return value;
  }
}
