package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Tape;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Emitted code with the values from outside and a tape. Any number of threads may call it.
final class Compiled {
  private static final Object[] NOTHING = new Object[0];

  private final MethodHandle handle;
  private final List<Source> sources;
  private final AtomicReference<@Nullable Tape> spare = new AtomicReference<>();

  /// The handle takes the argument, the values from outside as one array, then the rest.
  Compiled(Code code, List<Source> sources) {
    this.handle =
        Emitter.emit(Expand.parts(Ssa.withoutPhis(code)))
            .asSpreader(1, Object[].class, sources.size());
    this.sources = sources;
  }

  MethodHandle handle() {
    return handle;
  }

  Tape tape() {
    Tape tape = spare.getAndSet(null);
    return tape == null ? new Tape() : tape;
  }

  void release(Tape tape) {
    spare.set(tape);
  }

  /// The values from outside now. An array among them that is the argument too would count as a
  /// constant, which is wrong, so that it is refused.
  Object[] inputs(@Nullable Object argument) {
    if (sources.isEmpty()) {
      return NOTHING;
    }
    Object[] values = new Object[sources.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = sources.get(i).read();
      if (argument != null && holds(value, argument)) {
        throw new ArgumentException(
            Explanation.of(
                    "derivative",
                    "an array that the function captures must not be its argument as well")
                .fix("capture a clone of the array"));
      }
      values[i] = plain(value);
    }
    return values;
  }

  @SuppressWarnings("ReferenceEquality") // the same array, not an equal one
  private static boolean holds(@Nullable Object value, Object argument) {
    if (value == argument) {
      return true;
    }
    if (value instanceof Object[] rows) {
      for (Object row : rows) {
        if (holds(row, argument)) {
          return true;
        }
      }
    }
    return false;
  }

  @SuppressWarnings("NullAway") // an array that is null is passed on as it is
  private static Object plain(@Nullable Object value) {
    return switch (value) {
      case Boolean flag -> flag ? 1 : 0;
      case Byte number -> number.intValue();
      case Short number -> number.intValue();
      case Character letter -> (int) letter;
      case null -> null;
      default -> value;
    };
  }
}
