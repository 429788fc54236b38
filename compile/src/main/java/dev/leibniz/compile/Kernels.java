package dev.leibniz.compile;

import java.lang.invoke.MethodHandles;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;

/// Emitted kernels, shared by all programs whose loops have the same text. Classes are hidden: they
/// go with the last kernel that refers to them.
final class Kernels {
  private static final int KEPT = 4096;
  private static final Map<String, SoftReference<Kernel>> KNOWN =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<Kernel>> eldest) {
          return size() > KEPT;
        }
      };

  private Kernels() {}

  /// The kernel for a text.
  static Kernel of(KernelText text) {
    String key = text.key();
    synchronized (KNOWN) {
      SoftReference<Kernel> known = KNOWN.get(key);
      Kernel kernel = known == null ? null : known.get();
      if (kernel == null) {
        kernel = define(text);
        KNOWN.put(key, new SoftReference<>(kernel));
      }
      return kernel;
    }
  }

  private static Kernel define(KernelText text) {
    byte[] bytes = KernelEmitter.emit("FusedKernel", text);
    try {
      Class<?> type = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
      return (Kernel) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("an emitted kernel cannot be loaded", failure);
    }
  }
}
