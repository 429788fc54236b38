package dev.leibniz.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Random numbers against the published cipher and against the laws of their distributions.
///
/// Bounds on means are five standard errors wide; the seeds are fixed.
final class RandomKeyTest {
  private static final int MANY = 100_000;
  private static final RandomKey KEY = RandomKey.of(0x0123_4567_89AB_CDEFL);

  /// Threefry-2x32 with 20 rounds, written from §4.2 and table 2 of the paper.
  private static int[] threefry(int[] key, int[] counter) {
    int[] rotations = {13, 15, 26, 6, 17, 29, 16, 24};
    int[] keys = {key[0], key[1], 0x1BD11BDA ^ key[0] ^ key[1]};
    int left = counter[0] + keys[0];
    int right = counter[1] + keys[1];
    for (int round = 1; round <= 20; round++) {
      left += right;
      right = Integer.rotateLeft(right, rotations[(round - 1) % 8]) ^ left;
      if (round % 4 == 0) {
        int group = round / 4;
        left += keys[group % 3];
        right += keys[(group + 1) % 3] + group;
      }
    }
    return new int[] {left, right};
  }

  private static int[] words(RandomKey key) {
    return key.words().toIntArray();
  }

  @Test
  void theCipherOfThisTestGivesThePublishedVectors() {
    assertThat(threefry(new int[] {0, 0}, new int[] {0, 0}))
        .containsExactly(0x6b200159, 0x99ba4efe);
    assertThat(threefry(new int[] {-1, -1}, new int[] {-1, -1}))
        .containsExactly(0x1cb996fc, 0xbb002be7);
    assertThat(threefry(new int[] {0x13198a2e, 0x03707344}, new int[] {0x243f6a88, 0x85a308d3}))
        .containsExactly(0xc4923a9c, 0x483df7a0);
  }

  @Test
  void theFirstDrawOfKeyZeroIsThePublishedVector() {
    assertThat(RandomKey.of(0).bits(2).toIntArray()).containsExactly(0x6b200159, 0x99ba4efe);
  }

  @Test
  void drawsAreTheWordsOfStreamZeroInOrder() {
    int[] expected =
        IntStream.range(0, 4)
            .flatMap(block -> IntStream.of(threefry(words(KEY), new int[] {block, 0})))
            .limit(7)
            .toArray();
    assertThat(words(KEY)).containsExactly(0x0123_4567, 0x89AB_CDEF);
    assertThat(KEY.bits(7).toIntArray()).containsExactly(expected);
    assertThat(KEY.bits(7, 1).shape().rank()).isEqualTo(2);
  }

  @Test
  void splitReadsStreamOne() {
    List<RandomKey> keys = KEY.split(3);
    for (int i = 0; i < 3; i++) {
      assertThat(words(keys.get(i))).containsExactly(threefry(words(KEY), new int[] {i, 1}));
    }
    assertThat(KEY.batch(3).words().get(2).toIntArray()).containsExactly(words(keys.get(2)));
    assertThat(KEY.split(0)).isEmpty();
  }

  @Test
  void foldReadsStreamTwoAndThenTheNumbersStream() {
    int[] domain = threefry(words(KEY), new int[] {0, 2});
    int[] expected = threefry(domain, new int[] {0, -7});
    assertThat(words(KEY.fold(-7))).containsExactly(expected);
    assertThat(words(KEY.fold(Tensor.scalar(-7)))).containsExactly(expected);
  }

  @Test
  void uniformNumbersAreTheUpperBits() {
    int[] words = KEY.bits(6).toIntArray();
    float[] floats = KEY.uniform(DType.F32, 6).toFloatArray();
    double[] doubles = KEY.uniform(DType.F64, 3).toDoubleArray();
    for (int i = 0; i < 6; i++) {
      assertThat(floats[i]).isEqualTo((words[i] >>> 8) * 0x1p-24f);
    }
    for (int i = 0; i < 3; i++) {
      long bits = ((long) (words[2 * i] >>> 5) << 26) | (words[2 * i + 1] >>> 6);
      assertThat(doubles[i]).isEqualTo(bits * 0x1p-53);
    }
  }

  private static void requireMoments(Tensor draws, double mean, double variance, double fourth) {
    double[] numbers = draws.convert(DType.F64).toDoubleArray();
    double average = Arrays.stream(numbers).average().orElseThrow();
    double spread =
        Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    double n = numbers.length;
    assertThat(average).isEqualTo(mean, within(5 * Math.sqrt(variance / n)));
    assertThat(spread)
        .isEqualTo(variance, within(5 * Math.sqrt((fourth - variance * variance) / n)));
  }

