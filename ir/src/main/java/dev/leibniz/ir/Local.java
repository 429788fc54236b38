package dev.leibniz.ir;

import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ProgramException;
import java.util.List;

/// A primitive whose results depend on its operands alone, and whose rules need no other program.
public sealed interface Local extends Prim
    permits Elementwise, Movement, Reduce, Contract, Index, Linalg, Random {

  /// The tangents of the outputs: the derivative at `inputs` in the direction `tangents`.
  ///
  /// @param outputs the values of the outputs, for derivatives that are cheaper in their terms
  <V> List<Differential<V>> jvp(
      Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs);

  /// The cotangents of the linear inputs (zeros for the known ones), given those of the outputs.
  ///
  /// @throws ProgramException if the primitive is not linear in the linear inputs
  default <V> List<Differential<V>> transpose(
      Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
    throw notLinear();
  }

  /// The same operation for every example of a batch.
  <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs);

  /// The error of a primitive that is asked for a transpose that it does not have.
  default ProgramException notLinear() {
    return new ProgramException(
        Explanation.of("transpose", "only linear operations can be transposed").got(name()));
  }

  /// The operand types as tensor types.
  static List<TensorType> tensors(List<Type> inputs) {
    return inputs.stream().map(type -> (TensorType) type).toList();
  }
}
