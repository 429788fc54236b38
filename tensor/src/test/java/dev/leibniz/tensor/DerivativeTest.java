package dev.leibniz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.Value;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Program;
import dev.leibniz.transform.Jvp;
import dev.leibniz.transform.Reverse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Derivatives of what is composed of primitives: against central differences, and where they are
/// not obvious.
final class DerivativeTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /// The gradient of the sum of a function's results.
  private static double[] gradient(UnaryOperator<Tensor> function, Tensor x) {
    Trace.Traced traced = Traced.trace(in -> function.apply(in.getFirst()).sum(), List.of(x));
    boolean[] active = new boolean[traced.program().inputs().size()];
    active[0] = true;
    Reverse reverse = Reverse.of(traced.program(), active);
    List<Value> inputs = new ArrayList<>(List.of(TensorAccess.data(x)));
    traced.captured().forEach(tensor -> inputs.add(TensorAccess.data(tensor)));
    if (!reverse.activeOutputs()[0]) {
      return new double[(int) x.shape().elements()];
    }
    inputs.add(TensorAccess.data(Tensor.scalar(1.0)));
    Program program = reverse.joined();
    return ((TensorData) Interpreter.run(program, inputs).getLast()).doubles();
  }

  private static double[] differences(UnaryOperator<Tensor> function, Tensor x) {
    double[] at = x.toDoubleArray();
    int[] shape = Arrays.stream(x.shape().toArray()).mapToInt(Math::toIntExact).toArray();
    double[] result = new double[at.length];
    double h = 1e-5;
    for (int i = 0; i < at.length; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += h;
      down[i] -= h;
      double rise = function.apply(Tensor.of(up, shape)).sum().item();
      result[i] = (rise - function.apply(Tensor.of(down, shape)).sum().item()) / (2 * h);
    }
    return result;
  }

  private static Map<String, UnaryOperator<Tensor>> functions() {
    Tensor b = Tensor.of(new double[] {1, -2, 0.5, 3, 1.5, -1}, 3, 2);
    Map<String, UnaryOperator<Tensor>> functions = new LinkedHashMap<>();
    functions.put("mean", x -> x.mean(0).exp());
    functions.put("var", x -> x.var(1));
    functions.put("norm", x -> x.norm(0));
    functions.put("logSumExp", x -> x.logSumExp(1));
    functions.put("softmax", x -> x.softmax(1).square());
    functions.put("logSoftmax", x -> x.logSoftmax(0).square());
    functions.put("matmul", x -> x.matmul(b).square());
    functions.put("matmul vector", x -> x.matmul(b.slice(1, 0, 1).squeeze(1)).square());
    functions.put("det", Tensor::det);
    functions.put("logDet", Tensor::logDet);
    functions.put("inverse", x -> x.inverse().square());
    functions.put("solve", x -> x.solve(b).square());
    functions.put("triangularSolve", x -> x.triangularSolve(b, true).square());
    functions.put("cholesky", x -> x.matmul(x.transpose()).cholesky().square());
    functions.put("einsum", x -> Tensor.einsum("ij,kj,kl->il", x, x, b).square());
    functions.put("diagonal", x -> x.diagonal().exp());
    functions.put("takeAlongAxis", x -> x.takeAlongAxis(x.argSort(1), 1).cumSum(1).square());
    functions.put("maxPool", x -> x.maxPool(2, 2, ConvolutionOptions.defaults()).square());
    functions.put("averagePool", x -> x.averagePool(2, 2).square());
    functions.put("clamp", x -> x.clamp(-0.5, 1).square());
    functions.put("stack", x -> Tensor.stack(1, x, x.square()).cumProd(1));
    return functions;
  }

  @TestFactory
  Stream<DynamicTest> gradientsAreCentralDifferences() {
    Tensor x = Tensor.of(new double[] {2.1, 0.3, -0.7, 0.4, 1.7, 0.2, 0.6, -0.9, 2.4}, 3, 3);
    return functions().entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  double[] expected = differences(entry.getValue(), x);
                  double[] actual = gradient(entry.getValue(), x);
                  for (int i = 0; i < expected.length; i++) {
                    double tolerance = 1e-7 * Math.max(1, Math.abs(expected[i]));
                    assertThat(actual[i]).isEqualTo(expected[i], within(tolerance));
                  }
                }));
  }

  @Test
  void stopGradientMakesAConstant() {
    Tensor x = Tensor.of(new double[] {2, 3});
    assertThat(gradient(y -> y.times(y.stopGradient()), x)).containsExactly(2, 3);
    assertThat(gradient(Tensor::stopGradient, x)).containsExactly(0, 0);
  }

  @Test
  void forwardModeKnowsThatAStoppedGradientIsZero() {
    Tensor x = Tensor.of(new double[] {2, 3});
    Trace.Traced traced = Traced.trace(in -> in.getFirst().stopGradient().exp(), List.of(x));
    Jvp.Result derivative = Jvp.of(traced.program(), new boolean[] {true});
    assertThat(derivative.activeOutputs()).containsExactly(false);
  }

  @Test
  void theNormsDerivativeAtZeroIsZero() {
    assertThat(gradient(Tensor::norm, Tensor.zeros(DType.F64, 2))).containsExactly(0, 0);
  }

  @Test
  void maskedRowsHaveZeroDerivatives() {
    Tensor masked = Tensor.full(DType.F64, -INFINITY, 2);
    assertThat(gradient(Tensor::logSumExp, masked)).containsExactly(0, 0);
    assertThat(gradient(x -> x.softmax(0), masked)).containsExactly(0, 0);
    Tensor half = Tensor.of(new double[] {0, -INFINITY});
    assertThat(gradient(Tensor::logSumExp, half)).containsExactly(1, 0);
  }

  @Test
  void largeNormsHaveFiniteDerivatives() {
    Tensor x = Tensor.of(new double[] {3e300, 4e300});
    assertThat(gradient(Tensor::norm, x)).containsExactly(new double[] {0.6, 0.8}, within(1e-15));
  }
}
