package dev.leibniz.learn.table;

import java.util.List;

/// How the column that is predicted becomes targets, and predictions its values.
public sealed interface TargetColumn {
  /// The column's name.
  String name();

  /// The column's place in the table of the training, from 0.
  int position();

  /// Classes: the target is the place of the row's class in the list. Numbers are compared as
  /// numbers, so `1` and `1.0` are one class, named `1`.
  ///
  /// @param classes the classes, numbers first by value, then texts in the order of
  ///   [String#compareTo]
  record Classification(String name, int position, List<String> classes) implements TargetColumn {
    /// Keeps a copy of the list.
    public Classification {
      classes = List.copyOf(classes);
    }
  }

  /// A number: the target is (y − mean) / deviation.
  ///
  /// @param mean what is subtracted; 0 if the target is not scaled
  /// @param deviation what is divided by, positive; 1 if the target is constant or not scaled
  record Regression(String name, int position, double mean, double deviation)
      implements TargetColumn {
    /// Checks that both numbers are finite and the deviation is positive.
    public Regression {
      Scaling.require(name, mean, deviation);
    }

    /// The value in the column's own unit that a prediction means: prediction · deviation + mean.
    public double value(double prediction) {
      return Math.fma(prediction, deviation, mean);
    }
  }
}
