package dev.leibniz.eval;

/// How a reduction combines two numbers, and how it groups them.
enum Fold {
  SUM(0),
  PROD(1),
  MAX(Double.NEGATIVE_INFINITY),
  MIN(Double.POSITIVE_INFINITY);

  /// Longer reductions are split into blocks of so many elements.
  static final int BLOCK = 16384;

  private final double identity;

  Fold(double identity) {
    this.identity = identity;
  }

  /// The number that changes no other one.
  double identity() {
    return identity;
  }

  /// The number of blocks that `count` elements fall into.
  static int blocks(int count) {
    return (count + BLOCK - 1) / BLOCK;
  }

  /// The number of lanes for `count` elements: the next power of two, but at most `most`.
  static int lanes(int count, int most) {
    int lanes = 1;
    while (lanes < count && lanes < most) {
      lanes *= 2;
    }
    return lanes;
  }
}
