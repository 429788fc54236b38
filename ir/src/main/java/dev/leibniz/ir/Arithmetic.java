package dev.leibniz.ir;

import dev.leibniz.data.DType;
import java.util.ArrayList;
import java.util.List;

/// Elementwise arithmetic.
public sealed interface Arithmetic extends Elementwise {
  @Override
  default int arity() {
    return 1;
  }

  @Override
  default DType resultDType(List<DType> inputs) {
    return Elementwise.numeric(this, inputs);
  }

  /// The cotangent of the operands from that of the result, for an operation that is linear in each
  /// of them by itself or in both together.
  private static <V> List<Differential<V>> cotangents(
      Ops<V> o, List<Operand<V>> inputs, List<V> values) {
    List<Differential<V>> result = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      result.add(
          inputs.get(i).isLinear()
              ? new Differential.Of<>(values.get(i))
              : new Differential.Zero<>(inputs.get(i).tensorType(o)));
    }
    return result;
  }

  private static <V> List<Differential<V>> zeros(Ops<V> o, List<Operand<V>> inputs) {
    return inputs.stream()
        .<Differential<V>>map(input -> new Differential.Zero<>(input.tensorType(o)))
        .toList();
  }

  /// x + y.
  record Plus() implements Arithmetic {
    @Override
    public int arity() {
      return 2;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.plus(x.get(0), x.get(1));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.like(y, 1);
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      return switch (cotangents.getFirst()) {
        case Differential.Zero<V> zero -> zeros(o, inputs);
        case Differential.Of<V>(V c) -> cotangents(o, inputs, List.of(c, c));
      };
    }
  }

  /// x − y.
  record Minus() implements Arithmetic {
    @Override
    public int arity() {
      return 2;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.minus(x.get(0), x.get(1));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.like(y, i == 0 ? 1 : -1);
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      return switch (cotangents.getFirst()) {
        case Differential.Zero<V> zero -> zeros(o, inputs);
        case Differential.Of<V>(V c) ->
            cotangents(o, inputs, List.of(c, inputs.get(1).isLinear() ? o.negate(c) : c));
      };
    }
  }

  /// x · y.
  record Times() implements Arithmetic {
    @Override
    public int arity() {
      return 2;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.times(x.get(0), x.get(1));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return x.get(1 - i);
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      return switch (cotangents.getFirst()) {
        case Differential.Zero<V> zero -> zeros(o, inputs);
        case Differential.Of<V>(V c) -> {
          int linear = inputs.get(0).isLinear() ? 0 : 1;
          V product = o.times(inputs.get(1 - linear).known(this), c);
          yield cotangents(o, inputs, List.of(product, product));
        }
      };
    }
  }

  /// x / y; whole numbers divide as in Java.
  record Div() implements Arithmetic {
    @Override
    public int arity() {
      return 2;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.div(x.get(0), x.get(1));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return i == 0 ? o.reciprocal(x.get(1)) : o.negate(o.div(y, x.get(1)));
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      return switch (cotangents.getFirst()) {
        case Differential.Zero<V> zero -> zeros(o, inputs);
        case Differential.Of<V>(V c) -> {
          V quotient = o.div(c, inputs.get(1).known(this));
          yield cotangents(o, inputs, List.of(quotient, quotient));
        }
      };
    }
  }

  /// −x.
  record Negate() implements Arithmetic {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.negate(x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.like(y, -1);
    }

    @Override
    public <V> List<Differential<V>> transpose(
        Ops<V> o, List<Operand<V>> inputs, List<Differential<V>> cotangents) {
      Differential<V> c = cotangents.getFirst();
      return List.of(c.map(inputs.getFirst().tensorType(o), o::negate));
    }
  }

  /// |x|; the derivative at 0 is 0.
  record Abs() implements Arithmetic {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.abs(x.get(0));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.one(new Sign(), x.get(0));
    }
  }

  /// −1, 0 or 1 by the sign of x; zeros and NaN stay as they are.
  record Sign() implements Arithmetic {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      S a = x.get(0);
      S zero = s.like(a, 0);
      return s.select(s.less(zero, a), s.like(a, 1), s.select(s.less(a, zero), s.like(a, -1), a));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.like(y, 0);
    }

    @Override
    public boolean isPiecewiseConstant() {
      return true;
    }
  }

  /// The smaller of two numbers; where they are equal each gets half of the derivative.
  record Min() implements Arithmetic {
    @Override
    public int arity() {
      return 2;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.min(x.get(0), x.get(1));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return share(o, x.get(i), x.get(1 - i));
    }
  }

  /// The larger of two numbers; where they are equal each gets half of the derivative.
  record Max() implements Arithmetic {
    @Override
    public int arity() {
      return 2;
    }

    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.max(x.get(0), x.get(1));
    }

    @Override
    public <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return share(o, x.get(1 - i), x.get(i));
    }
  }

  /// 1 where `low < high`, ½ where they are equal, 0 elsewhere.
  private static <V> V share(Ops<V> o, V low, V high) {
    V half = o.select(o.equal(low, high), o.like(low, 0.5), o.like(low, 0));
    return o.select(o.less(low, high), o.like(low, 1), half);
  }

  /// The largest whole number not above x.
  record Floor() implements Rounding {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.floor(x.get(0));
    }
  }

  /// The smallest whole number not below x.
  record Ceil() implements Rounding {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.ceil(x.get(0));
    }
  }

  /// The nearest whole number, halves to even.
  record Round() implements Rounding {
    @Override
    public <S> S scalar(Scalar<S> s, List<S> x) {
      return s.rint(x.get(0));
    }
  }

  /// Rounding to whole numbers, whose derivative is zero wherever it exists.
  sealed interface Rounding extends Arithmetic {
    @Override
    default DType resultDType(List<DType> inputs) {
      return Elementwise.floating(this, inputs);
    }

    @Override
    default <V> V partial(Ops<V> o, int i, List<V> x, V y) {
      return o.like(y, 0);
    }

    @Override
    default boolean isPiecewiseConstant() {
      return true;
    }
  }
}
