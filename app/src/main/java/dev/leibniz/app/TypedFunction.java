package dev.leibniz.app;

import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// A function that was typed on the command line as a lambda of Java: `x -> x * x`, `(x, y) -> {
/// double r = x * y; return r * r; }`. `Math` is imported.
///
/// @param names the parameters
/// @param function the function, a [UnivariateFunction] if it has one parameter, else a
///   [MultivariateFunction]
record TypedFunction(List<String> names, Object function) {
  private static final Pattern LAMBDA =
      Pattern.compile(
          "\\s*(?:\\(\\s*([A-Za-z_]\\w*(?:\\s*,\\s*[A-Za-z_]\\w*)*)\\s*\\)|([A-Za-z_]\\w*))\\s*->(.*)",
          Pattern.DOTALL);
  private static final String CLASS = "Typed";

  /// Compiles a lambda.
  ///
  /// @param command the command that it was typed for
  /// @throws ArgumentException if the text is no lambda of numbers, or javac refuses it
  static TypedFunction of(String command, String text) {
    Matcher lambda = LAMBDA.matcher(text);
    if (!lambda.matches()) {
      throw new ArgumentException(
          Explanation.of(command, "the function must be a lambda of numbers")
              .got("'" + text + "'")
              .fix("write 'x -> x * x', or '(x, y) -> x * y'"));
    }
    String list = lambda.group(1) == null ? lambda.group(2) : lambda.group(1);
    List<String> names = Arrays.stream(list.split("\\s*,\\s*", -1)).map(String::strip).toList();
    String body = lambda.group(3).strip();
    Class<?> type = compile(command, text, source(names, body));
    try {
      return new TypedFunction(names, type.getField("FUNCTION").get(null));
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static String source(List<String> names, String body) {
    String params = names.stream().map(name -> "double " + name).collect(Collectors.joining(", "));
    String block = body.startsWith("{") ? body : "{ return " + body + "; }";
    String args =
        IntStream.range(0, names.size())
            .mapToObj(i -> "v[" + i + "]")
            .collect(Collectors.joining(", "));
    boolean isUnivariate = names.size() == 1;
    String kind = isUnivariate ? "Univariate" : "Multivariate";
    return "import static java.lang.Math.*;\n"
        + ("public final class " + CLASS + " {\n")
        + ("public static double f(" + params + ") " + block + "\n")
        + ("public static final dev.leibniz.calculus." + kind + "Function FUNCTION = ")
        + (isUnivariate ? CLASS + "::f;\n}\n" : "v -> f(" + args + ");\n}\n");
  }

  private static Class<?> compile(String command, String text, String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new ArgumentException(
          Explanation.of(command, "the Java machine must have a compiler")
              .got("a runtime without the module jdk.compiler")
              .fix("run Leibniz on a JDK"));
    }
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    JavaFileManager files = new Files(compiler, classes);
    boolean isFine =
        compiler.getTask(null, files, problems, options(), null, List.of(new Text(source))).call();
    if (!isFine) {
      String what =
          problems.getDiagnostics().stream()
              .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
              .map(problem -> problem.getMessage(Locale.ROOT).lines().findFirst().orElse(""))
              .findFirst()
              .orElse("");
      throw new ArgumentException(
          Explanation.of(command, "the function must be Java; javac says: " + what)
              .got("'" + text + "'"));
    }
    try {
      return Class.forName(CLASS, true, new Loader(classes));
    } catch (ClassNotFoundException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static List<String> options() {
    List<String> options = new ArrayList<>(List.of("-g", "-proc:none"));
    String modules = System.getProperty("jdk.module.path", "");
    if (modules.isEmpty()) {
      options.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
    } else {
      options.addAll(List.of("-p", modules, "--add-modules", "dev.leibniz"));
    }
    return options;
  }

  /// f of one variable.
  UnivariateFunction univariate() {
    return (UnivariateFunction) function;
  }

  /// f of several variables.
  MultivariateFunction multivariate() {
    return (MultivariateFunction) function;
  }

  boolean isUnivariate() {
    return names.size() == 1;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String source;

    Text(String source) {
      super(URI.create("string:///" + CLASS + ".java"), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  private static final class Files extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes;

    Files(JavaCompiler compiler, Map<String, ByteArrayOutputStream> classes) {
      super(compiler.getStandardFileManager(null, null, null));
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
      URI uri = URI.create("memory:///" + name.replace('.', '/') + ".class");
      return new SimpleJavaFileObject(uri, kind) {
        @Override
        public OutputStream openOutputStream() {
          return classes.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
        }
      };
    }
  }

  /// Keeps the bytes, which are read again to differentiate.
  private static final class Loader extends ClassLoader {
    private final Map<String, ByteArrayOutputStream> classes;

    Loader(Map<String, ByteArrayOutputStream> classes) {
      super(TypedFunction.class.getClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      ByteArrayOutputStream bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes.toByteArray(), 0, bytes.size());
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String path) {
      String name = path.replace(".class", "").replace('/', '.');
      ByteArrayOutputStream bytes = classes.get(name);
      return bytes == null
          ? super.getResourceAsStream(path)
          : new ByteArrayInputStream(bytes.toByteArray());
    }
  }
}
