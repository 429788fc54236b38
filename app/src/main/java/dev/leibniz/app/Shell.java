package dev.leibniz.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Starts JShell with every module of the product and its imports.
@Command(
    name = "shell",
    description = {
      "Starts JShell with all of Leibniz imported.",
      "",
      "  jshell> Calculus.derivative(x -> x * x * Math.sin(x)).applyAsDouble(1.5)",
      ""
    },
    mixinStandardHelpOptions = true)
final class Shell implements Callable<Integer> {
  private static final List<String> IMPORTS =
      List.of(
          "dev.leibniz.*",
          "dev.leibniz.calculus.*",
          "dev.leibniz.data.*",
          "dev.leibniz.tensor.*",
          "dev.leibniz.function.*",
          "dev.leibniz.integrate.*",
          "dev.leibniz.optimize.*",
          "dev.leibniz.learn.data.*",
          "dev.leibniz.learn.layer.*",
          "dev.leibniz.learn.loss.*",
          "dev.leibniz.learn.model.*",
          "dev.leibniz.learn.training.*");

  @Parameters(arity = "0..*", paramLabel = "option", description = "Options and files for jshell.")
  private List<String> arguments = List.of();

  @Mixin private MachineOptions machine = new MachineOptions();

  Shell() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path startup = Files.createTempFile("leibniz", ".jsh");
    try {
      Files.write(startup, IMPORTS.stream().map(name -> "import " + name + ";").toList());
      return new ProcessBuilder(command(startup)).inheritIO().start().waitFor();
    } finally {
      Files.deleteIfExists(startup);
    }
  }

  private List<String> command(Path startup) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jshell").toString());
    String modules = System.getProperty("jdk.module.path", "");
    if (modules.isEmpty()) {
      command.addAll(List.of("--class-path", System.getProperty("java.class.path", "")));
      command.add("-R--add-modules=jdk.incubator.vector");
    } else {
      command.addAll(List.of("--module-path", modules));
      command.addAll(List.of("--add-modules", "ALL-MODULE-PATH"));
    }
    machine.properties().forEach((name, value) -> command.add("-R-D" + name + "=" + value));
    command.addAll(List.of("--startup", "DEFAULT", "--startup", startup.toString()));
    command.addAll(arguments);
    return command;
  }
}
