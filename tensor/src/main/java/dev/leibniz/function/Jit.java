package dev.leibniz.function;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Compilation: a function is traced once per structure and types of its arguments, its operations
/// are fused, and the result runs as one program.
///
/// ```java
/// Jit2<State, Batch, State> step = Jit.of((State state, Batch batch) -> train(state, batch)).donate(0);
/// state = step.apply(state, batch); // the old state's memory holds the new one
/// ```
///
/// Java values that the function reads, such as numbers in a record, are read while tracing and are
/// part of what it is compiled for; numbers that change from call to call belong into tensors.
public final class Jit {
  private Jit() {}

  /// A compiled function of one argument.
  public static <A, R> Jit1<A, R> of(Function<A, R> function) {
    return new Jit1<>(function);
  }

  /// A compiled function of two arguments.
  public static <A, B, R> Jit2<A, B, R> of(BiFunction<A, B, R> function) {
    return new Jit2<>(function);
  }

  /// A compiled function of three arguments.
  public static <A, B, C, R> Jit3<A, B, C, R> of(Function3<A, B, C, R> function) {
    return new Jit3<>(function);
  }

  /// Marks for positions of arguments.
  static boolean[] marks(int arity, int... positions) {
    boolean[] marks = new boolean[arity];
    for (int position : positions) {
      if (position < 0 || position >= arity) {
        throw new ArgumentException(
            Explanation.of("donate", "a donated argument must be one of the function's")
                .got("positions " + Arrays.toString(positions) + " of " + arity + " arguments")
                .fix("count arguments from 0"));
      }
      marks[position] = true;
    }
    return marks;
  }
}
