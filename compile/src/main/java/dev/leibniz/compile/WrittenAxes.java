package dev.leibniz.compile;

import dev.leibniz.data.Shape;
import java.util.ArrayList;
import java.util.List;

/// Small axes of a loop whose elements are written out side by side, so that the innermost loop is
/// a longer one.
final class WrittenAxes {
  /// The largest extent that is written out.
  static final int LARGEST = 4;

  /// The most expressions of a loop after its axes are written out.
  private static final int MOST_EXPRESSIONS = 400;

  private WrittenAxes() {}

  /// The axes to write out, in rising order: small ones, the last first, while the kernel stays
  /// small.
  static List<Integer> of(Shape shape, int expressions) {
    List<Integer> axes = new ArrayList<>();
    long size = expressions;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      long extent = shape.extent(axis);
      if (extent > 1 && extent <= LARGEST && size * extent <= MOST_EXPRESSIONS) {
        size *= extent;
        axes.addFirst(axis);
      }
    }
    return axes.size() == shape.rank() ? List.of() : axes;
  }

  /// The elements that are written out, each for the indices of the axes that are left.
  static List<IndexMap> elements(Shape shape, List<Integer> axes) {
    int rank = shape.rank() - axes.size();
    List<IndexMap> elements = new ArrayList<>();
    long count = Shape.of(axes.stream().map(shape::extent).toList()).elements();
    for (int element = 0; element < count; element++) {
      long[][] rows = new long[shape.rank()][rank + 1];
      int rest = element;
      int left = rank;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        if (axes.contains(axis)) {
          rows[axis][rank] = rest % shape.extent(axis);
          rest /= (int) shape.extent(axis);
        } else {
          rows[axis][--left] = 1;
        }
      }
      elements.add(new IndexMap(rank, rows));
    }
    return elements;
  }
}
