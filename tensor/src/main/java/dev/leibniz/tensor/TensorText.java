package dev.leibniz.tensor;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import java.lang.reflect.Array;

/// Tensors as text, in NumPy's manner: brackets for axes, the ends of long ones.
final class TensorText {
  /// From this number of elements on, only the ends of long axes are shown.
  private static final int LARGE = 1000;

  /// How many elements are shown at either end.
  private static final int EDGE = 3;

  private final TensorData data;
  private final long[] strides;
  private final StringBuilder text;

  private TensorText(TensorData data) {
    this.data = data;
    this.strides = data.shape().strides();
    this.text = new StringBuilder(data.type().toString());
  }

  static String of(Tensor tensor) {
    return switch (tensor.content()) {
      case Content.Numbers numbers -> new TensorText(numbers.data()).text();
      case Content.Symbol symbol -> tensor.type() + " (traced)";
      case Content.Donated donated -> tensor.type() + " (donated)";
    };
  }

  private String text() {
    text.append(data.shape().rank() > 1 ? '\n' : ' ');
    part(0, 0);
    return text.toString();
  }

  private void part(int axis, long offset) {
    Shape shape = data.shape();
    if (axis == shape.rank()) {
      text.append(Array.get(data.array(), (int) offset));
      return;
    }
    long extent = shape.extent(axis);
    boolean isCut = data.length() > LARGE && extent > 2 * EDGE;
    text.append('[');
    for (long i = 0; i < extent; i++) {
      if (i > 0) {
        separate(axis);
      }
      if (isCut && i == EDGE) {
        text.append("...");
        i = extent - EDGE - 1;
      } else {
        part(axis + 1, offset + i * strides[axis]);
      }
    }
    text.append(']');
  }

  /// A comma between elements; rows begin a new line, and matrices an empty one between them.
  private void separate(int axis) {
    int inner = data.shape().rank() - axis - 1;
    text.append(inner == 0 ? ", " : ",").repeat('\n', inner);
    if (inner > 0) {
      text.repeat(' ', axis + 1);
    }
  }
}
