package dev.leibniz.bytecode.runtime;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The loader of one emitted class, which goes when nobody holds a function made of it. A class of
/// its own loader is seen in stack traces, by debuggers and by profilers, as a hidden one is not.
public final class EmittedLoader extends ClassLoader {
  private static final String OURS = "dev.leibniz.bytecode.";

  private final String name;
  private final byte[] bytes;
  private final List<Object> constants;

  private EmittedLoader(
      @Nullable ClassLoader parent, String name, byte[] bytes, List<Object> constants) {
    super("derivative", parent);
    this.name = name;
    this.bytes = bytes;
    this.constants = constants;
  }

  /// Defines a class.
  ///
  /// @param parent the loader of the user's function
  /// @param name the binary name
  /// @param bytes the class file
  /// @param constants what the class loads by [#constant]
  /// @return the class
  public static Class<?> define(
      @Nullable ClassLoader parent, String name, byte[] bytes, List<Object> constants) {
    EmittedLoader loader = new EmittedLoader(parent, name, bytes, constants);
    Module ours = EmittedLoader.class.getModule();
    ours.addExports("dev.leibniz.bytecode", loader.getUnnamedModule());
    ours.addExports("dev.leibniz.bytecode.runtime", loader.getUnnamedModule());
    ours.addReads(loader.getUnnamedModule());
    return loader.defineClass(name, bytes, 0, bytes.length);
  }

  /// The bootstrap method of the constants.
  ///
  /// @param lookup of the emitted class
  /// @param label not used
  /// @param type not used
  /// @param index the constant's place in the list
  /// @return the constant
  public static Object constant(
      MethodHandles.Lookup lookup, String label, Class<?> type, int index) {
    return ((EmittedLoader) lookup.lookupClass().getClassLoader()).constants.get(index);
  }

  /// Our own classes come from our own loader, which the user's may not see.
  @Override
  protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
    return wanted.startsWith(OURS)
        ? Class.forName(wanted, false, EmittedLoader.class.getClassLoader())
        : super.loadClass(wanted, resolve);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String path) {
    return path.equals(name.replace('.', '/') + ".class")
        ? new ByteArrayInputStream(bytes)
        : super.getResourceAsStream(path);
  }
}
