package dev.leibniz.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.ir.Arithmetic;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Logic;
import dev.leibniz.ir.Routine;
import dev.leibniz.ir.Transcendental;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;

/// Elementwise primitives against the Java operation that each of them stands for.
class ElementwiseKernelTest {
  private static final DType[] FLOATING = {DType.F32, DType.F64};
  private static final DType[] WHOLE = {DType.I32, DType.I64};

  /// For f32 one operation in double precision, rounded once more, is the correctly rounded one.
  private static final Map<Elementwise, DoubleBinaryOperator> BINARY =
      Map.of(
          new Arithmetic.Plus(), (x, y) -> x + y,
          new Arithmetic.Minus(), (x, y) -> x - y,
          new Arithmetic.Times(), (x, y) -> x * y,
          new Arithmetic.Div(), (x, y) -> x / y,
          new Arithmetic.Min(), Math::min,
          new Arithmetic.Max(), Math::max);

  private static final Map<Elementwise, DoubleBinaryOperator> COMPARISONS =
      Map.of(
          new Logic.Less(), (x, y) -> x < y ? 1 : 0,
          new Logic.LessEqual(), (x, y) -> x <= y ? 1 : 0,
          new Logic.Equal(), (x, y) -> x == y ? 1 : 0);

  private static final Map<Elementwise, DoubleUnaryOperator> UNARY =
      Map.of(
          new Arithmetic.Negate(), x -> -x,
          new Arithmetic.Abs(), Math::abs,
          new Arithmetic.Sign(), Math::signum,
          new Arithmetic.Floor(), Math::floor,
          new Arithmetic.Ceil(), Math::ceil,
          new Arithmetic.Round(), Math::rint,
          new Transcendental.Sqrt(), Math::sqrt);

  private static final Map<Elementwise, LongBinaryOperator> BITS =
      Map.of(
          new Arithmetic.Plus(), (x, y) -> x + y,
          new Arithmetic.Minus(), (x, y) -> x - y,
          new Arithmetic.Times(), (x, y) -> x * y,
          new Arithmetic.Min(), Math::min,
          new Arithmetic.Max(), Math::max,
          new Logic.And(), (x, y) -> x & y,
          new Logic.Or(), (x, y) -> x | y,
          new Logic.Xor(), (x, y) -> x ^ y);

  /// All pairs of special numbers.
  private static TensorData[] specialPairs(DType dtype) {
    int n = Samples.SPECIAL.length;
    double[] x = new double[n * n];
    double[] y = new double[n * n];
    for (int i = 0; i < n * n; i++) {
      x[i] = Samples.SPECIAL[i / n];
      y[i] = Samples.SPECIAL[i % n];
    }
    return new TensorData[] {Samples.vector(dtype, x), Samples.vector(dtype, y)};
  }

  private static void agrees(
      Elementwise prim, DoubleBinaryOperator law, TensorData x, TensorData y) {
    TensorData result = Samples.apply(prim, x, y);
    TensorData expected = TensorData.zeros(result.type());
    for (int i = 0; i < x.length(); i++) {
      Samples.set(expected, i, law.applyAsDouble(x.elementAsDouble(i), y.elementAsDouble(i)));
    }
    assertThat(Samples.bits(result)).as(prim.name()).isEqualTo(Samples.bits(expected));
  }

  @Test
  void operationsOnTwoNumbersAreJavas() {
    for (DType dtype : FLOATING) {
      for (Map<Elementwise, DoubleBinaryOperator> laws : List.of(BINARY, COMPARISONS)) {
        laws.forEach((prim, law) -> {
          TensorData[] special = specialPairs(dtype);
          agrees(prim, law, special[0], special[1]);
          for (int size : Samples.SIZES) {
            agrees(prim, law, Samples.random(1, dtype, size), Samples.random(2, dtype, size));
          }
          agrees(prim, law, Samples.random(3, dtype, 3, 700), Samples.random(4, dtype, 3, 700));
        });
      }
    }
  }

  @Test
  void operationsOnOneNumberAreJavas() {
    for (DType dtype : FLOATING) {
      UNARY.forEach((prim, law) -> {
        agrees(prim, (x, y) -> law.applyAsDouble(x), dtype, prim);
      });
    }
  }

  private static void agrees(
      Elementwise prim, DoubleBinaryOperator law, DType dtype, Elementwise named) {
    for (TensorData x :
        List.of(Samples.vector(dtype, Samples.SPECIAL), Samples.random(5, dtype, 1300))) {
      TensorData result = Samples.apply(prim, x);
      TensorData expected = TensorData.zeros(result.type());
      for (int i = 0; i < x.length(); i++) {
        Samples.set(expected, i, law.applyAsDouble(x.elementAsDouble(i), 0));
      }
      assertThat(Samples.bits(result)).as(named.name()).isEqualTo(Samples.bits(expected));
    }
  }

