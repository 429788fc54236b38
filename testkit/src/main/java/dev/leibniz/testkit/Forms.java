package dev.leibniz.testkit;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;

/// Gives drawn numbers the form that a primitive needs.
final class Forms {
  private Forms() {}

  static TensorData shape(TensorData data, Sample.Form form) {
    switch (form) {
      case PLAIN -> {}
      case DISTINCT -> spread(data);
      case HEAVY_DIAGONAL, POSITIVE_DEFINITE ->
          matrices(data, form == Sample.Form.POSITIVE_DEFINITE);
    }
    return data;
  }

  private static void set(TensorData data, int index, double value) {
    if (data.dtype() == DType.F32) {
      data.floats()[index] = (float) value;
    } else {
      data.doubles()[index] = value;
    }
  }

  private static void spread(TensorData data) {
    for (int i = 0; i < data.length(); i++) {
      set(data, i, data.elementAsDouble(i) + 0.37 * ((i * 7) % 11) - 0.05 * i);
    }
  }

  private static void matrices(TensorData data, boolean symmetric) {
    int n = (int) data.shape().extent(data.shape().rank() - 1);
    int size = n * n;
    for (int matrix = 0; matrix < data.length() / Math.max(size, 1); matrix++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < i && symmetric; j++) {
          set(data, matrix * size + i * n + j, data.elementAsDouble(matrix * size + j * n + i));
        }
        int diagonal = matrix * size + i * n + i;
        set(data, diagonal, data.elementAsDouble(diagonal) + n + 1);
      }
    }
  }
}
