package dev.leibniz.app;

import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compiles and runs a program of one source file with every module of the product at hand.
@Command(
    name = "run",
    description = "Compiles and runs a program of one source file, with all of Leibniz at hand.",
    mixinStandardHelpOptions = true)
final class Run implements Callable<Integer> {
  @Option(names = "--threads", paramLabel = "N", description = "Threads to compute with.")
  private Optional<Integer> threads = Optional.empty();

  @Option(names = "--no-simd", description = "Leave vector instructions out.")
  private boolean isPlain;

  @Option(names = "-D", paramLabel = "name=value", description = "A property of the Java machine.")
  private Map<String, String> properties = Map.of();

  @Parameters(index = "0", paramLabel = "File.java", description = "The program.")
  private Path file = Path.of("");

  @Parameters(index = "1..*", paramLabel = "argument", description = "Its arguments.")
  private List<String> arguments = List.of();

  Run() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          Explanation.of("run", "the program must be a source file").got(file.toString()));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-p", System.getProperty("jdk.module.path", "")));
    command.addAll(List.of("--add-modules", "ALL-MODULE-PATH"));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    threads.ifPresent(number -> command.add("-Dleibniz.threads=" + number));
    if (isPlain) {
      command.add("-Dleibniz.simd=false");
    }
    command.add(file.toString());
    command.addAll(arguments);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
