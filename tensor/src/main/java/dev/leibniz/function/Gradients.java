package dev.leibniz.function;

import dev.leibniz.function.Plans.Gradient;
import dev.leibniz.function.Staged.TreeFunction;
import dev.leibniz.function.Transformed.Plan;
import dev.leibniz.tensor.Tensor;
import java.util.function.BiFunction;

/// The transformations behind [Grad1], [Grad2], [Grad3] and their variants.
final class Gradients {
  private Gradients() {}

  /// A value of the type that its tree had before it was taken apart.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <T> T cast(Object value) {
    return (T) value;
  }

  /// The gradient in argument `index`.
  static Transformed of(TreeFunction function, int index) {
    return new Transformed(
        "Grad",
        arguments ->
            Plans.gradient("Grad", function, arguments, index)
                .alone(arguments.structures().get(index)));
  }

  /// Value and gradient in argument `index`, as a [ValueAnd].
  static Transformed withValue(TreeFunction function, int index) {
    return joined(
        "Grad", function, index, (value, gradient) -> new ValueAnd<>((Tensor) value, gradient));
  }

  /// Value, gradient in the first argument and extra results, as a [GradientAnd].
  static Transformed withAux(TreeFunction function) {
    return joined(
        "Grad.withAux",
        function,
        0,
        (outputs, gradient) -> {
          Aux<?> aux = (Aux<?>) outputs;
          return new GradientAnd<>(aux.value(), gradient, aux.extra());
        });
  }

  private static Transformed joined(
      String name, TreeFunction function, int index, BiFunction<Object, Object, Object> join) {
    return new Transformed(
        name,
        arguments -> {
          Gradient gradient = Plans.gradient(name, function, arguments, index);
          return new Plan(
              gradient.program(),
              gradient.captured(),
              Plan.both(gradient.outputs(), arguments.structures().get(index), join));
        });
  }
}
