package dev.leibniz.eval;

/// Conversions between element types as Java casts do them; true is 1, and any number but 0 (NaN
/// too) is true.
final class Conversions {
  private Conversions() {}

  /// Converts the first `n` elements of `x` to the element type of `z`.
  static void convert(Block x, Block z, int n) {
    switch (z.dtype()) {
      case F32 -> toFloats(x, z.floats(), n);
      case F64 -> toDoubles(x, z.doubles(), n);
      case I32 -> toInts(x, z.ints(), n);
      case I64 -> toLongs(x, z.longs(), n);
      case BOOL -> toBooleans(x, z.booleans(), n);
    }
  }

  private static void toFloats(Block block, float[] z, int n) {
    switch (block.dtype()) {
      case F32 -> {
        float[] x = block.floats();
        for (int i = 0; i < n; i++) {
          z[i] = x[i];
        }
      }
      case F64 -> {
        double[] x = block.doubles();
        for (int i = 0; i < n; i++) {
          z[i] = (float) x[i];
        }
      }
      case I32 -> {
        int[] x = block.ints();
        for (int i = 0; i < n; i++) {
          z[i] = (float) x[i];
        }
      }
      case I64 -> {
        long[] x = block.longs();
        for (int i = 0; i < n; i++) {
          z[i] = (float) x[i];
        }
      }
      case BOOL -> {
        boolean[] x = block.booleans();
        for (int i = 0; i < n; i++) {
          z[i] = x[i] ? 1 : 0;
        }
      }
    }
  }

  private static void toDoubles(Block block, double[] z, int n) {
    switch (block.dtype()) {
      case F32 -> {
        float[] x = block.floats();
        for (int i = 0; i < n; i++) {
          z[i] = (double) x[i];
        }
      }
      case F64 -> {
        double[] x = block.doubles();
        for (int i = 0; i < n; i++) {
          z[i] = x[i];
        }
      }
      case I32 -> {
        int[] x = block.ints();
        for (int i = 0; i < n; i++) {
          z[i] = (double) x[i];
        }
      }
      case I64 -> {
        long[] x = block.longs();
        for (int i = 0; i < n; i++) {
          z[i] = (double) x[i];
        }
      }
      case BOOL -> {
        boolean[] x = block.booleans();
        for (int i = 0; i < n; i++) {
          z[i] = x[i] ? 1 : 0;
        }
      }
    }
  }

  private static void toInts(Block block, int[] z, int n) {
    switch (block.dtype()) {
      case F32 -> {
        float[] x = block.floats();
        for (int i = 0; i < n; i++) {
          z[i] = (int) x[i];
        }
      }
      case F64 -> {
        double[] x = block.doubles();
        for (int i = 0; i < n; i++) {
          z[i] = (int) x[i];
        }
      }
      case I32 -> {
        int[] x = block.ints();
        for (int i = 0; i < n; i++) {
          z[i] = x[i];
        }
      }
      case I64 -> {
        long[] x = block.longs();
        for (int i = 0; i < n; i++) {
          z[i] = (int) x[i];
        }
      }
      case BOOL -> {
        boolean[] x = block.booleans();
        for (int i = 0; i < n; i++) {
          z[i] = x[i] ? 1 : 0;
        }
      }
    }
  }

  private static void toLongs(Block block, long[] z, int n) {
    switch (block.dtype()) {
      case F32 -> {
        float[] x = block.floats();
        for (int i = 0; i < n; i++) {
          z[i] = (long) x[i];
        }
      }
      case F64 -> {
        double[] x = block.doubles();
        for (int i = 0; i < n; i++) {
          z[i] = (long) x[i];
        }
      }
      case I32 -> {
        int[] x = block.ints();
        for (int i = 0; i < n; i++) {
          z[i] = (long) x[i];
        }
      }
      case I64 -> {
        long[] x = block.longs();
        for (int i = 0; i < n; i++) {
          z[i] = x[i];
        }
      }
      case BOOL -> {
        boolean[] x = block.booleans();
        for (int i = 0; i < n; i++) {
          z[i] = x[i] ? 1 : 0;
        }
      }
    }
  }

  private static void toBooleans(Block block, boolean[] z, int n) {
    switch (block.dtype()) {
      case F32 -> {
        float[] x = block.floats();
        for (int i = 0; i < n; i++) {
          z[i] = x[i] != 0;
        }
      }
      case F64 -> {
        double[] x = block.doubles();
        for (int i = 0; i < n; i++) {
          z[i] = x[i] != 0;
        }
      }
      case I32 -> {
        int[] x = block.ints();
        for (int i = 0; i < n; i++) {
          z[i] = x[i] != 0;
        }
      }
      case I64 -> {
        long[] x = block.longs();
        for (int i = 0; i < n; i++) {
          z[i] = x[i] != 0;
        }
      }
      case BOOL -> {
        boolean[] x = block.booleans();
        for (int i = 0; i < n; i++) {
          z[i] = x[i];
        }
      }
    }
  }
}
