package dev.leibniz.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Prints how many lines of code each module and package has, the last thing in `./mvnw verify`.
///
/// A line counts when something on it is neither white space nor a comment. Texts in quotes are
/// code, also where they look like comments.
public final class SizeReport {
  private static final String ROW = "%-36s %6s %8s %8s%n";
  private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");

  /// Quoted text is matched so that what looks like a comment in it is not taken for one.
  private static final Pattern COMMENT_OR_QUOTED =
      Pattern.compile(
          """
          //.*|/\\*[\\s\\S]*?\\*/\
          |\"""[\\s\\S]*?(?<!\\\\)\"""|"(?:[^"\\\\\\n]|\\\\.)*+"|'(?:[^'\\\\\\n]|\\\\.)*+'\
          """);

  private SizeReport() {}

  /// Code lines of a package: files of the product, their lines, lines of tests.
  private record Size(long files, long main, long test) {
    private static final Size NONE = new Size(0, 0, 0);

    Size plus(Size other) {
      return new Size(files + other.files, main + other.main, test + other.test);
    }

    void print(String name) {
      System.out.printf(
          Locale.ROOT, ROW, name, count(files), count(main), test == 0 ? "-" : count(test));
    }

    private static String count(long number) {
      return String.format(Locale.ROOT, "%,d", number);
    }
  }

  /// Reports on the modules under a folder: `SizeReport <root of the repository>`.
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
    System.out.printf(Locale.ROOT, ROW, "Lines of code", "files", "main", "test");
    Size total = Size.NONE;
    for (Path module : modules(root)) {
      Map<String, Size> packages = packages(module);
      Size sum = packages.values().stream().reduce(Size.NONE, Size::plus);
      sum.print(module.getFileName().toString());
      packages.forEach((name, size) -> size.print("  " + name));
      total = total.plus(sum);
    }
    total.print("all");
  }

  /// In the order of the build, which is that of the flow of data.
  private static List<Path> modules(Path root) throws IOException {
    return MODULE
        .matcher(Files.readString(root.resolve("pom.xml")))
        .results()
        .map(match -> root.resolve(match.group(1)))
        .toList();
  }

  private static Map<String, Size> packages(Path module) throws IOException {
    Map<String, Size> sizes = new TreeMap<>();
    for (Path file : javaFiles(module.resolve("src/main/java"))) {
      sizes.merge(packageOf(file), new Size(1, codeLines(Files.readString(file)), 0), Size::plus);
    }
    for (Path file : javaFiles(module.resolve("src/test/java"))) {
      sizes.merge(packageOf(file), new Size(0, 0, codeLines(Files.readString(file))), Size::plus);
    }
    return sizes;
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String packageOf(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("package "))
          .map(line -> line.substring("package ".length(), line.indexOf(';')))
          .findFirst()
          .orElse("module-info");
    }
  }

  static long codeLines(String source) {
    return COMMENT_OR_QUOTED
        .matcher(source)
        .replaceAll(part -> Matcher.quoteReplacement(withoutComment(part.group())))
        .lines()
        .filter(line -> !line.isBlank())
        .count();
  }

  private static String withoutComment(String part) {
    return part.startsWith("/") ? "\n".repeat((int) part.lines().count() - 1) : part;
  }
}
