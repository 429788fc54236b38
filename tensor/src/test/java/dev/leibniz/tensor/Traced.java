package dev.leibniz.tensor;

import dev.leibniz.data.TensorData;
import dev.leibniz.data.Value;
import dev.leibniz.eval.Interpreter;
import dev.leibniz.ir.Checker;
import java.lang.reflect.Array;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Functions run by way of their programs.
final class Traced {
  private Traced() {}

  /// What a computation on concrete tensors gives when it is traced and its program is run.
  static Tensor value(Supplier<Tensor> computation) {
    return value(arguments -> computation.get(), List.of());
  }

  /// What a function gives when it is traced and its program is run.
  static Tensor value(Function<List<Tensor>, Tensor> function, List<Tensor> arguments) {
    Trace.Traced traced = trace(function, arguments);
    List<Value> inputs =
        Stream.concat(arguments.stream(), traced.captured().stream())
            .<Value>map(TensorAccess::data)
            .toList();
    return new Tensor((TensorData) Interpreter.run(traced.program(), inputs).getFirst());
  }

  static Trace.Traced trace(Function<List<Tensor>, Tensor> function, List<Tensor> arguments) {
    Trace.Traced traced =
        Trace.run(arguments.stream().map(Tensor::type).toList(), in -> List.of(function.apply(in)));
    Checker.check(traced.program());
    return traced;
  }

  /// The elements to the bit; all NaNs are equal.
  static List<Object> bits(Tensor tensor) {
    Object array = TensorAccess.data(tensor).array();
    return IntStream.range(0, Array.getLength(array)).mapToObj(i -> Array.get(array, i)).toList();
  }
}
