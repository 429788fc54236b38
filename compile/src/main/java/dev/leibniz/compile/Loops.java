package dev.leibniz.compile;

import dev.leibniz.data.Shape;
import java.util.ArrayList;
import java.util.List;

/// The loops of a kernel: its indices with neighbours merged wherever every access steps through
/// both as through one, and those of size 1 left out.
///
/// @param extents the sizes, at least one; the last is the innermost loop
/// @param strides per access, one stride per loop
/// @param offsets per access
record Loops(int[] extents, int[][] strides, int[] offsets) {

  static Loops of(Shape shape, List<Access> accesses) {
    List<Integer> kept = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.extent(axis) != 1) {
        kept.add(axis);
      }
    }
    List<Integer> last = new ArrayList<>();
    List<Long> sizes = new ArrayList<>();
    for (int axis : kept) {
      int before = last.isEmpty() ? -1 : last.getLast();
      if (before >= 0 && merge(accesses, before, axis, shape.extent(axis))) {
        last.set(last.size() - 1, axis);
        sizes.set(sizes.size() - 1, sizes.getLast() * shape.extent(axis));
      } else {
        last.add(axis);
        sizes.add(shape.extent(axis));
      }
    }
    int loops = Math.max(last.size(), 1);
    int[] extents = new int[loops];
    int[][] strides = new int[accesses.size()][loops];
    int[] offsets = new int[accesses.size()];
    extents[loops - 1] = 1;
    for (int loop = 0; loop < last.size(); loop++) {
      extents[loop] = Math.toIntExact(sizes.get(loop));
    }
    for (int a = 0; a < accesses.size(); a++) {
      long[] place = accesses.get(a).place();
      offsets[a] = (int) place[shape.rank()];
      for (int loop = 0; loop < last.size(); loop++) {
        strides[a][loop] = (int) place[last.get(loop)];
      }
    }
    return new Loops(extents, strides, offsets);
  }

  private static boolean merge(List<Access> accesses, int outer, int inner, long extent) {
    return accesses.stream()
        .allMatch(access -> access.place()[outer] == access.place()[inner] * extent);
  }

  /// How an access moves along the innermost loop.
  Step step(int access) {
    return switch (strides[access][extents.length - 1]) {
      case 0 -> Step.NONE;
      case 1 -> Step.ONE;
      case 2 -> Step.TWO;
      default -> Step.ANY;
    };
  }

  /// How an access moves along the innermost loop.
  enum Step {
    /// Not at all: what is read is the same throughout.
    NONE,
    /// To the next element.
    ONE,
    /// To the next element but one.
    TWO,
    /// By a stride that is an argument.
    ANY
  }

  /// The number of iterations of what the caller may split: the outer loops, or the only one.
  int range() {
    if (extents.length == 1) {
      return extents[0];
    }
    int product = 1;
    for (int loop = 0; loop < extents.length - 1; loop++) {
      product = Math.multiplyExact(product, extents[loop]);
    }
    return product;
  }

  /// The number of elements.
  long elements() {
    return extents.length == 1 ? range() : (long) range() * extents[extents.length - 1];
  }

  /// The arguments of the kernel: the extents, then per access its offset and strides.
  int[] parameters() {
    int loops = extents.length;
    int[] parameters = new int[loops + offsets.length * (loops + 1)];
    System.arraycopy(extents, 0, parameters, 0, loops);
    for (int a = 0; a < offsets.length; a++) {
      int at = loops + a * (loops + 1);
      parameters[at] = offsets[a];
      System.arraycopy(strides[a], 0, parameters, at + 1, loops);
    }
    return parameters;
  }
}
