package dev.leibniz.backend;

import java.util.Optional;
import java.util.ServiceLoader;

/// Finds the service that multiplies matrices: the first that can be loaded.
///
/// `-Dleibniz.simd=false` turns it off. Where a provider cannot be loaded, one line of the log says
/// what to do; results are the same to the bit.
public final class MatrixProducts {
  private static final System.Logger LOG = System.getLogger(MatrixProducts.class.getName());

  private MatrixProducts() {}

  private static final class Found {
    static final Optional<MatrixProduct> BEST = find();

    private Found() {}
  }

  /// The service; empty if there is none.
  public static Optional<MatrixProduct> best() {
    return Found.BEST;
  }

  private static Optional<MatrixProduct> find() {
    if ("false".equals(System.getProperty("leibniz.simd"))) {
      return Optional.empty();
    }
    Services.Loaded<MatrixProduct> loaded =
        Services.of(ServiceLoader.load(MatrixProduct.class, MatrixProducts.class.getClassLoader()));
    if (loaded.services().isEmpty() && !loaded.failures().isEmpty()) {
      LOG.log(System.Logger.Level.WARNING, message(loaded.failures().getFirst()));
    }
    return loaded.services().stream().findFirst();
  }

  private static String message(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return "Large matrix products run without vector lanes, several times slower, with the same"
        + " results: run java with --add-modules jdk.incubator.vector, or with"
        + " -Dleibniz.simd=false to be rid of this line ("
        + cause
        + ").";
  }
}