  @Test
  void wholeNumbersWrapAroundAsInJava() {
    long[] numbers = {
      0, 1, -1, 7, -7, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
    };
    int n = numbers.length;
    for (DType dtype : WHOLE) {
      TensorData x = TensorData.zeros(TensorType.of(dtype, (long) n * n));
      TensorData y = TensorData.zeros(TensorType.of(dtype, (long) n * n));
      for (int i = 0; i < n * n; i++) {
        Elements.setWhole(x.array(), i, numbers[i / n]);
        Elements.setWhole(y.array(), i, numbers[i % n]);
      }
      BITS.forEach((prim, law) -> {
        TensorData expected = TensorData.zeros(x.type());
        for (int i = 0; i < n * n; i++) {
          long result = law.applyAsLong(Elements.whole(x.array(), i), Elements.whole(y.array(), i));
          Elements.setWhole(expected.array(), i, result);
        }
        assertThat(Samples.bits(Samples.apply(prim, x, y)))
            .as(prim.name())
            .isEqualTo(Samples.bits(expected));
      });
    }
  }

  @Test
  void shiftsCountTheirDistanceModuloTheWidth() {
    TensorData x = Samples.vector(DType.I32, -8, 5);
    TensorData by = Samples.vector(DType.I32, 33, 2);
    assertThat(Samples.apply(new Logic.ShiftLeft(), x, by).ints()).containsExactly(-16, 20);
    assertThat(Samples.apply(new Logic.ShiftRight(), x, by).ints()).containsExactly(-4, 1);
    assertThat(Samples.apply(new Logic.ShiftRightLogical(), x, by).ints())
        .containsExactly(-8 >>> 1, 1);
    TensorData wide = Samples.vector(DType.I64, -8, 5);
    TensorData distance = Samples.vector(DType.I64, 65, 2);
    assertThat(Samples.apply(new Logic.ShiftRightLogical(), wide, distance).longs())
        .containsExactly(-8L >>> 1, 1);
    assertThat(Samples.apply(new Logic.Not(), x).ints()).containsExactly(7, -6);
  }

  @Test
  void wholeNumbersDivideTowardsZeroAndNotByZero() {
    for (DType dtype : WHOLE) {
      TensorData x = Samples.vector(dtype, 7, -7, 7);
      assertThat(
              Samples.bits(Samples.apply(new Arithmetic.Div(), x, Samples.vector(dtype, 2, 2, -2))))
          .isEqualTo(Samples.bits(Samples.vector(dtype, 3, -3, -3)));
      assertThatThrownBy(
              () -> Samples.apply(new Arithmetic.Div(), x, Samples.vector(dtype, 1, 0, 1)))
          .isInstanceOf(ArgumentException.class)
          .hasMessageStartingWith(
              "div: whole numbers cannot be divided by zero; got a divisor of 0.")
          .hasMessageContaining("Fix: ");
    }
  }

  @Test
  void conversionsAreJavasCasts() {
    for (DType from : DType.values()) {
      for (DType to : DType.values()) {
        TensorData x = Samples.vector(from, Samples.SPECIAL);
        TensorData result = Samples.apply(new Logic.Convert(to), x);
        for (int i = 0; i < x.length(); i++) {
          double number = x.elementAsDouble(i);
          TensorData expected = TensorData.zeros(TensorType.of(to, 1));
          switch (to) {
            case F32 ->
                expected.floats()[0] = from == DType.I64 ? (float) x.longs()[i] : (float) number;
            case F64 -> expected.doubles()[0] = number;
            case I32 -> expected.ints()[0] = from == DType.I64 ? (int) x.longs()[i] : (int) number;
            case I64 -> expected.longs()[0] = from == DType.I64 ? x.longs()[i] : (long) number;
            case BOOL -> expected.booleans()[0] = number != 0;
          }
          TensorData one = TensorData.zeros(expected.type());
          System.arraycopy(result.array(), i, one.array(), 0, 1);
          assertThat(Samples.bits(one))
              .as("%s of %s to %s", number, from, to)
              .isEqualTo(Samples.bits(expected));
        }
      }
    }
  }

