package dev.leibniz.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DerivativeException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Sparse matrices of derivatives hold what the dense ones do, in few sweeps.
final class SparseTest {
  private static final Differentiator PLAIN = Differentiator.PLAIN;

  private static double[] point(int n) {
    return new SplittableRandom(n).doubles(n, 0.5, 1.5).toArray();
  }

  static double[] banded(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = 2 * x[i] * x[i];
      if (i > 0) {
        y[i] -= x[i - 1];
      }
      if (i + 1 < x.length) {
        y[i] -= Math.sin(x[i + 1]);
      }
    }
    return y;
  }

  /// The first value depends on all arguments, the others on one each: rows share sweeps.
  static double[] arrow(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[0] += x[i] * x[i];
      y[i] += Math.exp(x[i]);
    }
    return y;
  }

  /// A state of numbers, a row of arrays, and a value without arguments.
  static double[] rows(double[] x) {
    double[][] grid = new double[3][2];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 2; j++) {
        grid[i][j] = i == 1 ? 7 : x[i + j] * x[i + j + 1];
      }
    }
    double[] y = new double[4];
    for (int i = 0; i < 3; i++) {
      y[i] = grid[i][0] * grid[i][1];
    }
    return y;
  }

  static double[] branches(double[] x) {
    return new double[] {x[0] > 1 ? x[1] * x[1] : x[2], Math.max(x[0], x[2])};
  }

  /// The rule of a vector and of a captured number.
  static double[] ruled(double[] x) {
    double[] y = new double[3];
    y[0] = RulesTest.square(x[0], new double[] {x[1], 1}) + x[4];
    double slope = x[3];
    y[1] = RulesTest.area(t -> slope * t * t, 0, 2).value();
    y[2] = RulesTest.areas(t -> new double[] {slope * t, x[2]}, 0, 1)[1];
    return y;
  }

  static double[] dense(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each * each;
    }
    double[] y = new double[x.length];
    Arrays.fill(y, sum);
    return y;
  }

  private static final Map<String, VectorFunction> VECTORS =
      Map.of(
          "banded", SparseTest::banded,
          "arrow", SparseTest::arrow,
          "rows of arrays", SparseTest::rows,
          "branches", SparseTest::branches,
          "ruled", SparseTest::ruled,
          "dense", SparseTest::dense);

  @TestFactory
  Stream<DynamicTest> sparseJacobianIsTheDenseOne() {
    return VECTORS.entrySet().stream()
        .flatMap(entry ->
            IntStream.of(5, 63, 64, 65, 130)
                .mapToObj(n ->
                    DynamicTest.dynamicTest(
                        entry.getKey() + " " + n,
                        () -> {
                          double[] x = point(n);
                          double[][] dense = PLAIN.jacobian(entry.getValue()).apply(x);
                          SparseMatrix sparse = PLAIN.sparseJacobian(entry.getValue()).apply(x);
                          assertClose(sparse.toDense(), dense);
                        })));
  }

  @TestFactory
  Stream<DynamicTest> sparseHessianIsTheDenseOne() {
    return Samples.all().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  Samples.Sample sample = entry.getValue();
                  double[][] dense = PLAIN.hessian(sample.function()).apply(sample.point().clone());
                  SparseMatrix sparse =
                      PLAIN.sparseHessian(sample.function()).apply(sample.point().clone());
                  assertClose(sparse.toDense(), dense);
                }));
  }

  private static void assertClose(double[][] actual, double[][] wanted) {
    assertThat(actual).hasDimensions(wanted.length, wanted.length == 0 ? 0 : wanted[0].length);
    for (int i = 0; i < wanted.length; i++) {
      for (int j = 0; j < wanted[i].length; j++) {
        assertThat(actual[i][j])
            .as("entry %d, %d", i, j)
            .isCloseTo(wanted[i][j], within(1e-12 * Math.max(1, Math.abs(wanted[i][j]))));
      }
    }
  }

  @Test
  void patternsAreThoseOfTheFunctions() {
    assertThat(PLAIN.jacobianPattern(SparseTest::banded, point(100)))
        .isEqualTo(
            SparsityPattern.of(
                100,
                IntStream.range(0, 100)
                    .mapToObj(i ->
                        IntStream.rangeClosed(Math.max(0, i - 1), Math.min(99, i + 1)).toArray())
                    .toList()));
    assertThat(PLAIN.jacobianPattern(SparseTest::rows, point(5)))
        .isEqualTo(
            SparsityPattern.of(
                5, List.of(new int[] {0, 1, 2}, new int[0], new int[] {2, 3, 4}, new int[0])));
    assertThat(PLAIN.jacobianPattern(SparseTest::branches, new double[] {2, 1, 1}).row(0))
        .containsExactly(1);
    assertThat(PLAIN.jacobianPattern(SparseTest::branches, new double[] {0, 1, 1}).row(0))
        .containsExactly(2);
  }

  @Test
  void theHessianOfAChainHasThreeDiagonalsAndTakesFewColours() {
    SparsityPattern pattern = PLAIN.hessianPattern(Samples::rosenbrock, point(1000));
    assertThat(pattern.entries()).isEqualTo(3 * 1000 - 2);
    SparseMatrix hessian = PLAIN.sparseHessian(Samples::rosenbrock, pattern).apply(point(1000));
    double[] v = point(1000);
    double[] product = PLAIN.hessianVectorProduct(Samples::rosenbrock).apply(point(1000), v);
    double[] sparse = hessian.times(v);
    for (int i = 0; i < v.length; i++) {
      assertThat(sparse[i]).isCloseTo(product[i], within(1e-10 * Math.abs(product[i])));
    }
  }

  @Test
  void aPatternThatLacksAnEntryIsRefused() {
    SparsityPattern at = PLAIN.jacobianPattern(SparseTest::branches, new double[] {2, 1, 1});
    SparseMatrixFunction jacobian = PLAIN.sparseJacobian(SparseTest::branches, at);
    assertThat(jacobian.apply(new double[] {3, 5, 1}).get(0, 1)).isEqualTo(10);
    assertThatThrownBy(() -> jacobian.apply(new double[] {0, 5, 1}))
        .isInstanceOf(DerivativeException.class)
        .hasMessageContaining("the pattern must hold all entries")
        .hasMessageContaining("row 0");
    assertThatThrownBy(() -> jacobian.apply(new double[4]))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("3 columns, 4 arguments");
  }

  @Test
  void matricesMultiplyAndAreReadEntryByEntry() {
    SparsityPattern pattern = SparsityPattern.of(3, List.of(new int[] {2, 0}, new int[] {1}));
    SparseMatrix matrix = new SparseMatrix(pattern, new double[] {1, 2, 3});
    assertThat(matrix.toDense()).isDeepEqualTo(new double[][] {{1, 0, 2}, {0, 3, 0}});
    assertThat(matrix.times(new double[] {1, 10, 100})).containsExactly(201, 30);
    assertThat(matrix.transposedTimes(new double[] {1, 10})).containsExactly(1, 30, 2);
    assertThat(pattern.transposed().transposed()).isEqualTo(pattern);
    assertThatThrownBy(() -> matrix.get(0, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("row 0, column 3 of 2 by 3");
    assertThatThrownBy(() -> matrix.times(new double[2])).isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> SparsityPattern.of(2, List.of(new int[] {2})))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("row 0");
  }
}
