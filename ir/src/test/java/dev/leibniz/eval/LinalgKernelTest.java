package dev.leibniz.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.error.LinalgException;
import dev.leibniz.ir.Linalg;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinalgKernelTest {
  private static final DType[] FLOATING = {DType.F32, DType.F64};
  private static final int[] SIZES = {0, 1, 2, 3, 8, 17, 40};

  private static double tolerance(DType dtype, int n) {
    return (dtype == DType.F32 ? Math.ulp(1f) : Math.ulp(1.0)) * 20 * (n + 1) * (n + 1);
  }

  /// Batches of B·Bᵀ + n·I.
  private static TensorData positiveDefinite(DType dtype, int batch, int n) {
    TensorData b = Samples.random(n, DType.F64, batch, n, n);
    TensorData a = Samples.random(n, dtype, batch, n, n);
    for (int place = 0; place < a.length(); place++) {
      int matrix = place / (n * n);
      int i = place / n % n;
      int j = place % n;
      double sum = i == j ? n : 0;
      for (int k = 0; k < n; k++) {
        sum += b.doubles()[(matrix * n + i) * n + k] * b.doubles()[(matrix * n + j) * n + k];
      }
      Samples.set(a, place, sum);
    }
    return a;
  }

  private static double at(TensorData a, int matrix, int i, int j) {
    int rows = (int) a.shape().extent(1);
    int columns = (int) a.shape().extent(2);
    return a.elementAsDouble((matrix * rows + i) * columns + j);
  }

  @Test
  void choleskyTimesItsTransposeIsTheMatrix() {
    for (DType dtype : FLOATING) {
      for (int n : SIZES) {
        TensorData a = positiveDefinite(dtype, 3, n);
        TensorData l = Samples.apply(new Linalg.Cholesky(), a);
        for (int place = 0; place < a.length(); place++) {
          int matrix = place / (n * n);
          int i = place / n % n;
          int j = place % n;
          double sum = 0;
          for (int k = 0; k < n; k++) {
            sum += at(l, matrix, i, k) * at(l, matrix, j, k);
          }
          assertThat(Math.abs(sum - at(a, matrix, i, j))).isLessThan(tolerance(dtype, n) * (n + 1));
          if (j > i) {
            assertThat(at(l, matrix, i, j)).isZero();
          }
        }
      }
    }
  }

  @Test
  void choleskyOfKnownFactorsIsExact() {
    TensorData a =
        TensorData.of(
            TensorType.of(DType.F64, 3, 3), new double[] {4, 99, 99, 12, 37, 99, -16, -43, 98});
    assertThat(Samples.apply(new Linalg.Cholesky(), a).doubles())
        .containsExactly(2, 0, 0, 6, 1, 0, -8, 5, 3);
  }

  @Test
  void choleskyNamesThePivotThatIsNotPositive() {
    for (double corner : new double[] {1, 0.5, Double.NaN}) {
      TensorData a = TensorData.of(TensorType.of(DType.F64, 2, 2), new double[] {1, 1, 1, corner});
      assertThatThrownBy(() -> Samples.apply(new Linalg.Cholesky(), a))
          .isInstanceOf(LinalgException.class)
          .hasMessageStartingWith(
              "cholesky: the matrix must be positive definite: every pivot above 0; got pivot 1 = "
                  + (corner - 1));
    }
    TensorData batch = Samples.random(1, DType.F32, 2, 1, 1);
    batch.floats()[0] = 4;
    batch.floats()[1] = -1;
    assertThatThrownBy(() -> Samples.apply(new Linalg.Cholesky(), batch))
        .hasMessageContaining("pivot 0 = -1.0 in matrix 1 of 2");
  }

  @Test
  void triangularSolutionsSatisfyTheirEquations() {
    boolean[] both = {false, true};
    for (DType dtype : FLOATING) {
      for (int n : SIZES) {
        TensorData a = Samples.random(n + 50L, dtype, 2, n, n);
        for (int k = 0; k < a.length(); k++) {
          int i = k / n % n;
          Samples.set(
              a, k, i == k % n ? 2 + Math.abs(a.elementAsDouble(k)) : a.elementAsDouble(k) / n);
        }
        TensorData b = Samples.random(n + 51L, dtype, 2, n, 3);
        for (boolean lower : both) {
          for (boolean transposed : both) {
            for (boolean unit : both) {
              TensorData x =
                  Samples.apply(new Linalg.TriangularSolve(lower, transposed, unit), a, b);
              residual(a, x, b, lower, transposed, unit, tolerance(dtype, n));
            }
          }
        }
      }
    }
  }

  private static void residual(
      TensorData a,
      TensorData x,
      TensorData b,
      boolean lower,
      boolean transposed,
      boolean unit,
      double tolerance) {
    int n = (int) a.shape().extent(1);
    for (int place = 0; place < b.length(); place++) {
      int matrix = place / (3 * n);
      int i = place / 3 % n;
      int column = place % 3;
      double sum = 0;
      for (int k = 0; k < n; k++) {
        int row = transposed ? k : i;
        int other = transposed ? i : k;
        boolean inside = lower ? other <= row : other >= row;
        double factor = row == other && unit ? 1 : inside ? at(a, matrix, row, other) : 0;
        sum += factor * at(x, matrix, k, column);
      }
      assertThat(Math.abs(sum - at(b, matrix, i, column))).isLessThan(tolerance * 10);
    }
  }

  @Test
  void luFactorsMultiplyToThePermutedMatrix() {
    for (DType dtype : FLOATING) {
      for (int n : SIZES) {
        TensorData a = Samples.random(n + 70L, dtype, 2, n, n);
        List<Value> result = Interpreter.apply(new Linalg.Lu(), List.of(a), null);
        TensorData packed = (TensorData) result.get(0);
        int[] order = ((TensorData) result.get(1)).ints();
        for (int place = 0; place < a.length(); place++) {
          int matrix = place / (n * n);
          int i = place / n % n;
          int j = place % n;
          double sum = 0;
          for (int k = 0; k <= Math.min(i, j); k++) {
            double l = k == i ? 1 : at(packed, matrix, i, k);
            assertThat(Math.abs(l)).isLessThanOrEqualTo(1);
            sum += l * at(packed, matrix, k, j);
          }
          assertThat(Math.abs(sum - at(a, matrix, order[matrix * n + i], j)))
              .isLessThan(tolerance(dtype, n));
        }
        for (int matrix = 0; matrix < 2; matrix++) {
          assertThat(((TensorData) result.get(2)).elementAsDouble(matrix))
              .isEqualTo(sign(order, matrix * n, n));
        }
      }
    }
  }

  /// The sign by counting inversions.
  private static double sign(int[] order, int base, int n) {
    int inversions = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        inversions += order[base + i] > order[base + j] ? 1 : 0;
      }
    }
    return inversions % 2 == 0 ? 1 : -1;
  }

  @Test
  void aSingularMatrixGivesAZeroPivotAndNoError() {
    TensorData a = TensorData.of(TensorType.of(DType.F64, 2, 2), new double[] {0, 1, 0, 2});
    TensorData packed = Samples.apply(new Linalg.Lu(), a);
    assertThat(packed.doubles()).containsExactly(0, 1, 0, 2);
  }
}