  @Test
  void selectionTakesWholeElementsOfEveryType() {
    boolean[] mask = {true, false, true, false};
    TensorData where = TensorData.of(TensorType.of(DType.BOOL, 4), mask);
    for (DType dtype : DType.values()) {
      TensorData yes = Samples.vector(dtype, 1, 1, Double.NaN, 1);
      TensorData no = Samples.vector(dtype, -0.0, -0.0, -0.0, Double.NaN);
      TensorData expected = Samples.vector(dtype, 1, -0.0, Double.NaN, Double.NaN);
      assertThat(Samples.bits(Samples.apply(new Logic.Select(), where, yes, no)))
          .isEqualTo(Samples.bits(expected));
    }
  }

  @Test
  void logicOfBooleansIsJavas() {
    TensorData x = Samples.vector(DType.BOOL, 0, 0, 1, 1);
    TensorData y = Samples.vector(DType.BOOL, 0, 1, 0, 1);
    assertThat(Samples.apply(new Logic.And(), x, y).booleans())
        .containsExactly(false, false, false, true);
    assertThat(Samples.apply(new Logic.Or(), x, y).booleans())
        .containsExactly(false, true, true, true);
    assertThat(Samples.apply(new Logic.Xor(), x, y).booleans())
        .containsExactly(false, true, true, false);
    assertThat(Samples.apply(new Logic.Equal(), x, y).booleans())
        .containsExactly(true, false, false, true);
    assertThat(Samples.apply(new Logic.Not(), x).booleans())
        .containsExactly(true, true, false, false);
  }

  @Test
  void finiteNumbersAreToldFromOthers() {
    for (DType dtype : FLOATING) {
      TensorData x = Samples.vector(dtype, Samples.SPECIAL);
      boolean[] finite = Samples.apply(new Logic.IsFinite(), x).booleans();
      for (int i = 0; i < finite.length; i++) {
        assertThat(finite[i]).isEqualTo(Double.isFinite(x.elementAsDouble(i)));
      }
    }
  }

  @Test
  void longTextsGiveTheSameInBlocksAndAtOnce() {
    for (DType dtype : FLOATING) {
      TensorData x = Samples.random(11, dtype, 3000);
      for (Elementwise prim :
          List.of(
              new Transcendental.Exp(),
              new Transcendental.Tanh(),
              new Transcendental.Sigmoid(),
              new Transcendental.Rsqrt(),
              new Transcendental.Erf(),
              new Transcendental.Polygamma(1))) {
        TensorData whole = Samples.apply(prim, x);
        TensorData viewed = TensorData.zeros(x.type());
        Kernels.run(prim, List.of(View.of(x)), List.of(View.of(viewed)));
        assertThat(Samples.bits(viewed)).isEqualTo(Samples.bits(whole));
        for (int i = 0; i < 3000; i += 177) {
          double one =
              Samples.apply(prim, Samples.vector(dtype, x.elementAsDouble(i))).elementAsDouble(0);
          assertThat(Double.compare(one, whole.elementAsDouble(i))).as(prim.name()).isZero();
        }
      }
    }
  }

  @Test
  void routinesOfFloatsAreThoseOfDoublesRoundedOnce() {
    BlockScalar machine = new BlockScalar(3);
    machine.begin(3);
    Block x = new Block(DType.F32, new float[] {0.5f, -1.25f, 3});
    Block sine = machine.call(Routine.SIN, x);
    assertThat(sine.floats())
        .containsExactly(
            (float) Routine.SIN.apply(0.5),
            (float) Routine.SIN.apply(-1.25),
            (float) Routine.SIN.apply(3));
    Block pow = machine.call(Routine.POW, machine.constant(DType.F32, 2), x);
    assertThat(pow.floats()[1]).isEqualTo((float) Routine.POW.apply(2, -1.25));
  }

  @Test
  void bitsAndFusedProductsAreJavas() {
    BlockScalar machine = new BlockScalar(2);
    machine.begin(2);
    Block x = new Block(DType.F32, new float[] {0.1f, -0f});
    assertThat(machine.bits(x).ints())
        .containsExactly(Float.floatToRawIntBits(0.1f), Integer.MIN_VALUE);
    assertThat(machine.fromBits(machine.bits(x)).floats()).containsExactly(0.1f, -0f);
    assertThat(machine.fma(x, x, x).floats()[0]).isEqualTo(Math.fma(0.1f, 0.1f, 0.1f));
    Block y = new Block(DType.F64, new double[] {0.1, 3});
    assertThat(machine.fromBits(machine.bits(y)).doubles()).containsExactly(0.1, 3);
    assertThat(machine.fma(y, y, y).doubles()).containsExactly(Math.fma(0.1, 0.1, 0.1), 12);
    assertThat(machine.whole(DType.I64, Long.MAX_VALUE).longs()).containsOnly(Long.MAX_VALUE);
  }
}
