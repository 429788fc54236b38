package dev.leibniz.backend;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;

/// Finds the service that multiplies matrices, and makes it ready on a thread of its own: its first
/// calls are slow. Until then callers use the plain loops, which give the same bits.
///
/// `-Dleibniz.simd=false` turns it off. Where there is a provider but it cannot be loaded, one line
/// of the log says what to do.
public final class MatrixProducts {
  private MatrixProducts() {}

  private static final class Found {
    static final CompletableFuture<Optional<MatrixProduct>> READY =
        CompletableFuture.supplyAsync(MatrixProducts::find, MatrixProducts::start)
            .exceptionally(MatrixProducts::without);

    private Found() {}
  }

  /// The service if it is ready by now. The first call starts the search.
  public static Optional<MatrixProduct> ready() {
    return Found.READY.getNow(Optional.empty());
  }

  /// The service, once it is ready; empty if there is none.
  public static Optional<MatrixProduct> await() {
    return Found.READY.join();
  }

  private static void start(Runnable work) {
    Thread.ofPlatform().daemon().name("leibniz-simd").start(work);
  }

  private static Optional<MatrixProduct> find() {
    if ("false".equals(System.getProperty("leibniz.simd"))) {
      return Optional.empty();
    }
    Services.Loaded<MatrixProduct> loaded =
        Services.of(ServiceLoader.load(MatrixProduct.class, MatrixProducts.class.getClassLoader()));
    if (loaded.services().isEmpty() && !loaded.failures().isEmpty()) {
      return without(loaded.failures().getFirst());
    }
    Optional<MatrixProduct> found = loaded.services().stream().findFirst();
    found.ifPresent(MatrixProduct::prepare);
    return found;
  }

  private static Optional<MatrixProduct> without(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    System.getLogger(MatrixProducts.class.getName())
        .log(
            System.Logger.Level.WARNING,
            "Large matrix products run without vector lanes, several times slower, with the same"
                + " results: run java with --add-modules jdk.incubator.vector, or with"
                + " -Dleibniz.simd=false to be rid of this line ("
                + cause
                + ").");
    return Optional.empty();
  }
}
