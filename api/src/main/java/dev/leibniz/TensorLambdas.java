package dev.leibniz;

import dev.leibniz.calculus.Differentiator;
import dev.leibniz.calculus.ScalarAlgebra;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.UnsupportedCodeException;
import dev.leibniz.tensor.LambdaReader;
import dev.leibniz.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Reads lambdas of plain Java into operations on tensors, for `tensor.map(x -> …)`.
public final class TensorLambdas implements LambdaReader {
  /// For the lookup of services.
  public TensorLambdas() {}

  @Override
  public Tensor map(DoubleUnaryOperator f, Tensor x) {
    Tensor value = Differentiator.PLAIN.evaluate(f, x, new OfTensors(x));
    return value.broadcastTo(
        Arrays.stream(x.shape().toArray()).mapToInt(Math::toIntExact).toArray());
  }

  /// Operations on tensors of one type.
  private record OfTensors(Tensor like) implements ScalarAlgebra<Tensor> {
    @Override
    public Tensor constant(double number) {
      return Tensor.full(like.dtype(), number);
    }

    @Override
    public Tensor operate(String operation, List<Tensor> arguments) {
      Tensor a = arguments.getFirst();
      Tensor b = arguments.size() > 1 ? arguments.get(1) : a;
      return switch (operation) {
        case "add" -> a.plus(b);
        case "subtract" -> a.minus(b);
        case "multiply" -> a.times(b);
        case "divide" -> a.div(b);
        case "negate" -> a.negate();
        case "abs" -> a.abs();
        case "signum" -> a.sign();
        case "floor" -> a.floor();
        case "ceil" -> a.ceil();
        case "rint" -> a.round();
        case "sqrt" -> a.sqrt();
        case "cbrt" -> a.cbrt();
        case "exp" -> a.exp();
        case "expm1" -> a.expm1();
        case "log" -> a.log();
        case "log1p" -> a.log1p();
        case "sin" -> a.sin();
        case "cos" -> a.cos();
        case "tan" -> a.tan();
        case "asin" -> a.asin();
        case "acos" -> a.acos();
        case "atan" -> a.atan();
        case "sinh" -> a.sinh();
        case "cosh" -> a.cosh();
        case "tanh" -> a.tanh();
        case "pow" -> a.pow(b);
        case "atan2" -> a.atan2(b);
        case "max" -> a.maximum(b);
        case "min" -> a.minimum(b);
        case "fma" -> a.times(b).plus(arguments.get(2));
        default ->
            throw new UnsupportedCodeException(
                Explanation.of("map", "tensors must have the operation")
                    .got("Math." + operation)
                    .fix("write it with exp, log, sqrt, pow, sin, cos, tanh, abs, max or min"));
      };
    }

    @Override
    public Tensor compare(Comparison comparison, Tensor a, Tensor b) {
      return switch (comparison) {
        case EQUAL -> a.equalTo(b);
        case NOT_EQUAL -> a.notEqualTo(b);
        case LESS -> a.less(b);
        case GREATER_OR_EQUAL -> a.greaterEqual(b);
        case GREATER -> a.greater(b);
        case LESS_OR_EQUAL -> a.lessEqual(b);
      };
    }

    @Override
    public Tensor and(Tensor a, Tensor b) {
      return a.and(b);
    }

    @Override
    public Tensor not(Tensor a) {
      return a.not();
    }

    @Override
    public Tensor select(Tensor condition, Tensor yes, Tensor no) {
      return condition.select(yes, no);
    }
  }
}
