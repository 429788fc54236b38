package dev.leibniz.eval;

import dev.leibniz.ir.Random;
import java.util.List;

/// Runs the counter-based generator Threefry-2x32 with 20 rounds.
///
/// Source: Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011), §4.2.
public final class RandomKernel {
  /// The number of words made at a time.
  private static final int BLOCK = 1024;

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
    Threefry cipher = new Threefry(Math.min(words + 1, BLOCK) / 2);
    for (int i = 0; i < examples; i++) {
      int first = keys[key.offset() + 2 * i];
      int second = keys[key.offset() + 2 * i + 1];
      int base = output.offset() + i * words;
      for (int j = 0; j < words; j += BLOCK) {
        int count = Math.min(BLOCK, words - j);
        cipher.words(first, second, j / 2, streams[stream.offset() + i], result, base + j, count);
      }
    }
  }
}
