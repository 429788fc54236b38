package dev.leibniz.app;

import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Compiles and runs a program of one source file with every module of the product at hand.
///
/// The program runs in a Java machine of its own, with the options of this one, so that it may
/// declare what it likes and its exit status is passed on.
@Command(
    name = "run",
    description = "Compiles and runs a program of one source file, with all of Leibniz at hand.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Run implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "File.java", description = "The program.")
  private Path file = Path.of("");

  @Parameters(index = "1..*", paramLabel = "argument", description = "Its arguments.")
  private List<String> arguments = List.of();

  @Mixin private MachineOptions machine = new MachineOptions();

  Run() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          Explanation.of("run", "the program must be a source file")
              .got(file.toString())
              .fix("check the path; options stand before it"));
    }
    Process program = new ProcessBuilder(command()).inheritIO().start();
    Thread end = new Thread(program::destroy, "end of the program");
    Runtime.getRuntime().addShutdownHook(end);
    int status = program.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    return status;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    String classPath = System.getProperty("java.class.path", "");
    if (!classPath.isEmpty()) {
      command.addAll(List.of("-cp", classPath));
    }
    machine.properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add(file.toString());
    command.addAll(arguments);
    return command;
  }
}
