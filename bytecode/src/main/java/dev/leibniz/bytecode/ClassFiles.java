package dev.leibniz.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Class files as the class loader of a function, and those of what it captures, see them.
final class ClassFiles {
  private static final String OURS = "dev/leibniz/bytecode/runtime/";

  private final Set<Optional<ClassLoader>> loaders = new LinkedHashSet<>();
  private final Settings settings;
  private final Map<String, ClassModel> models = new HashMap<>();

  ClassFiles(@Nullable ClassLoader loader, Settings settings) {
    also(loader);
    this.settings = settings;
  }

  /// Looks in another loader too, where the others do not know a class: that of a captured object.
  void also(@Nullable ClassLoader loader) {
    loaders.add(Optional.ofNullable(loader));
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

  /// Whether a class is a helper of ours.
  static boolean isOurs(String name) {
    return name.startsWith(OURS);
  }

  /// Our own helpers come from our own loader, which the user's may not see.
  private @Nullable InputStream open(String path) {
    if (isOurs(path)) {
      return open(ClassFiles.class.getClassLoader(), path);
    }
    for (Optional<ClassLoader> loader : loaders) {
      InputStream stream = open(loader.orElse(null), path);
      if (stream != null) {
        return stream;
      }
    }
    return null;
  }

  private static @Nullable InputStream open(@Nullable ClassLoader loader, String path) {
    return loader == null
        ? ClassLoader.getSystemResourceAsStream(path)
        : loader.getResourceAsStream(path);
  }

  /// The class, not yet initialised, or null if no loader knows it.
  @Nullable Class<?> load(String name) {
    for (Optional<ClassLoader> loader : loaders) {
      Class<?> found = load(loader.orElse(null), name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Class<?> load(@Nullable ClassLoader loader, String name) {
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
