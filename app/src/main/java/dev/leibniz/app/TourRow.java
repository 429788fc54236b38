package dev.leibniz.app;

import java.util.List;

/// One row of the calculus table.
interface TourRow {
  /// The row's name and what it means for learning.
  String title();

  /// Computes it.
  Outcome run();

  /// What was computed.
  ///
  /// @param lines what was computed and the check beside it
  /// @param isRight whether they agree
  record Outcome(List<String> lines, boolean isRight) {}
}
