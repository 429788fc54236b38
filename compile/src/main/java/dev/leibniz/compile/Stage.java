package dev.leibniz.compile;

import dev.leibniz.data.Shape;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Var;
import java.util.List;

/// A part of a program that is run as one.
sealed interface Stage {
  /// Elementwise results of one shape, computed in one loop.
  ///
  /// @param shape the shape
  /// @param roots the results, each after those it reads at the same index
  record Loop(Shape shape, List<Var> roots) implements Stage {}

  /// One equation that is run by itself.
  ///
  /// @param equation the equation
  record Single(Equation equation) implements Stage {}
}
