package dev.leibniz.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Random;
import org.junit.jupiter.api.Test;

class RandomKernelTest {
  /// The cipher's words for one counter, the first one in the low half.
  private static long pair(int key0, int key1, int counter0, int counter1) {
    int[] words = new int[2];
    new Threefry(1).words(key0, key1, counter0, counter1, words, 0, 2);
    return Integer.toUnsignedLong(words[0]) | (long) words[1] << 32;
  }

  /// The vectors published with Random123 (file kat_vectors, threefry2x32 with 20 rounds).
  @Test
  void threefryGivesThePublishedVectors() {
    assertThat(pair(0, 0, 0, 0)).isEqualTo(0x99ba4efe6b200159L);
    assertThat(pair(-1, -1, -1, -1)).isEqualTo(0xbb002be71cb996fcL);
    assertThat(pair(0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3)).isEqualTo(0x483df7a0c4923a9cL);
  }

  @Test
  void bitsAreTheWordsOfRisingCountersPerKey() {
    TensorData keys = TensorData.of(TensorType.of(DType.I32, 2, 2), new int[] {1, 2, 3, 4});
    TensorData streams = Samples.vector(DType.I32, 5, 6);
    TensorData bits = Samples.apply(new Random.ThreefryBits(Shape.of(5L)), keys, streams);
    assertThat(bits.shape()).isEqualTo(Shape.of(2L, 5));
    for (int example = 0; example < 2; example++) {
      for (int j = 0; j < 5; j++) {
        long pair = pair(1 + 2 * example, 2 + 2 * example, j / 2, 5 + example);
        int word = (int) (j % 2 == 0 ? pair : pair >>> 32);
        assertThat(bits.ints()[example * 5 + j]).isEqualTo(word);
      }
    }
  }

  @Test
  void aSingleKeyNeedsNoAxis() {
    TensorData key = Samples.vector(DType.I32, 0, 0);
    TensorData stream = TensorData.zeros(TensorType.of(DType.I32));
    assertThat(Samples.apply(new Random.ThreefryBits(Shape.of(1L, 2)), key, stream).ints())
        .containsExactly(0x6b200159, 0x99ba4efe);
  }

  @Test
  void longSequencesAreThoseOfTheirCountersOneByOne() {
    TensorData key = Samples.vector(DType.I32, 7, 8);
    TensorData stream = TensorData.of(TensorType.of(DType.I32), new int[] {9});
    for (int size : new int[] {0, 1, 257, 1023, 1024, 1025, 3001}) {
      int[] bits =
          Samples.apply(new Random.ThreefryBits(Shape.of((long) size)), key, stream).ints();
      for (int j = 0; j < size; j++) {
        long pair = pair(7, 8, j / 2, 9);
        assertThat(bits[j]).isEqualTo((int) (j % 2 == 0 ? pair : pair >>> 32));
      }
    }
  }
}
