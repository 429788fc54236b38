package dev.leibniz.ir;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import java.util.ArrayList;
import java.util.List;

/// Operations on each element by itself: y[i] = f(x₁[i], …, xₙ[i]). Operands and result have the
/// same shape.
///
/// A record states its value for single numbers and its partial derivatives; type, derivative,
/// batching, and the ways to run it follow.
public sealed interface Elementwise extends Local permits Arithmetic, Transcendental, Logic {

  /// The value for single numbers.
  <S> S scalar(Scalar<S> s, List<S> x);

  /// ∂y/∂x[i], which may use the result `y`.
  <V> V partial(Ops<V> o, int i, List<V> x, V y);

  /// The number of operands.
  int arity();

  /// The element type of the result.
  ///
  /// @throws DTypeException if the operands' element types do not fit
  DType resultDType(List<DType> inputs);

  /// Whether the derivative is zero wherever it exists.
  default boolean isPiecewiseConstant() {
    return false;
  }

  @Override
  default List<Type> infer(List<Type> inputs) {
    List<TensorType> types = Local.tensors(inputs);
    if (types.size() != arity()) {
      throw new ShapeException(
          Explanation.of(name(), "the number of operands is fixed at " + arity())
              .got(types.size() + " operands"));
    }
    TensorType first = types.getFirst();
    for (TensorType type : types) {
      if (!type.shape().equals(first.shape())) {
        throw new ShapeException(
            Explanation.of(name(), "operands must have the same shape")
                .got("a = " + first + ", b = " + type));
      }
    }
    return List.of(first.withDType(resultDType(types.stream().map(TensorType::dtype).toList())));
  }

  @Override
  default <V> List<Differential<V>> jvp(
      Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
    V y = outputs.getFirst();
    Differential<V> sum = new Differential.Zero<>(o.type(y));
    if (isPiecewiseConstant() || !o.tensorType(y).dtype().isFloating()) {
      return List.of(sum);
    }
    for (int i = 0; i < inputs.size(); i++) {
      if (tangents.get(i) instanceof Differential.Of<V>(V tangent)) {
        V term = o.times(partial(o, i, inputs, y), tangent);
        sum = sum.plus(o, new Differential.Of<>(term));
      }
    }
    return List.of(sum);
  }

  @Override
  default <V> List<Batched<V>> batch(Ops<V> o, long size, List<Batched<V>> inputs) {
    List<V> values = new ArrayList<>();
    for (Batched<V> input : inputs) {
      values.add(input.along(o, size));
    }
    return List.of(new Batched<>(o.apply(this, values).getFirst(), true));
  }

  /// The common element type of the operands.
  ///
  /// @throws DTypeException if they differ
  static DType same(Elementwise prim, List<DType> inputs) {
    DType first = inputs.getFirst();
    for (DType dtype : inputs) {
      if (dtype != first) {
        throw new DTypeException(
            Explanation.of(prim.name(), "operands must have the same element type")
                .got("a = " + first + ", b = " + dtype)
                .fix("convert one of them, as in a.convert(DType." + dtype.name() + ")"));
      }
    }
    return first;
  }

  /// The common element type of operands that must be numbers.
  static DType numeric(Elementwise prim, List<DType> inputs) {
    DType dtype = same(prim, inputs);
    if (!dtype.isNumeric()) {
      throw new DTypeException(
          Explanation.of(prim.name(), "operands must be numbers")
              .got(dtype.toString())
              .fix("convert the booleans, as in mask.convert(DType.F32)"));
    }
    return dtype;
  }

  /// The common element type of operands that must be floating-point numbers.
  static DType floating(Elementwise prim, List<DType> inputs) {
    DType dtype = same(prim, inputs);
    if (!dtype.isFloating()) {
      throw new DTypeException(
          Explanation.of(prim.name(), "operands must be floating-point numbers")
              .got(dtype.toString())
              .fix("convert them first, as in x.convert(DType.F32)"));
    }
    return dtype;
  }
}
