package dev.leibniz.function;

import java.util.function.BiFunction;

/// A compiled function of two arguments; see [Jit].
///
/// @param <A> the type of the first argument
/// @param <B> the type of the second argument
/// @param <R> the type of the result
public final class Jit2<A, B, R> implements BiFunction<A, B, R> {
  private final Transformed compiled;
  private final boolean[] donated;

  Jit2(BiFunction<A, B, R> function) {
    this(
        new Transformed(
            "Jit",
            types ->
                Plans.value(
                    arguments ->
                        function.apply(Gradients.cast(arguments[0]), Gradients.cast(arguments[1])),
                    types)),
        new boolean[2]);
  }

  private Jit2(Transformed compiled, boolean[] donated) {
    this.compiled = compiled;
    this.donated = donated;
  }

  /// The same function, which may overwrite the memory of the given arguments to hold its results.
  /// A donated tensor must not be used again.
  ///
  /// @param arguments positions of arguments, from 0
  public Jit2<A, B, R> donate(int... arguments) {
    return new Jit2<>(compiled, Jit.marks(2, arguments));
  }

  @Override
  public R apply(A a, B b) {
    return Gradients.cast(compiled.applyDonating(donated, a, b));
  }

  /// What runs for these arguments: the program, its kernels, its memory, an estimate of the work.
  public String explain(A a, B b) {
    return compiled.explain(a, b);
  }
}
