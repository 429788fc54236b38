package dev.leibniz.function;

/// A compiled function of three arguments; see [Jit].
///
/// @param <A> the type of the first argument
/// @param <B> the type of the second argument
/// @param <C> the type of the third argument
/// @param <R> the type of the result
public final class Jit3<A, B, C, R> implements Function3<A, B, C, R> {
  private final Transformed compiled;
  private final boolean[] donated;

  Jit3(Function3<A, B, C, R> function) {
    this(
        new Transformed(
            "Jit",
            types ->
                Plans.value(
                    arguments ->
                        function.apply(
                            Gradients.cast(arguments[0]),
                            Gradients.cast(arguments[1]),
                            Gradients.cast(arguments[2])),
                    types)),
        new boolean[3]);
  }

  private Jit3(Transformed compiled, boolean[] donated) {
    this.compiled = compiled;
    this.donated = donated;
  }

  /// The same function, which may overwrite the memory of the given arguments to hold its results.
  /// A donated tensor must not be used again.
  ///
  /// @param arguments positions of arguments, from 0
  public Jit3<A, B, C, R> donate(int... arguments) {
    return new Jit3<>(compiled, Jit.marks(3, arguments));
  }

  @Override
  public R apply(A a, B b, C c) {
    return Gradients.cast(compiled.applyDonating(donated, a, b, c));
  }

  /// What runs for these arguments: the program, its kernels, its memory, an estimate of the work.
  public String explain(A a, B b, C c) {
    return compiled.explain(a, b, c);
  }
}
