package dev.leibniz.ir;

import dev.leibniz.data.Type;
import java.util.List;

/// Functions with a derivative that the user gives. Everything is traced to programs beforehand;
/// nothing calls back at run time.
public sealed interface Custom extends Prim {
  /// What the user calls it, for messages.
  String label();

  @Override
  default String name() {
    return label();
  }

  /// A function with a rule for tangents.
  ///
  /// @param label what the user calls it
  /// @param function inputs → outputs
  /// @param rule (inputs, tangents of all inputs) → (outputs, tangents of all outputs)
  record WithJvp(String label, Program function, Program rule) implements Custom {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return function.outputTypes();
    }

    @Override
    public List<Program> programs() {
      return List.of(function, rule);
    }
  }

  /// A function with a rule for cotangents.
  ///
  /// @param label what the user calls it
  /// @param function inputs → outputs
  /// @param forward inputs → (outputs, what the backward program needs)
  /// @param backward (what it needs, cotangents of all outputs) → cotangents of all inputs
  record WithVjp(String label, Program function, Program forward, Program backward)
      implements Custom {
    @Override
    public List<Type> infer(List<Type> inputs) {
      return function.outputTypes();
    }

    @Override
    public List<Program> programs() {
      return List.of(function, forward, backward);
    }
  }

  /// The linear map of which only the transpose is known: what a [WithVjp] leaves in a linear
  /// program. Operands are what the backward program needs, then tangents of the inputs; results
  /// are the tangents of the outputs.
  ///
  /// It exists to be transposed. Running it, or pushing tangents through it, is an error.
  ///
  /// @param label what the user calls the function
  /// @param backward (what it needs, cotangents of all outputs) → cotangents of all inputs
  /// @param results the types of the outputs
  record Pullback(String label, Program backward, List<Type> results) implements Custom {
    /// Copies the list.
    public Pullback {
      results = List.copyOf(results);
    }

    /// How many of the operands are known values.
    public int known() {
      return backward.inputs().size() - results.size();
    }

    @Override
    public List<Type> infer(List<Type> inputs) {
      return results;
    }

    @Override
    public List<Program> programs() {
      return List.of(backward);
    }
  }
}
