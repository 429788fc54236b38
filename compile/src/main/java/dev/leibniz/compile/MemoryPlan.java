package dev.leibniz.compile;

import dev.leibniz.data.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives intermediate values their arrays: a value takes an array that no value still to be read
/// lies in, the smallest that is large enough, else one that is made larger, else a new one.
final class MemoryPlan {
  private final List<Slot> slots = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();
  private final Map<Integer, Integer> slotOf = new HashMap<>();

  /// An array for intermediate values.
  ///
  /// @param dtype the element type
  /// @param length the number of elements
  record Slot(DType dtype, int length) {
    long bytes() {
      return (long) length * dtype.bytes();
    }
  }

  /// Takes an array for a value.
  void take(int value, DType dtype, int length) {
    int best = -1;
    for (int i = 0; i < free.size(); i++) {
      Slot slot = slots.get(free.get(i));
      if (slot.dtype() == dtype
          && (best < 0 || isBetter(slot, slots.get(free.get(best)), length))) {
        best = i;
      }
    }
    int slot;
    if (best < 0) {
      slot = slots.size();
      slots.add(new Slot(dtype, length));
    } else {
      slot = free.get(best);
      free.remove(Integer.valueOf(slot));
      slots.set(slot, new Slot(dtype, Math.max(length, slots.get(slot).length())));
    }
    slotOf.put(value, slot);
  }

  /// The smallest that is large enough, else the largest.
  private static boolean isBetter(Slot slot, Slot best, int length) {
    if (slot.length() >= length) {
      return best.length() < length || slot.length() < best.length();
    }
    return best.length() < length && slot.length() > best.length();
  }

  /// Gives a value's array back, if it has one.
  void release(int value) {
    Integer slot = slotOf.get(value);
    if (slot != null) {
      free.add(slot);
    }
  }

  /// The arrays.
  List<Slot> slots() {
    return List.copyOf(slots);
  }

  /// The array of each value that has one.
  Map<Integer, Integer> slotOf() {
    return slotOf;
  }

  /// The memory of all arrays.
  long bytes() {
    return slots.stream().mapToLong(Slot::bytes).sum();
  }
}
