package dev.leibniz.integrate;

/// An array of [Twin] numbers.
final class TwinArray {
  final double[] high;
  final double[] low;

  TwinArray(int size) {
    high = new double[size];
    low = new double[size];
  }

  void set(int index, Twin value) {
    high[index] = value.high();
    low[index] = value.low();
  }
}
