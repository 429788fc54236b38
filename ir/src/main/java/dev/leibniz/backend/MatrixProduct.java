package dev.leibniz.backend;

import java.lang.invoke.MethodHandles;

/// A service that multiplies matrices faster than the plain loops of `dev.leibniz.eval` and with
/// the same bits: result[i, j] = Σ left[i, l] · right[l, j] over the k values of l, by the block
/// law that the documentation of that package states.
///
/// Callers check shapes before; a provider checks nothing. Calls may run side by side where their
/// results do not overlap.
///
/// ```java
/// Optional<MatrixProduct> fast = MatrixProducts.ready();
/// fast.ifPresent(
///     product ->
///         product.multiply(
///             a, new Matrix(0, k, 1), b, new Matrix(0, n, 1), y, 0, n, m, n, k));
/// ```
public interface MatrixProduct {
  /// What multiplies, for people: such as "lanes of 512 bits".
  String description();

  /// The size of a vector in bits.
  int bits();

  /// Multiplies scratch matrices until the virtual machine has compiled the loops; called once.
  void prepare();

  /// Runs chains of fused multiplications and additions of `float` vectors in registers. Nothing
  /// else that a program does is faster.
  ///
  /// @return how many multiplications and additions of numbers these were
  double multiplyAdds(int rounds);

  /// Full access to a class whose package may name vector lanes, for kernels that are emitted. It
  /// has the static methods `floats`, `doubles`, `ints` and `longs`, which give the species of
  /// vectors to use; beside it, `FloatTurns` and `DoubleTurns` hold the shuffles and masks that
  /// read and write every other element.
  MethodHandles.Lookup lanes();

  /// Overwrites an m × n matrix with the product of an m × k and a k × n matrix.
  ///
  /// @param leftAt where the left matrix lies in `left`
  /// @param rightAt where the right matrix lies in `right`
  /// @param resultAt the place of the result's first element
  /// @param resultStride the distance between the result's rows; its columns are neighbours
  void multiply(
      float[] left,
      Places leftAt,
      float[] right,
      Places rightAt,
      float[] result,
      int resultAt,
      int resultStride,
      int m,
      int n,
      int k);

  /// The same for `double` numbers.
  void multiply(
      double[] left,
      Places leftAt,
      double[] right,
      Places rightAt,
      double[] result,
      int resultAt,
      int resultStride,
      int m,
      int n,
      int k);
}
