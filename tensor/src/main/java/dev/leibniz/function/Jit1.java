package dev.leibniz.function;

import java.util.function.Function;

/// A compiled function of one argument; see [Jit].
///
/// @param <A> the type of the first argument
/// @param <R> the type of the result
public final class Jit1<A, R> implements Function<A, R> {
  private final Transformed compiled;
  private final boolean[] donated;

  Jit1(Function<A, R> function) {
    this(
        new Transformed(
            "Jit",
            types -> Plans.value(arguments -> function.apply(Gradients.cast(arguments[0])), types)),
        new boolean[1]);
  }

  private Jit1(Transformed compiled, boolean[] donated) {
    this.compiled = compiled;
    this.donated = donated;
  }

  /// The same function, which may overwrite the memory of the given arguments to hold its results.
  /// A donated tensor must not be used again.
  ///
  /// @param arguments positions of arguments, from 0
  public Jit1<A, R> donate(int... arguments) {
    return new Jit1<>(compiled, Jit.marks(1, arguments));
  }

  @Override
  public R apply(A a) {
    return Gradients.cast(compiled.applyDonating(donated, a));
  }

  /// What runs for these arguments: the program, its kernels, its memory, an estimate of the work.
  public String explain(A a) {
    return compiled.explain(a);
  }
}
