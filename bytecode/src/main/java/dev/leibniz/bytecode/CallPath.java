package dev.leibniz.bytecode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The methods that are being lifted, each called by the one before.
final class CallPath {
  private static final int DEEPEST = 150;

  private final Deque<Entered> entered = new ArrayDeque<>();
  private final Set<String> recursive = new HashSet<>();

  /// A method on the path, or the border of a function that is lifted for itself.
  static final class Entered {
    private final @Nullable String key;
    private final @Nullable Recursion recursion;

    private Entered(@Nullable String key, @Nullable Recursion recursion) {
      this.key = key;
      this.recursion = recursion;
    }

    /// The method as one that calls itself; null as long as it is not known to do so.
    @Nullable Recursion recursion() {
      return recursion;
    }
  }

  /// A method on the path turns out to call itself, and has to be lifted again.
  static final class Again extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Entered method;

    Again(Entered method) {
      super(null, null, false, false);
      this.method = method;
    }

    boolean isAbout(Entered other) {
      return method == other;
    }
  }

  Entered enter(String key, @Nullable Recursion recursion) {
    Entered method = new Entered(key, recursion);
    entered.push(method);
    return method;
  }

  /// Enters a function from which no jump leads back to those that have been entered.
  Entered enterBorder() {
    Entered border = new Entered(null, null);
    entered.push(border);
    return border;
  }

  /// Leaves a method and all that it has called.
  void leave(Entered method) {
    while (entered.pop() != method) {}
  }

  /// The method of a key, if a jump can lead back to it.
  @Nullable Entered find(String key) {
    for (Entered method : entered) {
      if (method.key == null) {
        return null;
      }
      if (method.key.equals(key)) {
        return method;
      }
    }
    return null;
  }

  /// Whether a method of this key cannot be entered once more.
  boolean isClosed(String key) {
    return entered.size() > DEEPEST || entered.stream().anyMatch(method -> key.equals(method.key));
  }

  void noteRecursive(String key) {
    recursive.add(key);
  }

  boolean isRecursive(String key) {
    return recursive.contains(key);
  }
}
