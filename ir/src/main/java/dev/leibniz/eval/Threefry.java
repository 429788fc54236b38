package dev.leibniz.eval;

/// The block cipher Threefry-2x32 with 20 rounds, for many counters side by side.
///
/// Source: Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011), §4.2.
final class Threefry {
  private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};
  private static final int PARITY = 0x1BD11BDA;

  private final int[] left;
  private final int[] right;

  /// A cipher for up to `most` counters at a time.
  Threefry(int most) {
    left = new int[most];
    right = new int[most];
  }

  /// Writes `count` words: the two words for the counter (first, stream), those for (first + 1,
  /// stream), …
  void words(int key0, int key1, int first, int stream, int[] target, int base, int count) {
    int pairs = (count + 1) / 2;
    int[] key = {key0, key1, PARITY ^ key0 ^ key1};
    for (int i = 0; i < pairs; i++) {
      left[i] = first + i + key0;
      right[i] = stream + key1;
    }
    for (int round = 0; round < 20; round++) {
      mix(left, right, ROTATIONS[round % 8], pairs);
      if (round % 4 == 3) {
        int injection = round / 4 + 1;
        inject(left, key[injection % 3], pairs);
        inject(right, key[(injection + 1) % 3] + injection, pairs);
      }
    }
    for (int i = 0; i < count; i++) {
      target[base + i] = i % 2 == 0 ? left[i / 2] : right[i / 2];
    }
  }

  private static void mix(int[] left, int[] right, int rotation, int count) {
    for (int i = 0; i < count; i++) {
      int sum = left[i] + right[i];
      left[i] = sum;
      right[i] = (right[i] << rotation | right[i] >>> (32 - rotation)) ^ sum;
    }
  }

  private static void inject(int[] words, int key, int count) {
    for (int i = 0; i < count; i++) {
      words[i] += key;
    }
  }
}
