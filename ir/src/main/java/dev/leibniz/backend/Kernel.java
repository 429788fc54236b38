package dev.leibniz.backend;

/// Emitted loops over the elements of some arrays. Extents and strides are arguments, so that one
/// kernel serves many shapes.
///
/// The interface is public for classes that are defined beside a [MatrixProduct].
@FunctionalInterface
public interface Kernel {
  /// Runs the iterations from `from` (inclusive) to `to` (exclusive) of the outer loops, or of the
  /// only one.
  ///
  /// @param arrays one array per access
  /// @param offsets where each access's value begins in its array
  /// @param parameters the extents, then per access its offset and strides
  void run(Object[] arrays, int[] offsets, int[] parameters, int from, int to);
}
