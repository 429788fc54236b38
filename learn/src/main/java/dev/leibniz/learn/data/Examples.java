package dev.leibniz.learn.data;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.IndexException;
import dev.leibniz.error.ShapeException;

/// Examples to learn from: features and, row by row, what they should give.
///
/// @param features one example per row, `[n, …]`
/// @param targets one target per row, `[n, …]`: i32 `[n]` for classes, f32 `[n]` for numbers
public record Examples(TensorData features, TensorData targets) {
  /// Checks that there are as many targets as rows of features.
  ///
  /// @throws ShapeException if there are not
  public Examples {
    if (features.shape().rank() == 0
        || targets.shape().rank() == 0
        || features.shape().extent(0) != targets.shape().extent(0)) {
      throw new ShapeException(
          Explanation.of("Examples", "features and targets must have the same number of rows")
              .got("features = " + features.type() + ", targets = " + targets.type()));
    }
  }

  /// The number of examples.
  public int count() {
    return (int) features.shape().extent(0);
  }

  /// The examples of the given rows, in that order; a row may occur more than once.
  ///
  /// @throws IndexException if there is no such row
  public Examples select(int... rows) {
    return new Examples(rows(features, rows), rows(targets, rows));
  }

  /// The same with each example's features in another shape with as many elements, such as `(1, 28,
  /// 28)`.
  ///
  /// @throws ShapeException if it has another number of elements
  public Examples withFeatureShape(long... extents) {
    Shape shape = Shape.of(extents);
    if (shape.elements() != features.shape().remove(0).elements()) {
      throw new ShapeException(
          Explanation.of(
                  "Examples.withFeatureShape",
                  "the new shape must have as many elements as the old")
              .got("old = " + features.shape().remove(0) + ", new = " + shape));
    }
    return new Examples(features.withShape(shape.insert(0, count())), targets);
  }

  private static TensorData rows(TensorData data, int[] rows) {
    int count = (int) data.shape().extent(0);
    TensorData result = TensorData.zeros(data.type().withShape(data.shape().with(0, rows.length)));
    int width = Math.toIntExact(data.shape().remove(0).elements());
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0 || rows[i] >= count) {
        throw new IndexException(
            Explanation.of("Examples.select", "each row must be one of the examples")
                .got("row = " + rows[i] + ", examples = " + count));
      }
      System.arraycopy(data.array(), rows[i] * width, result.array(), i * width, width);
    }
    return result;
  }
}
