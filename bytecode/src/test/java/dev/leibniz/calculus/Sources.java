package dev.leibniz.calculus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Compiles Java source in memory, and loads it.
public final class Sources extends ClassLoader {
  private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

  private Sources() {
    super(Sources.class.getClassLoader());
  }

  /// The class of a name that a source text declares.
  public static Class<?> compile(String name, String text) throws ReflectiveOperationException {
    Sources loader = new Sources();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    JavaFileManager manager =
        new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(
              Location location, String type, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            loader.classes.put(type, bytes);
            return new SimpleJavaFileObject(uri(type), kind) {
              @Override
              public OutputStream openOutputStream() {
                return bytes;
              }
            };
          }
        };
    JavaFileObject source =
        new SimpleJavaFileObject(uri(name), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    List<String> options = List.of("-g", "-proc:none", "-cp", classPath());
    if (!compiler.getTask(errors, manager, null, options, null, List.of(source)).call()) {
      throw new IllegalArgumentException(errors.toString());
    }
    return loader.loadClass(name);
  }

  /// Where the classes of the module and its tests are.
  static String classPath() {
    String modules = System.getProperty("jdk.module.path", "");
    return System.getProperty("java.class.path") + java.io.File.pathSeparator + modules;
  }

  private static URI uri(String name) {
    return URI.create("memory:///" + name.replace('.', '/') + ".java");
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
  public InputStream getResourceAsStream(String path) {
    String name = path.replace(".class", "").replace('/', '.');
    ByteArrayOutputStream bytes = classes.get(name);
    return bytes == null
        ? super.getResourceAsStream(path)
        : new ByteArrayInputStream(bytes.toByteArray());
  }
}