  @Test
  void momentsAreThoseOfTheDistributions() {
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      requireMoments(KEY.uniform(dtype, MANY), 0.5, 1.0 / 12, 1.0 / 80);
      requireMoments(KEY.normal(dtype, MANY), 0, 1, 3);
      requireMoments(KEY.exponential(dtype, MANY), 1, 1, 9);
    }
    requireMoments(KEY.bernoulli(0.3, MANY), 0.3, 0.21, 0.3 * 0.7 * (0.027 + 0.343));
  }

  @Test
  void normalNumbersFillAnyShape() {
    assertThat(KEY.normal(DType.F32, 3, 5).type()).hasToString("f32[3, 5]");
    assertThat(KEY.normal(DType.F64).type()).hasToString("f64[]");
    assertThat(KEY.normal(DType.F64, 0).type()).hasToString("f64[0]");
    assertThat(KEY.normal(DType.F64, 101).toDoubleArray()).doesNotHaveDuplicates();
  }

  /// The distribution function of the draws, put into quarters of probability.
  @Test
  void normalNumbersHaveTheRightQuartiles() {
    double quartile = 0.6744897501960817;
    Tensor draws = KEY.normal(DType.F64, MANY);
    double error = 5 * Math.sqrt(0.25 * 0.75 / MANY);
    assertThat(draws.less(-quartile).convert(DType.F64).mean().item())
        .isEqualTo(0.25, within(error));
    assertThat(draws.greater(quartile).convert(DType.F64).mean().item())
        .isEqualTo(0.25, within(error));
  }

  private static void requireTruncated(double low, double high, double mean, double variance) {
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      Tensor draws = KEY.truncatedNormal(dtype, low, high, MANY);
      assertThat(draws.min().item()).isGreaterThanOrEqualTo((float) low);
      assertThat(draws.max().item()).isLessThanOrEqualTo((float) high);
      assertThat(draws.convert(DType.F64).mean().item())
          .isEqualTo(mean, within(5 * Math.sqrt(variance / MANY)));
    }
  }

  /// Means and variances from Simpson's rule with 200,000 intervals.
  @Test
  void truncatedNormalNumbersHaveTheirMean() {
    requireTruncated(-2, 2, 0, 0.7737413);
    requireTruncated(-1, Double.POSITIVE_INFINITY, 0.28759997, 0.62968613);
    requireTruncated(2, 3, 2.31582133, 0.06152078);
    requireTruncated(8, 9, 8.12118899, 0.01414854);
    requireTruncated(-9, -8, -8.12118899, 0.01414854);
  }

  @Test
  void truncatedNormalRefusesAnEmptyInterval() {
    assertThatThrownBy(() -> KEY.truncatedNormal(DType.F32, 1, 1))
        .isInstanceOf(ArgumentException.class);
    assertThatThrownBy(() -> KEY.truncatedNormal(DType.F32, Double.NaN, 1))
        .isInstanceOf(ArgumentException.class);
  }

  @Test
  void theNormalQuantileIsThatOfTheTables() {
    Tensor p = Tensor.of(new double[] {0, 1e-300, 1e-20, 1e-10, 0.01, 0.1, 0.5, 0.9, 0.975, 1});
    double[] expected = {
      Double.NEGATIVE_INFINITY,
      -37.0470962993612,
      -9.262340089798405,
      -6.361340902404056,
      -2.3263478740408408,
      -1.2815515655446008,
      0,
      1.2815515655446008,
      1.9599639845400536,
      Double.POSITIVE_INFINITY
    };
    double[] actual = NormalQuantile.of(p).toDoubleArray();
    for (int i = 0; i < expected.length; i++) {
      if (Double.isInfinite(expected[i])) {
        assertThat(actual[i]).isEqualTo(expected[i]);
      } else {
        assertThat(actual[i]).isEqualTo(expected[i], within(4e-15 * Math.abs(expected[i])));
      }
    }
  }

  @Test
  void categoricalFollowsTheSoftmax() {
    Tensor logits =
        Tensor.of(new double[] {0, Math.log(2), Math.log(5), -1 / 0.0}).broadcastTo(MANY, 4);
    Tensor drawn = KEY.categorical(logits).oneHot(4, DType.F64).mean(0);
    double[] expected = {0.125, 0.25, 0.625, 0};
    for (int i = 0; i < 4; i++) {
      double error = 5 * Math.sqrt(expected[i] * (1 - expected[i]) / MANY);
      assertThat(drawn.get(i).item()).isEqualTo(expected[i], within(error));
    }
  }

  @Test
  void aPermutationHoldsEachNumberOnceAndMovesThem() {
    Tensor permutation = KEY.permutation(1000);
    assertThat(permutation.sort(0).toIntArray())
        .containsExactly(IntStream.range(0, 1000).toArray());
    assertThat(permutation.toIntArray()).isNotEqualTo(IntStream.range(0, 1000).toArray());
    assertThat(KEY.permutation(0).toIntArray()).isEmpty();
  }

  @Test
  void bernoulliTakesProbabilitiesPerElement() {
    Tensor drawn = KEY.bernoulli(Tensor.of(new double[] {0, 1, 0, 1}));
    assertThat(drawn.toBooleanArray()).containsExactly(false, true, false, true);
    assertThatThrownBy(() -> KEY.bernoulli(1.5, 3)).isInstanceOf(ArgumentException.class);
  }

  @Test
  void tracedDrawsAreTheSameBits() {
    List<Function<RandomKey, Tensor>> draws =
        List.of(
            key -> key.fold(3).split(2).get(1).normal(DType.F32, 5),
            key -> key.uniform(DType.F64, 2, 2),
            key -> key.permutation(9),
            key -> key.exponential(DType.F32, 4));
    for (Function<RandomKey, Tensor> draw : draws) {
      Tensor traced =
          Traced.value(in -> draw.apply(new RandomKey(in.getFirst())), List.of(KEY.words()));
      assertThat(Traced.bits(traced)).isEqualTo(Traced.bits(draw.apply(KEY)));
    }
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThatThrownBy(() -> new RandomKey(Tensor.ones(DType.F32, 2)))
        .isInstanceOf(DTypeException.class);
    assertThatThrownBy(() -> KEY.batch(3).bits(2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("RandomKey: a key is made of two words; got words = i32[3, 2]")
        .hasMessageContaining("Fix: draw for each of several keys with Vmap.");
  }
}
