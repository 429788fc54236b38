package dev.leibniz.eval;

import dev.leibniz.ir.Random;
import java.util.List;

/// Runs the counter-based generator Threefry-2x32 with 20 rounds.
///
/// Source: Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011), §4.2.
public final class RandomKernel {
  private static final int[] ROTATIONS = {13, 15, 26, 6, 17, 29, 16, 24};
  private static final int PARITY = 0x1BD11BDA;

  private RandomKernel() {}

  /// Writes the bits that `prim` makes of the operands `key` and `stream`.
  public static void run(Random prim, List<View> inputs, View output) {
    switch (prim) {
      case Random.ThreefryBits bits -> bits(inputs.get(0), inputs.get(1), output);
    }
  }

  private static void bits(View key, View stream, View output) {
    int[] keys = (int[]) key.array();
    int[] streams = (int[]) stream.array();
    int[] result = (int[]) output.array();
    int examples = stream.length();
    int words = examples == 0 ? 0 : output.length() / examples;
    for (int i = 0; i < examples; i++) {
      int first = keys[key.offset() + 2 * i];
      int second = keys[key.offset() + 2 * i + 1];
      int counter = streams[stream.offset() + i];
      int base = output.offset() + i * words;
      for (int j = 0; j < words; j += 2) {
        long pair = threefry(first, second, j / 2, counter);
        result[base + j] = (int) pair;
        if (j + 1 < words) {
          result[base + j + 1] = (int) (pair >>> 32);
        }
      }
    }
  }

  /// The cipher's two words for a counter of two words, the first one in the low half.
  static long threefry(int key0, int key1, int counter0, int counter1) {
    int key2 = PARITY ^ key0 ^ key1;
    int x0 = counter0 + key0;
    int x1 = counter1 + key1;
    for (int round = 0; round < 20; round++) {
      x0 += x1;
      x1 = Integer.rotateLeft(x1, ROTATIONS[round % 8]) ^ x0;
      if (round % 4 == 3) {
        int injection = round / 4 + 1;
        x0 += word(key0, key1, key2, injection);
        x1 += word(key0, key1, key2, injection + 1) + injection;
      }
    }
    return Integer.toUnsignedLong(x0) | (long) x1 << 32;
  }

  private static int word(int key0, int key1, int key2, int index) {
    return switch (index % 3) {
      case 0 -> key0;
      case 1 -> key1;
      default -> key2;
    };
  }
}
