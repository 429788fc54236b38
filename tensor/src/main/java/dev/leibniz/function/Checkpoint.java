package dev.leibniz.function;

import dev.leibniz.function.Transformed.Plan;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Control;
import java.util.List;
import java.util.function.Function;

/// Functions that keep nothing for their derivative but their argument: reverse mode runs them
/// again, and needs the memory of one at a time.
///
/// Source: Griewank, Walther: Algorithm 799, Revolve (ACM TOMS 26, 2000), for the idea.
public final class Checkpoint {
  private Checkpoint() {}

  /// The same function, recomputed for its derivative.
  public static <A, B> Function<A, B> of(Function<A, B> function) {
    Transformed transformed =
        new Transformed(
            "Checkpoint",
            arguments -> {
              Staged staged =
                  Staged.of(
                      a -> function.apply(Gradients.cast(a[0])),
                      arguments.structures(),
                      arguments.types());
              Builder b = new Builder();
              List<Atom> inputs = b.inputs(staged.program().inputTypes());
              return new Plan(
                  b.build(b.apply(new Control.Call(staged.program()), inputs)),
                  staged.captured(),
                  staged.result()::rebuild);
            });
    return x -> Gradients.cast(transformed.apply(x));
  }
}
