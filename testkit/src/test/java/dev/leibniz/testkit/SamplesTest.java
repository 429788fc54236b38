package dev.leibniz.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Prim;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of samples is complete.
final class SamplesTest {

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(SamplesTest::records)
        : Stream.of(type);
  }

  @Test
  void everyPrimitiveHasASample() {
    Set<Class<?>> sampled =
        Samples.all().stream().map(row -> row.prim().getClass()).collect(Collectors.toSet());
    Set<Class<?>> missing =
        records(Prim.class)
            .filter(type -> !Custom.class.isAssignableFrom(type))
            .filter(type -> !Effect.class.isAssignableFrom(type))
            .filter(type -> !sampled.contains(type))
            .collect(Collectors.toSet());
    assertThat(missing).isEmpty();
    assertThat(records(Prim.class).count()).isGreaterThan(80);
  }
}
