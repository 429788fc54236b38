package dev.leibniz.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plain Java is differentiated wherever a user's code runs: on the class path, in a module that
/// opens nothing, in JShell. (The source launcher is in [ExamplesTest].)
final class EnvironmentsTest {
  /// A lambda, a method reference, a record, a private method, an anonymous class and captures of
  /// each kind, all private to their package.
  private static final String PROGRAM =
      """
      package user;

      import dev.leibniz.Calculus;
      import dev.leibniz.CalculusContext;
      import dev.leibniz.calculus.MultivariateFunction;
      import java.lang.invoke.MethodHandles;
      import java.util.Arrays;

      final class Main {
        private record Spring(double stiffness, double[] rest) implements MultivariateFunction {
          @Override
          public double applyAsDouble(double[] x) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
              sum += stiffness * square(x[i] - rest[i]);
            }
            return sum;
          }
        }

        /// Private fields of objects need the rights of this class in a module that is not open.
        private static final CalculusContext OWN = Calculus.with(MethodHandles.lookup());
        private final double factor = 3;

        private static double square(double x) {
          return x * x;
        }

        private double scaled(double[] x) {
          return factor * x[0] * x[1];
        }

        private void run() {
          double c = 5;
          double[] w = {1, 2};
          MultivariateFunction anonymous =
              new MultivariateFunction() {
                @Override
                public double applyAsDouble(double[] x) {
                  return w[1] * square(x[0]) + c * x[1];
                }
              };
          print(x -> c * x[0] + w[1] * square(x[1]));
          print(this::scaled);
          printWith(OWN, new Spring(0.5, w));
          printWith(OWN, anonymous);
          System.out.println(Calculus.derivative(Main::square).applyAsDouble(3));
          System.out.println(Calculus.derivative(x -> factor * x * x, 2).applyAsDouble(3));
        }

        private static void print(MultivariateFunction f) {
          double[] at = {2, 3};
          System.out.print(Arrays.toString(Calculus.gradient(f).apply(at)));
          System.out.println(Arrays.deepToString(Calculus.hessian(f).apply(at)));
        }

        private static void printWith(CalculusContext calculus, MultivariateFunction f) {
          double[] at = {2, 3};
          System.out.print(Arrays.toString(calculus.gradient(f).apply(at)));
          System.out.println(Arrays.deepToString(calculus.hessian(f).apply(at)));
        }

        public static void main(String[] arguments) {
          new Main().run();
        }
      }
      """;

  private static final List<String> OUTPUT =
      List.of(
          "[5.0, 12.0][[0.0, 0.0], [0.0, 4.0]]",
          "[9.0, 6.0][[0.0, 3.0], [3.0, 0.0]]",
          "[1.0, 1.0][[1.0, 0.0], [0.0, 1.0]]",
          "[8.0, 5.0][[4.0, 0.0], [0.0, 0.0]]",
          "6.0",
          "6.0");

  @TempDir private Path folder;

  @BeforeEach
  void writeProgram() throws IOException {
    Files.createDirectories(folder.resolve("source/user"));
    Files.writeString(folder.resolve("source/user/Main.java"), PROGRAM);
  }

  private static String path() {
    return Stream.of("java.class.path", "jdk.module.path")
        .map(key -> System.getProperty(key, ""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// The modules that a user has: what is a module, or a library.
  private static String modules() {
    return Arrays.stream(path().split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(
            each -> Files.isRegularFile(each) || Files.exists(each.resolve("module-info.class")))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String run(String tool, String... arguments) throws IOException, InterruptedException {
    String binary = Path.of(System.getProperty("java.home"), "bin", tool).toString();
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(binary), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void onTheClassPath() throws Exception {
    run("javac", "-d", "classes", "-cp", path(), "source/user/Main.java");
    String all = "classes" + File.pathSeparator + path();
    assertThat(run("java", "-cp", all, "user.Main").lines()).containsExactlyElementsOf(OUTPUT);
  }

  @Test
  void inAModuleThatOpensNothing() throws Exception {
    Files.writeString(
        folder.resolve("source/module-info.java"), "module user {\n  requires dev.leibniz;\n}\n");
    String source = "source/user/Main.java";
    run("javac", "-d", "classes", "-p", modules(), "source/module-info.java", source);
    String all = "classes" + File.pathSeparator + modules();
    String warning = "WARNING: Using incubator modules: jdk.incubator.vector";
    assertThat(run("java", "-p", all, "-m", "user/user.Main").lines())
        .filteredOn(line -> !line.equals(warning))
        .containsExactlyElementsOf(OUTPUT);
  }

  @Test
  void inJShell() throws Exception {
    Path script = folder.resolve("script.jsh");
    Files.writeString(
        script,
        """
        import dev.leibniz.Calculus;
        import java.util.Arrays;
        double square(double x) { return x * x; }
        double c = 5;
        System.out.println(Calculus.derivative(x -> square(x) + 1).applyAsDouble(3));
        System.out.println(Arrays.toString(Calculus.gradient(x -> c * x[0] * square(x[1])).apply(new double[] {2, 3})));
        record Line(double slope) { double at(double x) { return slope * x; } }
        System.out.println(Calculus.derivative(x -> new Line(7).at(x)).applyAsDouble(1));
        System.out.println(Calculus.derivative(x -> Math.exp(x), 4).applyAsDouble(0));
        /exit
        """);
    assertThat(run("jshell", "--class-path", path(), "-s", script.toString()).lines())
        .containsExactly("6.0", "[45.0, 60.0]", "7.0", "1.0");
  }
}
