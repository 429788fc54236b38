package dev.leibniz.app;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.integrate.Integral;
import dev.leibniz.integrate.Integrate;
import dev.leibniz.integrate.IntegrateOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Integrates a function that is typed as a lambda.
@Command(
    name = "integrate",
    description = {
      "Integrates a function, written as a lambda of Java, over an interval or a box.",
      "",
      "  leibniz integrate 'x -> exp(-x * x)' --from=-inf --to=inf",
      "  leibniz integrate '(x, y) -> exp(-x * x * y)' --from 0,0 --to 1,2 --relative 1e-6",
      "",
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class IntegrateCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "function",
      description = "A lambda of numbers; the methods of Math need no prefix.")
  private String text = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "a[,b…]",
      converter = Numbers.Converter.class,
      description = "The lower limit of each variable; -inf is allowed.")
  private Numbers from = new Numbers();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "a[,b…]",
      converter = Numbers.Converter.class,
      description = "The upper limit of each variable; inf is allowed.")
  private Numbers to = new Numbers();

  @Option(
      names = "--relative",
      paramLabel = "x",
      description = "The relative tolerance. Default: 1e-10.")
  private Optional<Double> relative = Optional.empty();

  @Option(
      names = "--absolute",
      paramLabel = "x",
      description = "The absolute tolerance. Default: 1e-13.")
  private Optional<Double> absolute = Optional.empty();

  @Option(
      names = "--evaluations",
      paramLabel = "N",
      converter = PositiveInteger.class,
      description = "The most evaluations of the function. Default: 200,000.")
  private Optional<Integer> evaluations = Optional.empty();

  @Option(
      names = "--break",
      paramLabel = "a[,b…]",
      converter = Numbers.Converter.class,
      description = "Where the function of one variable jumps or bends.")
  private @Nullable Numbers breaks;

  @Mixin private MachineOptions machine = new MachineOptions();

  IntegrateCommand() {}

  @Override
  public Integer call() {
    machine.apply();
    TypedFunction function = TypedFunction.of("integrate", text);
    check("--from", from, function);
    check("--to", to, function);
    Integral integral =
        function.isUnivariate()
            ? Integrate.of(function.univariate(), from.values()[0], to.values()[0], options())
            : Integrate.box(function.multivariate(), from.values(), to.values(), options());
    System.out.println("integral = " + integral.value());
    System.out.println("error    = " + integral.error() + " (estimate)");
    System.out.println(integral.evaluations() + " evaluations");
    String how = integral.status().converged() ? "converged" : "NOT converged";
    System.out.println(how + ": " + integral.status().sentence());
    return integral.status().converged() ? 0 : 1;
  }

  private static void check(String option, Numbers numbers, TypedFunction function) {
    int given = numbers.values().length;
    if (given != function.names().size()) {
      throw new ArgumentException(
          Explanation.of("integrate", option + " must have a number for each parameter")
              .got(given + " numbers, parameters " + function.names())
              .fix("write " + option + " with " + function.names().size() + " numbers"));
    }
  }

  private IntegrateOptions options() {
    IntegrateOptions options = IntegrateOptions.defaults();
    if (relative.isPresent()) {
      options = options.relative(relative.get());
    }
    if (absolute.isPresent()) {
      options = options.absolute(absolute.get());
    }
    if (evaluations.isPresent()) {
      options = options.evaluations(evaluations.get());
    }
    return breaks == null ? options : options.breakPoints(breaks.values());
  }
}
