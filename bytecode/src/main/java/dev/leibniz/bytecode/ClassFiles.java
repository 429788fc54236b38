package dev.leibniz.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Class files as one class loader sees them.
final class ClassFiles {
  private static final String OURS = "dev/leibniz/bytecode/runtime/";

  private final @Nullable ClassLoader loader;
  private final Settings settings;
  private final Map<String, ClassModel> models = new HashMap<>();

  ClassFiles(@Nullable ClassLoader loader, Settings settings) {
    this.loader = loader;
    this.settings = settings;
  }

  /// What the user gives beside the function.
  Settings settings() {
    return settings;
  }

  /// The class file of `a/b/C`, or null if the loader does not have one.
  @Nullable ClassModel find(String name) {
    ClassModel known = models.get(name);
    if (known != null) {
      return known;
    }
    String path = name + ".class";
    try (InputStream stream = open(path)) {
      if (stream == null) {
        return null;
      }
      ClassModel model = ClassFile.of().parse(stream.readAllBytes());
      models.put(name, model);
      return model;
    } catch (IOException _) {
      return null;
    }
  }

  /// Our own helpers come from our own loader, which the user's may not see.
  private @Nullable InputStream open(String path) throws IOException {
    ClassLoader from = path.startsWith(OURS) ? ClassFiles.class.getClassLoader() : loader;
    InputStream stream =
        from == null ? ClassLoader.getSystemResourceAsStream(path) : from.getResourceAsStream(path);
    return stream;
  }

  /// The class, not yet initialised, or null if the loader does not know it.
  @Nullable Class<?> load(String name) {
    try {
      return Class.forName(name.replace('/', '.'), false, loader);
    } catch (ClassNotFoundException _) {
      return null;
    }
  }

  static @Nullable MethodModel method(ClassModel model, String name, String descriptor) {
    for (MethodModel method : model.methods()) {
      if (method.methodName().equalsString(name) && method.methodType().equalsString(descriptor)) {
        return method;
      }
    }
    return null;
  }
}
