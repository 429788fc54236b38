package dev.leibniz.app;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Differentiates a function that is typed as a lambda.
@Command(
    name = "derive",
    description = {
      "Differentiates a function, written as a lambda of Java.",
      "",
      "  leibniz derive 'x -> x * x * sin(x)' --at 1.5 --order 2",
      "  leibniz derive '(x, y) -> x * exp(x * y)' --at 1,2 --order 2",
      "  leibniz derive 'x -> x * x * sin(x)' --explain",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Derive implements Callable<Integer> {
  private static final int HIGHEST = 8;

  @Parameters(
      index = "0",
      paramLabel = "function",
      description = "A lambda of numbers; the methods of Math need no prefix.")
  private String text = "";

  @Option(
      names = "--at",
      paramLabel = "x[,y…]",
      converter = Numbers.Converter.class,
      description = "Where; a number for each parameter.")
  private @Nullable Numbers at;

  @Option(
      names = "--order",
      paramLabel = "N",
      converter = PositiveInteger.class,
      description =
          "The highest derivative. For several parameters 1 is the gradient, 2 the Hessian as well."
              + " Default: ${DEFAULT-VALUE}.")
  private int order = 1;

  @Option(names = "--explain", description = "Print the derivative as Java source.")
  private boolean isExplained;

  @Mixin private MachineOptions machine = new MachineOptions();

  Derive() {}

  @Override
  public Integer call() {
    machine.apply();
    if (at == null && !isExplained) {
      throw refuse("--at or --explain must be given", "neither", "add --at 1.5");
    }
    TypedFunction function = TypedFunction.of("derive", text);
    double[] point = at == null ? null : at.values();
    if (point != null && point.length != function.names().size()) {
      throw refuse(
          "--at must have a number for each parameter",
          point.length + " numbers, parameters " + function.names(),
          "write --at " + String.join(",", function.names()));
    }
    int most = function.isUnivariate() ? HIGHEST : 2;
    if (order > most) {
      throw refuse("--order must be at most " + most, "order = " + order, "lower it");
    }
    List<String> lines =
        function.isUnivariate()
            ? univariate(function.univariate(), point)
            : multivariate(function, point);
    lines.forEach(System.out::println);
    return 0;
  }

  private static ArgumentException refuse(String law, String got, String fix) {
    return new ArgumentException(Explanation.of("derive", law).got(got).fix(fix));
  }

  private List<String> univariate(UnivariateFunction f, double @Nullable [] point) {
    List<String> lines = new ArrayList<>();
    if (isExplained) {
      lines.add(Calculus.explain(f, order).strip());
    }
    if (point != null) {
      for (int k = 0; k <= order; k++) {
        double value = Calculus.derivative(f, k).applyAsDouble(point[0]);
        String marks = k <= 3 ? "'".repeat(k) : "^(" + k + ")";
        lines.add("f" + marks + "(" + point[0] + ") = " + value);
      }
    }
    return lines;
  }

  private List<String> multivariate(TypedFunction function, double @Nullable [] point) {
    MultivariateFunction f = function.multivariate();
    List<String> lines = new ArrayList<>();
    if (isExplained) {
      lines.add(Calculus.explainGradient(f).strip());
    }
    if (point != null) {
      String where =
          Arrays.stream(point).mapToObj(Double::toString).collect(Collectors.joining(", "));
      lines.add("f(" + where + ") = " + f.applyAsDouble(point.clone()));
      double[] gradient = Calculus.gradient(f).apply(point.clone());
      for (int i = 0; i < gradient.length; i++) {
        lines.add("∂f/∂" + function.names().get(i) + " = " + gradient[i]);
      }
      if (order == 2) {
        lines.add("Hessian");
        for (double[] row : Calculus.hessian(f).apply(point.clone())) {
          lines.add("  " + Arrays.toString(row));
        }
      }
    }
    return lines;
  }
}
