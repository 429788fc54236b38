package dev.leibniz.app;

import dev.leibniz.error.LeibnizException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line: `leibniz <command>`.
@Command(
    name = "leibniz",
    description = "Calculus for machine learning on the JVM.",
    mixinStandardHelpOptions = true,
    version = "leibniz 0.1.0",
    subcommands = {Tour.class, Train.class, Predict.class, Run.class},
    footer = {
      "",
      "Exit status: 0 when all went well, 1 when the work failed, 2 when the command was not understood.",
      "LEIBNIZ_JAVA_OPTIONS holds further options for the Java machine."
    })
final class Leibniz implements Runnable {
  private Leibniz() {}

  /// Runs a command.
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /// Runs a command and gives its exit status.
  static int execute(String... arguments) {
    CommandLine line = new CommandLine(new Leibniz());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    CommandLine run = line.getSubcommands().get("run");
    if (run != null) {
      run.setStopAtPositional(true);
    }
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      report(failure, command);
      return 1;
    });
    return line.execute(arguments);
  }

  /// Errors of ours say all there is to say; others are faults and show where they arose.
  private static void report(Exception failure, CommandLine command) {
    command
        .getErr()
        .println(command.getColorScheme().errorText(String.valueOf(failure.getMessage())));
    if (!(failure instanceof LeibnizException)) {
      failure.printStackTrace(command.getErr());
    }
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
