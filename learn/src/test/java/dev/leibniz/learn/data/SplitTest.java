package dev.leibniz.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.error.ArgumentException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SplitTest {
  @Test
  void everyFifthExampleIsForTesting() {
    Split split = Split.everyFifth(11);
    assertThat(split.test()).containsExactly(4, 9);
    assertThat(split.train()).containsExactly(0, 1, 2, 3, 5, 6, 7, 8, 10);
  }

  @ParameterizedTest
  @CsvSource({"2, 0.5, 1", "100, 0.2, 20", "7, 0.001, 1", "7, 0.999, 6", "1797, 0.25, 449"})
  void eachExampleIsOnOneSide(int count, double fraction, int testCount) {
    Split split = Split.shuffled(count, fraction, 42);
    assertThat(split.test()).hasSize(testCount);
    assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.test())).sorted())
        .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
  }

  /// The order was computed apart from this code, from the generator that java.util.Random
  /// documents.
  @Test
  void theSeedDeterminesTheOrder() {
    assertThat(Split.shuffled(8, 0.25, 42).train()).containsExactly(2, 6, 3, 1, 4, 0);
    assertThat(Split.shuffled(8, 0.25, 42).test()).containsExactly(7, 5);
    assertThat(Split.shuffled(100, 0.2, 1).test()).isNotEqualTo(Split.shuffled(100, 0.2, 2).test());
  }

  @Test
  void theRowsAreCopies() {
    Split split = Split.everyFifth(5);
    split.test()[0] = 7;
    assertThat(split.test()).containsExactly(4);
  }

  @Test
  void splitsWithoutTwoSidesAreRefused() {
    assertThatThrownBy(() -> Split.everyFifth(4))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("at least five examples; got count = 4");
    assertThatThrownBy(() -> Split.shuffled(1, 0.5, 0)).isInstanceOf(ArgumentException.class);
    for (double fraction : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> Split.shuffled(9, fraction, 0))
          .isInstanceOf(ArgumentException.class);
    }
  }
}
