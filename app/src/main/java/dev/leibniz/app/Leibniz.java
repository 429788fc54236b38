package dev.leibniz.app;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.LeibnizException;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line: `leibniz <command>`.
@Command(
    name = "leibniz",
    description = "Calculus for machine learning on the JVM.",
    mixinStandardHelpOptions = true,
    version = "leibniz 0.1.0",
    subcommands = {
      Tour.class,
      Derive.class,
      IntegrateCommand.class,
      MinimizeCommand.class,
      Train.class,
      Predict.class,
      Run.class,
      Shell.class
    },
    footer = {
      "",
      "'leibniz <command> --help' tells the options of a command. --threads N, --no-simd and"
          + " -Dname=value are understood by every command.",
      "Exit status: 0 when all went well, 1 when the work failed, 2 when the command was not"
          + " understood; of 'run', the program's own.",
      "LEIBNIZ_JAVA_OPTIONS holds further options for the Java machine, such as -Xmx4g."
    })
final class Leibniz implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Leibniz() {}

  /// Runs a command.
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /// Runs a command and gives its exit status.
  static int execute(String... arguments) {
    CommandLine line = new CommandLine(new Leibniz());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    Objects.requireNonNull(line.getSubcommands().get("run")).setStopAtPositional(true);
    line.setParameterExceptionHandler((failure, given) -> refuse(failure));
    line.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    return line.execute(arguments);
  }

  /// Says what was not understood, without the options that nobody asked for.
  private static int refuse(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(command.getColorScheme().errorText(failure.getMessage()));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return CommandLine.ExitCode.USAGE;
  }

  /// Errors of ours say all there is to say, but for the place, which is the user's line where
  /// there is a program and no help on a command line; others are faults and show where they arose.
  private static int report(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    if (failure instanceof LeibnizException ours) {
      Explanation said = ours.explanation();
      Explanation shown =
          new Explanation(said.operation(), said.law(), said.got(), null, said.fix());
      err.println(command.getColorScheme().errorText(shown.text()));
    }
    if (!(failure instanceof LeibnizException) || isVerbose(command)) {
      failure.printStackTrace(err);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static boolean isVerbose(CommandLine command) {
    return command.getMixins().values().stream()
        .anyMatch(mixin -> mixin instanceof MachineOptions machine && machine.isVerbose());
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
