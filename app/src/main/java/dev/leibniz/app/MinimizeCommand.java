package dev.leibniz.app;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.optimize.Evaluations;
import dev.leibniz.optimize.Method;
import dev.leibniz.optimize.Minimize;
import dev.leibniz.optimize.Minimizer;
import dev.leibniz.optimize.Optimum;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/// Minimizes a function that is typed as a lambda.
@Command(
    name = "minimize",
    description = {
      "Finds a local minimum of a function, written as a lambda of Java.",
      "",
      "  leibniz minimize '(x, y) -> pow(1 - x, 2) + 100 * pow(y - x * x, 2)' --from=-1.2,1",
      "  leibniz minimize 'x -> x * x + exp(x)' --from 1 --method bfgs",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class MinimizeCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "function",
      description = "A lambda of numbers; the methods of Math need no prefix.")
  private String text = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "x[,y…]",
      converter = Numbers.Converter.class,
      description = "Where to begin; a number for each parameter.")
  private Numbers from = new Numbers();

  @Option(
      names = "--method",
      paramLabel = "name",
      converter = MethodConverter.class,
      description =
          "automatic, gradient-descent, conjugate-gradient, bfgs, lbfgs, newton, trust-region,"
              + " trust-region-products or nelder-mead. Default: automatic.")
  private Method.Kind method = Method.Kind.AUTOMATIC;

  @Option(
      names = "--lower",
      paramLabel = "x[,y…]",
      converter = Numbers.Converter.class,
      description = "Lower bounds; -inf for none.")
  private @Nullable Numbers lower;

  @Option(
      names = "--upper",
      paramLabel = "x[,y…]",
      converter = Numbers.Converter.class,
      description = "Upper bounds; inf for none.")
  private @Nullable Numbers upper;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      converter = PositiveInteger.class,
      description = "The most iterations.")
  private Optional<Integer> iterations = Optional.empty();

  @Option(names = "--history", description = "Print every iteration.")
  private boolean isPrinted;

  @Mixin private MachineOptions machine = new MachineOptions();

  MinimizeCommand() {}

  @Override
  public Integer call() {
    machine.apply();
    TypedFunction function = TypedFunction.of("minimize", text);
    double[] start = from.values();
    int n = function.names().size();
    if (start.length != n) {
      throw new ArgumentException(
          Explanation.of("minimize", "--from must have a number for each parameter")
              .got(start.length + " numbers, parameters " + function.names())
              .fix("write --from " + String.join(",", function.names())));
    }
    MultivariateFunction f = multivariate(function);
    Minimizer minimizer = Minimize.with(Method.of(method));
    if (iterations.isPresent()) {
      minimizer = minimizer.iterations(iterations.get());
    }
    if (isPrinted) {
      minimizer =
          minimizer.listener(step -> {
            System.out.printf(
                Locale.ROOT,
                "%6d  f = %-22s  |gradient| = %-10.3g  at %s%n",
                step.number(),
                step.value(),
                step.gradientNorm(),
                Arrays.toString(step.point()));
            return true;
          });
    }
    Optimum best =
        lower == null && upper == null
            ? minimizer.of(f, start)
            : minimizer.of(f, start, bounds(lower, n, -1), bounds(upper, n, 1));
    print(function, best);
    return best.status().converged() ? 0 : 1;
  }

  private static MultivariateFunction multivariate(TypedFunction function) {
    if (!function.isUnivariate()) {
      return function.multivariate();
    }
    UnivariateFunction f = function.univariate();
    return x -> f.applyAsDouble(x[0]);
  }

  private static double[] bounds(@Nullable Numbers given, int n, int sign) {
    if (given != null) {
      return given.values();
    }
    double[] none = new double[n];
    Arrays.fill(none, sign * Double.POSITIVE_INFINITY);
    return none;
  }

  private static void print(TypedFunction function, Optimum best) {
    for (int i = 0; i < best.point().length; i++) {
      System.out.println(function.names().get(i) + " = " + best.point()[i]);
    }
    System.out.println("f = " + best.value());
    Evaluations cost = best.evaluations();
    System.out.printf(
        Locale.ROOT,
        "%d iterations, %d values, %d gradients, %d Hessians, %d products%n",
        best.iterations(),
        cost.function(),
        cost.gradient(),
        cost.hessian(),
        cost.hessianVector());
    String how = best.status().converged() ? "converged" : "NOT converged";
    System.out.println(how + ": " + best.status().sentence());
  }

  /// Reads a method's name.
  static final class MethodConverter implements ITypeConverter<Method.Kind> {
    MethodConverter() {}

    @Override
    public Method.Kind convert(String text) {
      return Arrays.stream(Method.Kind.values())
          .filter(kind -> name(kind).equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "there is no method '"
                      + text
                      + "'; choose one of "
                      + Arrays.stream(Method.Kind.values())
                          .map(MethodConverter::name)
                          .collect(Collectors.joining(", "))));
    }

    private static String name(Method.Kind kind) {
      return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
