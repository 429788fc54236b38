package dev.leibniz.tensor;

import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Program;
import dev.leibniz.tensor.TensorOps.Takes;
import java.util.List;

/// The identity with zero derivative, as a function with a rule of its own.
final class StopGradient {
  private StopGradient() {}

  static Tensor of(Tensor x) {
    boolean isKnown = x.content() instanceof Content.Numbers;
    if (isKnown || !Takes.FLOATING.holds(x.dtype())) {
      return x;
    }
    Builder identity = new Builder();
    Program function = identity.build(List.of(identity.input(x.type())));
    Builder rule = new Builder();
    Atom value = rule.input(x.type());
    rule.input(x.type());
    Program derivative = rule.build(List.of(value, rule.zero(x.type())));
    return TensorOps.INSTANCE.one(new Custom.WithJvp("stopGradient", function, derivative), x);
  }
}
