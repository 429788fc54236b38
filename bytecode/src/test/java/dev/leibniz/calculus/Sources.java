package dev.leibniz.calculus;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.spi.ToolProvider;

/// Compiles Java source into a folder, and loads it.
final class Sources {
  private Sources() {}

  /// The class of a name that a source text declares.
  static Class<?> compile(Path folder, String name, String text)
      throws IOException, ReflectiveOperationException {
    Path target = Files.createTempDirectory(folder, "classes");
    Path file = target.resolve(name + ".java");
    Files.writeString(file, text);
    StringWriter problems = new StringWriter();
    PrintWriter writer = new PrintWriter(problems);
    String[] options = {"-g", "-proc:none", "-cp", classPath(), "-d", target.toString()};
    String[] arguments = Arrays.copyOf(options, options.length + 1);
    arguments[options.length] = file.toString();
    int failures = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments);
    if (failures != 0) {
      throw new IllegalArgumentException(problems + text);
    }
    return loader(target).loadClass(name);
  }

  /// Stays open, since derivatives read classes after they are loaded.
  private static ClassLoader loader(Path target) throws MalformedURLException {
    return new URLClassLoader(new URL[] {target.toUri().toURL()}, Sources.class.getClassLoader());
  }

  private static String classPath() {
    String modules = System.getProperty("jdk.module.path", "");
    return System.getProperty("java.class.path") + File.pathSeparator + modules;
  }
}
