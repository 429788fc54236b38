package dev.leibniz.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.calculus.SparsityPattern;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Colours keep entries apart, and are few.
final class ColouringTest {
  private static SparsityPattern band(int size, int width) {
    return SparsityPattern.of(
        size,
        IntStream.range(0, size)
            .mapToObj(i ->
                IntStream.rangeClosed(Math.max(0, i - width), Math.min(size - 1, i + width))
                    .toArray())
            .toList());
  }

  private static SparsityPattern symmetric(int size, int entries, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<java.util.Set<Integer>> rows =
        IntStream.range(0, size)
            .<java.util.Set<Integer>>mapToObj(i -> new java.util.TreeSet<>(List.of(i)))
            .toList();
    for (int k = 0; k < entries; k++) {
      int i = random.nextInt(size);
      int j = random.nextInt(size);
      rows.get(i).add(j);
      rows.get(j).add(i);
    }
    return SparsityPattern.of(
        size, rows.stream().map(row -> row.stream().mapToInt(each -> each).toArray()).toList());
  }

  @Test
  void columnsOfOneColourShareNoRow() {
    for (int seed = 0; seed < 50; seed++) {
      SparsityPattern pattern = symmetric(40, 60, seed);
      Colouring colouring = Colouring.ofColumns(pattern);
      for (int i = 0; i < pattern.rows(); i++) {
        assertThat(IntStream.of(pattern.row(i)).map(j -> colouring.colours()[j]).boxed())
            .doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void eachEntryOfASymmetricMatrixIsAloneOnOneSide() {
    for (int seed = 0; seed < 50; seed++) {
      SparsityPattern pattern = symmetric(40, 60, seed);
      int[] colours = Colouring.ofSymmetric(pattern).colours();
      for (int i = 0; i < pattern.rows(); i++) {
        for (int j : pattern.row(i)) {
          assertThat(isAlone(pattern, colours, i, j) || isAlone(pattern, colours, j, i))
              .as("entry %d, %d of pattern %d", i, j, seed)
              .isTrue();
        }
      }
    }
  }

  private static boolean isAlone(SparsityPattern pattern, int[] colours, int i, int j) {
    return IntStream.of(pattern.row(i)).filter(k -> colours[k] == colours[j]).count() == 1;
  }

  @Test
  void bandsTakeFewColours() {
    assertThat(Colouring.ofColumns(band(1000, 1)).count()).isEqualTo(3);
    assertThat(Colouring.ofColumns(band(1000, 2)).count()).isEqualTo(5);
    assertThat(Colouring.ofSymmetric(band(1000, 1)).count()).isEqualTo(3);
    assertThat(Colouring.ofSymmetric(SparsityPattern.of(0, List.of())).count()).isZero();
  }
}
