package dev.leibniz.learn.table;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.List;

/// How one column of a table becomes features.
public sealed interface FeatureColumn {
  /// The column's name.
  String name();

  /// The column's place in the table of the training, from 0.
  int position();

  /// A number: one feature, (x − mean) / deviation.
  ///
  /// @param fill what stands for a missing value, before it is scaled
  /// @param mean what is subtracted; 0 if the column is not scaled
  /// @param deviation what is divided by, positive; 1 if the column is constant or not scaled
  record Numeric(String name, int position, double fill, double mean, double deviation)
      implements FeatureColumn {
    /// Checks that all numbers are finite and the deviation is positive.
    public Numeric {
      Scaling.require(name, mean, deviation);
      Scaling.require(name, fill, deviation);
    }
  }

  /// A category: one feature for each, 1 for the row's own and 0 for the others.
  ///
  /// @param categories the categories in the order of their features
  /// @param fill the category that stands for a missing value
  record Categorical(String name, int position, List<String> categories, String fill)
      implements FeatureColumn {
    /// Keeps a copy of the list, and checks that its categories differ and that `fill` is one of
    /// them.
    public Categorical {
      categories = List.copyOf(categories);
      if (categories.stream().distinct().count() < categories.size()
          || !categories.contains(fill)) {
        throw new ArgumentException(
            Explanation.of("Categorical", "categories must differ, and the fill be one of them")
                .got("column = " + name + ", categories = " + categories + ", fill = " + fill));
      }
    }
  }

  /// The number of features that the column becomes.
  default int width() {
    return switch (this) {
      case Numeric numeric -> 1;
      case Categorical categorical -> categorical.categories().size();
    };
  }
}
