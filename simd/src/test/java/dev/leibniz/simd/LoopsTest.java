package dev.leibniz.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.backend.Backends;
import dev.leibniz.backend.Executable;
import dev.leibniz.backend.MatrixProducts;
import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Arithmetic;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Logic;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Reduce;
import dev.leibniz.ir.Transcendental;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Fused loops in lanes have the interpreter's bits. The build runs them in lanes from the first
/// call on.
final class LoopsTest {
  private static final int[] SIZES = {1, 2, 7, 15, 16, 31, 33, 100};
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    -2.25,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Float.MIN_VALUE,
    -1e-39,
    Double.MAX_VALUE,
    -3e38,
    2147483648.0,
    -9.3e18,
    88.7,
    -104
  };

  record Row(String name, List<DType> inputs, Function<Operands, Atom> value) {
    @Override
    public String toString() {
      return name + inputs;
    }
  }

  /// Operands of one shape.
  record Operands(Builder b, List<Atom> x) {
    Atom one(Elementwise prim) {
      return b.apply(prim, x).getFirst();
    }
  }

  private static Row row(Elementwise prim, DType... inputs) {
    return new Row(prim.toString(), List.of(inputs), operands -> operands.one(prim));
  }

  static Stream<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (DType dtype : List.of(DType.F32, DType.F64)) {
      Stream.of(
              new Arithmetic.Floor(),
              new Arithmetic.Ceil(),
              new Arithmetic.Round(),
              new Transcendental.Exp(),
              new Transcendental.Expm1(),
              new Transcendental.Log(),
              new Transcendental.Log1p(),
              new Transcendental.Sqrt(),
              new Transcendental.Rsqrt(),
              new Transcendental.Cbrt(),
              new Transcendental.Sin(),
              new Transcendental.Cos(),
              new Transcendental.Tan(),
              new Transcendental.Asin(),
              new Transcendental.Acos(),
              new Transcendental.Atan(),
              new Transcendental.Sinh(),
              new Transcendental.Cosh(),
              new Transcendental.Tanh(),
              new Transcendental.Sigmoid(),
              new Transcendental.Erf(),
              new Transcendental.Erfc(),
              new Logic.IsFinite())
          .forEach(prim -> rows.add(row((Elementwise) prim, dtype)));
      rows.add(row(new Arithmetic.Div(), dtype, dtype));
      rows.add(row(new Transcendental.Pow(), dtype, dtype));
      rows.add(row(new Transcendental.Atan2(), dtype, dtype));
    }
    List<DType> numbers = List.of(DType.F32, DType.F64, DType.I32, DType.I64);
    for (DType dtype : numbers) {
      Stream.of(new Arithmetic.Negate(), new Arithmetic.Abs(), new Arithmetic.Sign())
          .forEach(prim -> rows.add(row((Elementwise) prim, dtype)));
      Stream.of(
              new Arithmetic.Plus(),
              new Arithmetic.Minus(),
              new Arithmetic.Times(),
              new Arithmetic.Min(),
              new Arithmetic.Max(),
              new Logic.Less(),
              new Logic.LessEqual(),
              new Logic.Equal())
          .forEach(prim -> rows.add(row((Elementwise) prim, dtype, dtype)));
      rows.add(row(new Logic.Select(), DType.BOOL, dtype, dtype));
      for (DType to : DType.values()) {
        rows.add(row(new Logic.Convert(to), dtype));
        rows.add(row(new Logic.Convert(dtype), to));
      }
    }
    for (DType dtype : List.of(DType.BOOL, DType.I32, DType.I64)) {
      rows.add(row(new Logic.And(), dtype, dtype));
      rows.add(row(new Logic.Or(), dtype, dtype));
      rows.add(row(new Logic.Xor(), dtype, dtype));
      rows.add(row(new Logic.Not(), dtype));
    }
    for (DType dtype : List.of(DType.I32, DType.I64)) {
      rows.add(row(new Logic.ShiftLeft(), dtype, dtype));
      rows.add(row(new Logic.ShiftRight(), dtype, dtype));
      rows.add(row(new Logic.ShiftRightLogical(), dtype, dtype));
    }
    rows.add(row(new Logic.Select(), DType.BOOL, DType.BOOL, DType.BOOL));
    rows.add(row(new Logic.Equal(), DType.BOOL, DType.BOOL));
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void loopsOfEverySizeHaveTheBitsOfTheInterpreter(Row row) {
    for (int size : SIZES) {
      Builder b = new Builder();
      List<TensorType> types =
          row.inputs().stream().map(dtype -> TensorType.of(dtype, 2, size)).toList();
      Atom y = row.value().apply(new Operands(b, b.inputs(types)));
      check(b.build(List.of(y)), types);
    }
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void rowsColumnsAndPlacesHaveTheBitsOfTheInterpreter(DType dtype) {
    Builder b = new Builder();
    TensorType type = TensorType.of(dtype, 9, 77);
    List<TensorType> types =
        List.of(type, TensorType.of(dtype, 77), TensorType.of(dtype, 9), TensorType.of(dtype));
    List<Atom> x = b.inputs(types);
    Atom row = b.broadcast(x.get(1), type.shape(), List.of(1));
    Atom column = b.broadcast(x.get(2), type.shape(), List.of(0));
    Atom number = b.broadcast(x.get(3), type.shape(), List.of());
    Atom place = b.apply(new Index.Iota(type, 1), List.of()).getFirst();
    Atom line = b.apply(new Index.Iota(type, 0), List.of()).getFirst();
    Atom sum = b.plus(b.times(x.get(0), row), b.times(column, b.plus(number, place)));
    Atom isSmall = b.one(new Logic.Less(), b.plus(line, place), number);
    Program program = b.build(List.of(sum, b.one(new Logic.Select(), isSmall, sum, row), isSmall));
    check(program, types);
    assertThat(Backends.compile(program).explain()).contains("in lanes");
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 8, 14, 16, 17, 40})
  void windowsOfTwoByTwoHaveTheBitsOfTheInterpreter(int width) {
    for (DType dtype : List.of(DType.F32, DType.F64)) {
      TensorType type = TensorType.of(dtype, 3, 5, 2, width, 2);
      Builder b = new Builder();
      Atom x = b.input(type);
      Atom largest = b.one(new Reduce.Max(List.of(2, 4)), x);
      Atom sum = b.sum(x, List.of(2, 4));
      Atom isLargest = b.convert(b.one(new Logic.Equal(), x, spread(b, largest, type)), dtype);
      Atom count = b.sum(isLargest, List.of(2, 4));
      Atom share = b.div(isLargest, spread(b, count, type));
      Program program = b.build(List.of(largest, sum, count, share));
      check(program, List.of(type));
      assertThat(Backends.compile(program).explain().split("in lanes", -1)).hasSizeGreaterThan(2);
    }
  }

  private static Atom spread(Builder b, Atom pooled, TensorType type) {
    return b.broadcast(pooled, type.shape(), List.of(0, 1, 3));
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void reductionsOfRowsHaveTheBitsOfTheInterpreter(Reduce.Over prim) {
    for (DType dtype : List.of(DType.F32, DType.F64)) {
      for (int size :
          new int[] {17, 31, 32, 63, 64, 65, 100, 257, 1000, 16384, 16385, 32768, 40000}) {
        TensorType type = TensorType.of(dtype, 3, size);
        Builder b = new Builder();
        Atom x = b.input(type);
        Atom plain = b.one(prim, x);
        Atom negative = b.one(prim, b.negate(x));
        Atom root = b.one(new Transcendental.Tanh(), x);
        Atom ofRoot = b.one(prim, root);
        Atom spread = b.broadcast(ofRoot, type.shape(), List.of(0));
        check(b.build(List.of(plain, negative, ofRoot, root, b.plus(root, spread))), List.of(type));
      }
    }
  }

  static Stream<Reduce.Over> reductions() {
    List<Integer> last = List.of(1);
    return Stream.of(
        new Reduce.Sum(last), new Reduce.Prod(last), new Reduce.Max(last), new Reduce.Min(last));
  }

  static Stream<DType> numbers() {
    return Stream.of(DType.F32, DType.F64, DType.I32, DType.I64);
  }

  private static void check(Program program, List<TensorType> types) {
    assertThat(MatrixProducts.await()).isPresent();
    Random random = new Random(7);
    TensorData[] inputs = types.stream().map(type -> data(type, random)).toArray(TensorData[]::new);
    List<Value> expected = Interpreter.run(program, List.of(inputs));
    Executable executable = Backends.compile(program);
    TensorData[] results = executable.run(inputs);
    for (int i = 0; i < results.length; i++) {
      assertThat(results[i].array())
          .as(program.toString())
          .isEqualTo(((TensorData) expected.get(i)).array());
    }
  }

  private static TensorData data(TensorType type, Random random) {
    TensorData data = TensorData.zeros(type);
    for (int i = 0; i < data.length(); i++) {
      boolean isSpecial = random.nextInt(3) == 0;
      double number = isSpecial ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian();
      long whole = isSpecial ? random.nextLong() : random.nextInt(200) - 100;
      switch (data.array()) {
        case float[] x -> x[i] = (float) number;
        case double[] x -> x[i] = number;
        case int[] x -> x[i] = (int) whole;
        case long[] x -> x[i] = whole;
        case boolean[] x -> x[i] = random.nextBoolean();
        default -> throw new IllegalArgumentException(type.toString());
      }
    }
    return data;
  }
}
