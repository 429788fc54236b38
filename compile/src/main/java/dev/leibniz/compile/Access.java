package dev.leibniz.compile;

import dev.leibniz.data.DType;
import dev.leibniz.ir.Var;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A place in memory that a kernel reads or writes at each of its indices.
///
/// @param variable the value; null where only the place itself is used, as a number
/// @param dtype the element type
/// @param place one stride per index of the kernel, then an offset
/// @param isStore whether it is written
record Access(@Nullable Var variable, DType dtype, long[] place, boolean isStore) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Access access
        && variable == access.variable
        && dtype == access.dtype
        && isStore == access.isStore
        && Arrays.equals(place, access.place);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(place) + dtype.hashCode();
  }
}
