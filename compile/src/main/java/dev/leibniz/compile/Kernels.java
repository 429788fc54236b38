package dev.leibniz.compile;

import dev.leibniz.backend.Kernel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;

/// Emitted kernels, shared by all programs whose loops have the same text. Classes are hidden: they
/// go with the last kernel that refers to them.
final class Kernels {
  private static final int KEPT = 4096;
  private static final Map<String, SoftReference<TieredKernel>> KNOWN =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<TieredKernel>> eldest) {
          return size() > KEPT;
        }
      };

  private Kernels() {}

  /// The kernel for a text.
  static TieredKernel of(KernelText text) {
    String key = text.key();
    synchronized (KNOWN) {
      SoftReference<TieredKernel> known = KNOWN.get(key);
      TieredKernel kernel = known == null ? null : known.get();
      if (kernel == null) {
        byte[] bytes = KernelEmitter.emit("FusedKernel", text);
        kernel = new TieredKernel(text, define(MethodHandles.lookup(), bytes));
        KNOWN.put(key, new SoftReference<>(kernel));
      }
      return kernel;
    }
  }

  /// A kernel of emitted bytes.
  static Kernel define(MethodHandles.Lookup lookup, byte[] bytes) {
    try {
      MethodHandles.Lookup own = lookup.defineHiddenClass(bytes, true);
      return (Kernel)
          own.findConstructor(own.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Throwable failure) {
      throw new IllegalStateException("an emitted kernel cannot be loaded", failure);
    }
  }
}
