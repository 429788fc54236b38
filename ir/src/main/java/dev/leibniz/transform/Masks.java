package dev.leibniz.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Marks on lists: which inputs are active, linear or batched.
final class Masks {
  private Masks() {}

  /// A mask of equal marks.
  static boolean[] all(int size, boolean mark) {
    boolean[] mask = new boolean[size];
    Arrays.fill(mask, mark);
    return mask;
  }

  /// Whether any is marked.
  static boolean any(boolean[] mask) {
    return count(mask) > 0;
  }

  /// How many are marked.
  static int count(boolean[] mask) {
    int count = 0;
    for (boolean mark : mask) {
      count += mark ? 1 : 0;
    }
    return count;
  }

  /// What is marked in either.
  static boolean[] or(boolean[] x, boolean[] y) {
    boolean[] result = x.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] |= y[i];
    }
    return result;
  }

  /// Masks one after the other.
  static boolean[] join(boolean[]... masks) {
    int size = 0;
    for (boolean[] mask : masks) {
      size += mask.length;
    }
    boolean[] result = new boolean[size];
    int at = 0;
    for (boolean[] mask : masks) {
      System.arraycopy(mask, 0, result, at, mask.length);
      at += mask.length;
    }
    return result;
  }

  /// The part from `from` (inclusive) to `to` (exclusive).
  static boolean[] part(boolean[] mask, int from, int to) {
    return Arrays.copyOfRange(mask, from, to);
  }

  /// The elements whose mark is `mark`, in order.
  static <T> List<T> select(List<? extends T> list, boolean[] mask, boolean mark) {
    List<T> result = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (mask[i] == mark) {
        result.add(list.get(i));
      }
    }
    return result;
  }

  /// Lists one after the other.
  @SafeVarargs
  static <T> List<T> concat(List<? extends T>... lists) {
    List<T> result = new ArrayList<>();
    for (List<? extends T> list : lists) {
      result.addAll(list);
    }
    return result;
  }
}
