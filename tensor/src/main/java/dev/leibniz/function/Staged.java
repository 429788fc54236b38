package dev.leibniz.function;

import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Program;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.Trace;
import dev.leibniz.tree.Flat;
import dev.leibniz.tree.Structure;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;

/// A function of trees as a program.
///
/// @param program (leaves of the arguments, captured tensors) → leaves of the result
/// @param captured the tensors that the function uses beside its arguments
/// @param result the structure of the result
record Staged(Program program, List<Tensor> captured, Structure result) {

  /// A function of trees of tensors, whatever the number of its arguments.
  @FunctionalInterface
  interface TreeFunction {
    Object apply(Object[] arguments);
  }

  /// Traces a function for arguments of the given structures and leaf types.
  static Staged of(TreeFunction function, List<Structure> structures, List<TensorType> types) {
    List<Structure> result = new ArrayList<>(1);
    Trace.Traced traced =
        Trace.run(
            types,
            leaves -> {
              Object[] arguments = new Object[structures.size()];
              int from = 0;
              for (int i = 0; i < arguments.length; i++) {
                int to = from + structures.get(i).leaves();
                arguments[i] = structures.get(i).rebuild(leaves.subList(from, to));
                from = to;
              }
              Flat flat = Tree.flatten(function.apply(arguments));
              result.add(flat.structure());
              return flat.leaves();
            });
    return new Staged(traced.program(), traced.captured(), result.getFirst());
  }

  /// The number of inputs that are leaves of arguments.
  int arguments() {
    return program.inputs().size() - captured.size();
  }
}
