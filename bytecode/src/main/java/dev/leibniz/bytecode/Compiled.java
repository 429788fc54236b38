package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Tape;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Emitted code with the values from outside of one function object, and a tape. Any number of
/// threads may call it.
final class Compiled {
  private static final Object[] NOTHING = new Object[0];

  private final Shared shared;
  private final Object[] fixed;
  private final Object[] owners;
  private final AtomicReference<@Nullable Tape> spare = new AtomicReference<>();

  @SuppressWarnings("NullAway") // static fields have no owner, arrays may be null
  Compiled(Object function, Shared shared) {
    this.shared = shared;
    Binding binding = new Binding(function);
    int count = shared.sources().size();
    this.fixed = new Object[count];
    this.owners = new Object[count];
    for (int i = 0; i < count; i++) {
      switch (shared.sources().get(i)) {
        case Source.InField field -> owners[i] = binding.owner(field);
        case Source.Root _,
            Source.Captured _,
            Source.Held _,
            Source.Argument _,
            Source.Constant _ ->
            fixed[i] = plain(binding.value(shared.sources().get(i)));
      }
    }
  }

  MethodHandle handle() {
    return shared.handle();
  }

  /// Whether the function writes into its argument.
  boolean stores() {
    return shared.stores();
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
    if (fixed.length == 0) {
      return NOTHING;
    }
    Object[] values = fixed.clone();
    for (int i = 0; i < values.length; i++) {
      if (shared.sources().get(i) instanceof Source.InField field) {
        values[i] = plain(Binding.read(field, owners[i]));
      }
      if (argument != null && holds(values[i], argument)) {
        throw new ArgumentException(
            Explanation.of(
                    "derivative",
                    "an array that the function captures must not be its argument as well")
                .fix("capture a clone of the array"));
      }
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
