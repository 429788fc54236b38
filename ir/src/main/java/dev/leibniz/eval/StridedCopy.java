package dev.leibniz.eval;

import java.util.Arrays;

/// Copies of elements between regular places: element (i, j, …) lies at base + i·stride₀ +
/// j·stride₁ + … on either side.
public final class StridedCopy {
  /// Side of the squares in which a matrix is transposed, so that the cache lines of one side stay
  /// in the cache.
  private static final int TILE = 32;

  private final Object source;
  private final Object target;
  private final int[] extents;
  private final int[] from;
  private final int[] to;

  private StridedCopy(Object source, Object target, int[] extents, int[] from, int[] to) {
    this.source = source;
    this.target = target;
    this.extents = extents;
    this.from = from;
    this.to = to;
  }

  /// Copies every element.
  ///
  /// @param source the array that is read
  /// @param sourceBase the place of element (0, 0, …) in it
  /// @param sourceStrides the distance between neighbours per axis; 0 repeats an element
  /// @param target the array that is written, of the same type, and another one
  /// @param targetBase the place of element (0, 0, …) in it
  /// @param targetStrides the distance between neighbours per axis
  /// @param extents how many elements there are per axis
  public static void copy(
      Object source,
      long sourceBase,
      long[] sourceStrides,
      Object target,
      long targetBase,
      long[] targetStrides,
      long[] extents) {
    int[] size = new int[extents.length + 1];
    int[] from = new int[extents.length + 1];
    int[] to = new int[extents.length + 1];
    int rank = 0;
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] == 0) {
        return;
      }
      if (extents[axis] == 1) {
        continue;
      }
      boolean merges =
          rank > 0
              && from[rank - 1] == sourceStrides[axis] * extents[axis]
              && to[rank - 1] == targetStrides[axis] * extents[axis];
      int place = merges ? rank - 1 : rank++;
      size[place] = (int) extents[axis] * (merges ? size[place] : 1);
      from[place] = (int) sourceStrides[axis];
      to[place] = (int) targetStrides[axis];
    }
    if (rank == 0) {
      size[0] = 1;
      from[0] = 1;
      to[0] = 1;
      rank = 1;
    }
    new StridedCopy(
            source,
            target,
            Arrays.copyOf(size, rank),
            Arrays.copyOf(from, rank),
            Arrays.copyOf(to, rank))
        .walk(0, (int) sourceBase, (int) targetBase);
  }

  private void walk(int axis, int s, int t) {
    int left = extents.length - axis;
    if (left == 1) {
      line(source, s, from[axis], target, t, to[axis], extents[axis]);
    } else if (left == 2) {
      plane(axis, s, t);
    } else {
      for (int i = 0; i < extents[axis]; i++) {
        walk(axis + 1, s + i * from[axis], t + i * to[axis]);
      }
    }
  }

  private void plane(int axis, int s, int t) {
    int inner = axis + 1;
    int width = from[axis] == 1 && from[inner] != 1 ? TILE : extents[inner];
    for (int j = 0; j < extents[inner]; j += width) {
      plane(
          source,
          target,
          s + j * from[inner],
          t + j * to[inner],
          extents[axis],
          from[axis],
          to[axis],
          Math.min(width, extents[inner] - j),
          from[inner],
          to[inner]);
    }
  }

  private static void plane(
      Object source,
      Object target,
      int s,
      int t,
      int rows,
      int down,
      int below,
      int count,
      int a,
      int b) {
    switch (source) {
      case float[] x -> copy(x, s, down, a, (float[]) target, t, below, b, rows, count);
      case double[] x -> copy(x, s, down, a, (double[]) target, t, below, b, rows, count);
      case int[] x -> copy(x, s, down, a, (int[]) target, t, below, b, rows, count);
      case long[] x -> copy(x, s, down, a, (long[]) target, t, below, b, rows, count);
      case boolean[] x -> copy(x, s, down, a, (boolean[]) target, t, below, b, rows, count);
      default ->
          throw new IllegalArgumentException("not an array of elements: " + source.getClass());
    }
  }

  /// Copies `count` elements that lie `a` apart to places that are `b` apart.
  static void line(Object source, int s, int a, Object target, int t, int b, int count) {
    plane(source, target, s, t, 1, 0, 0, count, a, b);
  }

  private static void copy(
      float[] x, int s, int down, int a, float[] y, int t, int below, int b, int rows, int count) {
    for (int i = 0; i < rows; i++) {
      int from = s + i * down;
      int to = t + i * below;
      if (a == 1 && b == 1) {
        System.arraycopy(x, from, y, to, count);
      } else if (a == 0 && b == 1) {
        Arrays.fill(y, to, to + count, x[from]);
      } else {
        for (int j = 0; j < count; j++) {
          y[to + j * b] = x[from + j * a];
        }
      }
    }
  }

  private static void copy(
      double[] x,
      int s,
      int down,
      int a,
      double[] y,
      int t,
      int below,
      int b,
      int rows,
      int count) {
    for (int i = 0; i < rows; i++) {
      int from = s + i * down;
      int to = t + i * below;
      if (a == 1 && b == 1) {
        System.arraycopy(x, from, y, to, count);
      } else if (a == 0 && b == 1) {
        Arrays.fill(y, to, to + count, x[from]);
      } else {
        for (int j = 0; j < count; j++) {
          y[to + j * b] = x[from + j * a];
        }
      }
    }
  }

  private static void copy(
      int[] x, int s, int down, int a, int[] y, int t, int below, int b, int rows, int count) {
    for (int i = 0; i < rows; i++) {
      int from = s + i * down;
      int to = t + i * below;
      if (a == 1 && b == 1) {
        System.arraycopy(x, from, y, to, count);
      } else if (a == 0 && b == 1) {
        Arrays.fill(y, to, to + count, x[from]);
      } else {
        for (int j = 0; j < count; j++) {
          y[to + j * b] = x[from + j * a];
        }
      }
    }
  }

  private static void copy(
      long[] x, int s, int down, int a, long[] y, int t, int below, int b, int rows, int count) {
    for (int i = 0; i < rows; i++) {
      int from = s + i * down;
      int to = t + i * below;
      if (a == 1 && b == 1) {
        System.arraycopy(x, from, y, to, count);
      } else if (a == 0 && b == 1) {
        Arrays.fill(y, to, to + count, x[from]);
      } else {
        for (int j = 0; j < count; j++) {
          y[to + j * b] = x[from + j * a];
        }
      }
    }
  }

  private static void copy(
      boolean[] x,
      int s,
      int down,
      int a,
      boolean[] y,
      int t,
      int below,
      int b,
      int rows,
      int count) {
    for (int i = 0; i < rows; i++) {
      int from = s + i * down;
      int to = t + i * below;
      if (a == 1 && b == 1) {
        System.arraycopy(x, from, y, to, count);
      } else if (a == 0 && b == 1) {
        Arrays.fill(y, to, to + count, x[from]);
      } else {
        for (int j = 0; j < count; j++) {
          y[to + j * b] = x[from + j * a];
        }
      }
    }
  }
}
