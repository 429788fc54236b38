package dev.leibniz.tensor;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.UnsupportedCodeException;
import java.util.ServiceLoader;

/// Finds the reader of lambdas.
final class Lambdas {
  private static final class Found {
    static final ServiceLoader.Provider<LambdaReader> READER =
        ServiceLoader.load(LambdaReader.class, LambdaReader.class.getClassLoader()).stream()
            .findFirst()
            .orElseThrow(Lambdas::missing);
  }

  private Lambdas() {}

  static LambdaReader reader() {
    return Found.READER.get();
  }

  private static UnsupportedCodeException missing() {
    return new UnsupportedCodeException(
        Explanation.of("map", "a reader of lambdas must be there")
            .fix("add the artifact dev.leibniz:leibniz"));
  }
}
