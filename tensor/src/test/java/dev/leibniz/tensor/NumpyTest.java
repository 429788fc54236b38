package dev.leibniz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every operation against NumPy, at once and in a traced program.
final class NumpyTest {
  private static final Tensor X =
      Tensor.arange(DType.F64, 24).times(0.375).minus(3.25).reshape(2, 3, 4);
  private static final Tensor P = X.times(X).plus(0.5);
  private static final Tensor U = X.div(4).tanh();
  private static final Tensor ROW = Tensor.of(new double[] {1.5, -2.0, 0.25, 4.0});
  private static final Tensor COLUMN = Tensor.of(new double[] {2.0, -1.0, 0.5}, 3, 1);
  private static final Tensor M = Tensor.of(new double[] {4, 1, 2, 3, 5, 1, 0, 2, 7}, 3, 3);
  private static final Tensor SPD = M.matmul(M.transpose());
  private static final Tensor STACK =
      Tensor.stack(0, M, SPD, M.transpose().plus(Tensor.eye(DType.F64, 3)));
  private static final Tensor VECTOR = Tensor.of(new double[] {1, 2, 3});
  private static final Tensor COLUMNS = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 3, 2);
  private static final Tensor I = Tensor.arange(DType.I32, 12).minus(5).reshape(3, 4);
  private static final Tensor J = Tensor.of(new int[] {2, -3, 5, 1});
  private static final Tensor MASK = X.greater(0);
  private static final Tensor TAKE = Tensor.of(new int[] {2, 0, 1, 1}, 2, 2);
  private static final Tensor TIES = Tensor.of(new double[] {3, 1, 3, 1, 2});
  private static final Tensor IMAGE = cyclic(7, 3, 2, 2, 5, 6);
  private static final Tensor WEIGHTS = cyclic(5, 2, 3, 2, 3, 2);

  private static final Map<String, Supplier<Tensor>> CASES = new LinkedHashMap<>();

  /// What NumPy computed.
  private record Expected(int[] shape, double[] elements) {}

  private static Tensor cyclic(int period, int minus, int... shape) {
    int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
    Tensor whole = Tensor.arange(DType.I32, count);
    Tensor rest = whole.minus(whole.div(period).times(period));
    return rest.minus(minus).convert(DType.F64).reshape(shape);
  }

  static {
    elementwise();
    reductions();
    movements();
    linearAlgebra();
    einsum();
    images();
  }

  private static void put(String name, Supplier<Tensor> value) {
    CASES.put(name, value);
  }

  private static void elementwise() {
    put("negate", X::negate);
    put("abs", X::abs);
    put("sign", X::sign);
    put("floor", X::floor);
    put("ceil", X::ceil);
    put("round", X::round);
    put("sqrt", P::sqrt);
    put("rsqrt", P::rsqrt);
    put("cbrt", X::cbrt);
    put("exp", X::exp);
    put("expm1", X::expm1);
    put("log", P::log);
    put("log1p", P::log1p);
    put("sin", X::sin);
    put("cos", X::cos);
    put("tan", X::tan);
    put("asin", U::asin);
    put("acos", U::acos);
    put("atan", X::atan);
    put("sinh", X::sinh);
    put("cosh", X::cosh);
    put("tanh", X::tanh);
    put("sigmoid", X::sigmoid);
    put("square", X::square);
    put("reciprocal", P::reciprocal);
    put("erf", X::erf);
    put("erfc", X::erfc);
    put("lgamma", P::lgamma);
    put("relu", X::relu);
    put("clamp", () -> X.clamp(-1, 2));
    put("plus row", () -> X.plus(ROW));
    put("minus column", () -> X.minus(COLUMN));
    put("times column", () -> X.times(COLUMN));
    put("div row", () -> X.div(ROW));
    put("column minus row", () -> COLUMN.minus(ROW));
    put("pow", () -> P.pow(ROW));
    put("pow number", () -> P.pow(1.5));
    put("maximum", () -> X.maximum(ROW));
    put("minimum", () -> X.minimum(COLUMN));
    put("atan2", () -> X.atan2(ROW));
    put("less", () -> X.less(ROW));
    put("lessEqual", () -> X.lessEqual(ROW));
    put("greater", () -> X.greater(ROW));
    put("greaterEqual", () -> X.greaterEqual(ROW));
    put("equalTo", () -> X.equalTo(-2.125));
    put("notEqualTo", () -> X.notEqualTo(-2.125));
    put("integer div", () -> I.div(J));
    put("integer times", () -> I.times(J));
    put("and", () -> I.and(J));
    put("or", () -> I.or(J));
    put("xor", () -> I.xor(J));
    put("not", I::not);
    put("shiftLeft", () -> I.shiftLeft(Tensor.scalar(3)));
    put("shiftRight", () -> I.shiftRight(Tensor.scalar(1)));
    put("mask and", () -> MASK.and(X.less(3)));
    put("select", () -> MASK.select(X, COLUMN));
    put("convert", () -> X.convert(DType.I32));
  }

  private static void reductions() {
    put("sum", X::sum);
    put("sum 1", () -> X.sum(1));
    put("sum -1 0", () -> X.sum(-1, 0));
    put("prod", X::prod);
    put("prod 1", () -> X.prod(1));
    put("prod -1 0", () -> X.prod(-1, 0));
    put("max", X::max);
    put("max 1", () -> X.max(1));
    put("max -1 0", () -> X.max(-1, 0));
    put("min", X::min);
    put("min 1", () -> X.min(1));
    put("min -1 0", () -> X.min(-1, 0));
    put("mean", X::mean);
    put("mean 1", () -> X.mean(1));
    put("mean -1 0", () -> X.mean(-1, 0));
    put("var", X::var);
    put("var 1", () -> X.var(1));
    put("var -1 0", () -> X.var(-1, 0));
    put("logSumExp", X::logSumExp);
    put("logSumExp 1", () -> X.logSumExp(1));
    put("logSumExp -1 0", () -> X.logSumExp(-1, 0));
    put("norm", X::norm);
    put("norm 2", () -> X.norm(2));
    put("sumKeep", () -> X.sumKeep(0, 2));
    put("varKeep", () -> X.varKeep(1));
    put("any", () -> MASK.any(2));
    put("all", () -> MASK.all(0));
    put("argMax", X::argMax);
    put("argMin 1", () -> X.square().negate().argMin(1));
    put("argMax ties", TIES::argMax);
    put("cumSum", () -> X.cumSum(1));
    put("cumProd", () -> X.cumProd(-1));
    put("sort", () -> X.negate().sort(2));
    put("argSort", () -> TIES.argSort(0));
    put("softmax", () -> X.softmax(1));
    put("logSoftmax", () -> X.logSoftmax(-1));
  }

  private static void movements() {
    put("reshape", () -> X.reshape(4, -1));
    put("transpose", X::transpose);
    put("transpose 1 2 0", () -> X.transpose(1, 2, 0));
    put("moveAxis", () -> X.moveAxis(0, 2));
    put("broadcastTo", () -> COLUMN.broadcastTo(2, 3, 4));
    put("expandAxis", () -> ROW.expandAxis(-1));
    put("squeeze", COLUMN::squeeze);
    put("slice", () -> X.slice(1, 1, 3));
    put("slice negative", () -> X.slice(-1, -3, -1));
    put("slice step", () -> X.slice(2, 0, 4, 3));
    put("get", () -> X.get(1, -1));
    put("split", () -> X.split(1, 2, 1).get(1));
    put("flip", () -> X.flip(1));
    put("pad", () -> X.pad(1, 2, 1, 1.5));
    put("concat", () -> Tensor.concat(1, X, X.negate()));
    put("stack", () -> Tensor.stack(2, X, X.negate()));
    put("stack last", () -> Tensor.stack(-1, X, X.negate()));
    put("gather", () -> X.gather(TAKE, 1));
    put("takeAlongAxis", () -> X.takeAlongAxis(X.negate().argSort(1), 1));
    put(
        "scatterAdd",
        () -> X.scatterAdd(Tensor.of(new int[] {2, 0, 2}), Tensor.ones(DType.F64, 2, 3, 4), 1));
    put("oneHot", () -> Tensor.of(new int[] {3, 0, 1}).oneHot(4, DType.F64));
    put("lowerTriangle", () -> X.lowerTriangle(1));
    put("upperTriangle", () -> X.upperTriangle(-1));
    put("diagonal", STACK::diagonal);
    put("arange", () -> Tensor.arange(DType.I64, 5));
    put("linspace", () -> Tensor.linspace(DType.F64, -1, 2, 7));
    put("eye", () -> Tensor.eye(DType.F32, 3));
  }

  private static void linearAlgebra() {
    put("matmul", () -> M.matmul(COLUMNS));
    put("matmul vector", () -> M.matmul(VECTOR));
    put("vector matmul", () -> VECTOR.matmul(COLUMNS));
    put("vector vector", () -> VECTOR.matmul(VECTOR));
    put("matmul batch", () -> X.matmul(X.transpose(0, 2, 1)));
    put("matmul stretched", () -> STACK.expandAxis(1).matmul(X));
    put("matrix matmul batch", () -> M.matmul(X));
    put("batch matmul matrix", () -> STACK.matmul(COLUMNS));
    put("batch matmul vector", () -> STACK.matmul(VECTOR));
    put("vector matmul batch", () -> VECTOR.matmul(X));
    put("cholesky", SPD::cholesky);
    put("solve", () -> M.solve(COLUMNS));
    put("solve vector", () -> M.solve(VECTOR));
    put("solve batch", () -> STACK.solve(COLUMNS));
    put("inverse", STACK::inverse);
    put("det", STACK::det);
    put("logDet", STACK::logDet);
    put("triangularSolve lower", () -> M.triangularSolve(COLUMNS, true));
    put("triangularSolve upper", () -> M.triangularSolve(VECTOR, false));
    put("triangularSolve transposed", () -> M.triangularSolve(COLUMNS, true, true));
  }

  private static void einsum(String spec, Tensor... operands) {
    put("einsum " + spec, () -> Tensor.einsum(spec, operands));
  }

  private static void einsum() {
    einsum("ij,jk->ik", M, COLUMNS);
    einsum("ij->ji", M);
    einsum("ii->i", M);
    einsum("ii", M);
    einsum("ijk->j", X);
    einsum("i,j->ij", VECTOR, ROW);
    einsum("aij,ajk->aik", X, X.transpose(0, 2, 1));
    einsum("...ij,...jk->...ik", STACK, X.slice(0, 0, 1));
    einsum("ij,ij,j->i", M, SPD, VECTOR);
    einsum("...i->...", X);
    einsum("ba,cb,dc->ad", M, SPD, M);
    einsum("ij,jk", M, COLUMNS);
    einsum("aab->b", X.slice(1, 0, 2).transpose(1, 0, 2));
    einsum("i,i->", VECTOR, VECTOR);
    einsum("ij,kj->k", M, SPD);
    einsum("ijk,kj->", X, X.get(0).transpose());
  }

  private static void images() {
    ConvolutionOptions moved = ConvolutionOptions.defaults().stride(2).padding(1);
    put("convolution", () -> IMAGE.convolution(WEIGHTS));
    put("convolution options", () -> IMAGE.convolution(WEIGHTS, moved.dilation(2)));
    put("maxPool", () -> IMAGE.maxPool(2, 3));
    put("averagePool", () -> IMAGE.averagePool(2, 2));
    put("maxPool options", () -> IMAGE.maxPool(3, 3, moved));
    put("averagePool options", () -> IMAGE.averagePool(3, 3, moved));
  }

  private static Map<String, Expected> expected() {
    Map<String, Expected> expected = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                NumpyTest.class.getResourceAsStream("numpy_cases.txt"), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .map(line -> line.split(";", -1))
          .forEach(parts ->
              expected.put(
                  parts[0],
                  new Expected(
                      words(parts[1]).mapToInt(Integer::parseInt).toArray(),
                      words(parts[2]).mapToDouble(Double::parseDouble).toArray())));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return expected;
  }

  private static Stream<String> words(String text) {
    return text.isEmpty() ? Stream.of() : Stream.of(text.split(" "));
  }

  @Test
  void everyCaseOfTheScriptIsTested() {
    assertThat(CASES.keySet()).containsExactlyInAnyOrderElementsOf(expected().keySet());
  }

  @TestFactory
  Stream<DynamicTest> valuesAreThoseOfNumpy() {
    Map<String, Expected> expected = expected();
    return CASES.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> requireClose(entry.getValue().get(), expected.get(entry.getKey()))));
  }

  @TestFactory
  Stream<DynamicTest> tracedValuesAreTheSameBits() {
    return CASES.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  Tensor now = entry.getValue().get();
                  Tensor traced = Traced.value(entry.getValue());
                  assertThat(traced.type()).isEqualTo(now.type());
                  assertThat(Traced.bits(traced)).isEqualTo(Traced.bits(now));
                }));
  }

  private static void requireClose(Tensor actual, Expected expected) {
    assertThat(actual.shape()).isEqualTo(Shape.of(expected.shape()));
    double[] elements = actual.convert(DType.F64).toDoubleArray();
    for (int i = 0; i < elements.length; i++) {
      double wanted = expected.elements()[i];
      double tolerance = 4e-14 * Math.max(1, Math.abs(wanted));
      assertThat(elements[i]).as("element " + i).isEqualTo(wanted, within(tolerance));
    }
  }
}
