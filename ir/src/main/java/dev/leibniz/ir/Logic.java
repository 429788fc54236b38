package dev.leibniz.ir;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import java.util.List;

/// Elementwise comparisons, selection, conversion, and operations on booleans and bits.
public sealed interface Logic extends Elementwise {

  @Override
  default <V> V partial(Ops<V> o, int i, List<V> x, V y) {
    return o.like(y, 0);
  }

  @Override
  default boolean isPiecewiseConstant() {
    return true;
  }

  /// x < y.
  record Less() implements Comparison {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.less(x.get(0), x.get(1));
    }
  }

  /// x ≤ y.
  record LessEqual() implements Comparison {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.lessEqual(x.get(0), x.get(1));
    }
  }

  /// x = y; NaN equals nothing.
  record Equal() implements Comparison {
    @Override
    public DType resultDType(List<DType> inputs) {
      Elementwise.same(this, inputs);
      return DType.BOOL;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.equal(x.get(0), x.get(1));
    }
  }

  /// Two numbers to a boolean.
  sealed interface Comparison extends Logic {
    @Override
    default int arity() {
      return 2;
    }

    @Override
    default DType resultDType(List<DType> inputs) {
      Elementwise.numeric(this, inputs);
      return DType.BOOL;
    }
  }

  /// Whether a number is neither infinite nor NaN.
  record IsFinite() implements Logic {
    @Override
    public int arity() {
      return 1;
    }

    @Override
    public DType resultDType(List<DType> inputs) {
      Elementwise.floating(this, inputs);
      return DType.BOOL;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      S difference = s.minus(x.get(0), x.get(0));
      return s.equal(difference, s.like(difference, 0));
    }
  }

  /// The second operand where the first, a boolean, holds; the third elsewhere.
  record Select() implements Logic {
    @Override
    public int arity() {
      return 3;
    }

    @Override
    public DType resultDType(List<DType> inputs) {
      if (inputs.getFirst() != DType.BOOL) {
        throw new DTypeException(
            Explanation.of("select", "the mask must be boolean")
                .got("mask = " + inputs.getFirst())
                .fix("compare first, as in x.greater(0).select(a, b)"));
      }
      return Elementwise.same(this, inputs.subList(1, 3));
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.select(x.get(0), x.get(1), x.get(2));
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      Differential<V> yes = tangents.get(1);
      Differential<V> no = tangents.get(2);
      if (yes.isZero() && no.isZero()) {
        return List.of(new Differential.Zero<>(o.type(outputs.getFirst())));
      }
      return List.of(
          new Differential.Of<>(
              o.select(inputs.getFirst(), yes.materialise(o), no.materialise(o))));
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      TensorType type = inputs.get(1).tensorType(o);
      V mask = inputs.get(0).known(this);
      Differential<V> c = cotangents.getFirst();
      Differential<V> zero = new Differential.Zero<>(type);
      Differential<V> yes =
          inputs.get(1).isLinear() ? c.map(type, v -> o.select(mask, v, o.like(v, 0))) : zero;
      Differential<V> no =
          inputs.get(2).isLinear() ? c.map(type, v -> o.select(mask, o.like(v, 0), v)) : zero;
      return List.of(new Differential.Zero<>(type.withDType(DType.BOOL)), yes, no);
    }
  }

  /// Conversion to another element type, as a Java cast does it; true is 1, and any number but 0 is
  /// true.
  ///
  /// @param to the element type of the result
  record Convert(DType to) implements Logic {
    @Override
    public int arity() {
      return 1;
    }

    @Override
    public DType resultDType(List<DType> inputs) {
      return to;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.convert(x.get(0), to);
    }

    @Override
    public <V> List<Differential<V>> jvp(
        Ops<V> o, List<V> inputs, List<Differential<V>> tangents, List<V> outputs) {
      TensorType result = o.tensorType(outputs.getFirst());
      boolean smooth = to.isFloating() && o.tensorType(inputs.getFirst()).dtype().isFloating();
      return List.of(
          smooth
              ? tangents.getFirst().map(result, tangent -> o.convert(tangent, to))
              : new Differential.Zero<>(result));
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      TensorType type = inputs.getFirst().tensorType(o);
      return List.of(cotangents.getFirst().map(type, c -> o.convert(c, type.dtype())));
    }
  }

  /// And: logical of booleans, bitwise of whole numbers.
  record And() implements Bitwise {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.and(x.get(0), x.get(1));
    }
  }

  /// Or: logical of booleans, bitwise of whole numbers.
  record Or() implements Bitwise {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.or(x.get(0), x.get(1));
    }
  }

  /// Exclusive or: logical of booleans, bitwise of whole numbers.
  record Xor() implements Bitwise {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.xor(x.get(0), x.get(1));
    }
  }

  /// Not: logical of booleans, complement of whole numbers.
  record Not() implements Bitwise {
    @Override
    public int arity() {
      return 1;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.not(x.get(0));
    }
  }

  /// Operations on bits or booleans.
  sealed interface Bitwise extends Logic {
    @Override
    default int arity() {
      return 2;
    }

    @Override
    default DType resultDType(List<DType> inputs) {
      DType dtype = Elementwise.same(this, inputs);
      if (dtype.isFloating()) {
        throw new DTypeException(
            Explanation.of(name(), "operands must be booleans or whole numbers")
                .got(dtype.toString()));
      }
      return dtype;
    }
  }

  /// Shift to the left; the distance counts modulo the width.
  record ShiftLeft() implements Shift {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.shiftLeft(x.get(0), x.get(1));
    }
  }

  /// Shift to the right that keeps the sign.
  record ShiftRight() implements Shift {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.shiftRight(x.get(0), x.get(1));
    }
  }

  /// Shift to the right that fills with zeros.
  record ShiftRightLogical() implements Shift {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.shiftRightLogical(x.get(0), x.get(1));
    }
  }

  /// Shifts of whole numbers.
  sealed interface Shift extends Logic {
    @Override
    default int arity() {
      return 2;
    }

    @Override
    default DType resultDType(List<DType> inputs) {
      DType dtype = Elementwise.same(this, inputs);
      if (!dtype.isInteger()) {
        throw new DTypeException(
            Explanation.of(name(), "operands must be whole numbers").got(dtype.toString()));
      }
      return dtype;
    }
  }
}
