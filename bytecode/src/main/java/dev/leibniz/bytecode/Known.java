package dev.leibniz.bytecode;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Values that must be there.
final class Known {
  private Known() {}

  /// The value of a key that is in the map.
  static <K, V> V in(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key));
  }

  /// The target of an instruction that has one.
  static Var target(@Nullable Var target) {
    return Objects.requireNonNull(target);
  }
}
