package dev.leibniz.compile;

import dev.leibniz.data.Shape;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Var;
import java.util.ArrayList;
import java.util.List;

/// A part of a program that is run as one.
sealed interface Stage {
  /// Elementwise results of one shape, computed in one loop.
  ///
  /// @param shape the shape
  /// @param roots the results, each after those it reads at the same index
  /// @param folds reductions along the last axis of what the loop computes
  record Loop(Shape shape, List<Var> roots, List<Var> folds) implements Stage {
    /// All that the loop computes.
    List<Var> results() {
      List<Var> results = new ArrayList<>(roots);
      results.addAll(folds);
      return results;
    }
  }

  /// One equation that is run by itself.
  ///
  /// @param equation the equation
  record Single(Equation equation) implements Stage {}
}
