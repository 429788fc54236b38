package dev.leibniz.data;

import java.util.List;

/// The entries of a tape, in the order of the loop's steps.
///
/// @param type the tape's type
/// @param entries one value per step, each of the type's element type
public record TapeData(TapeType type, List<Value> entries) implements Value {
  /// A tape without entries.
  public static TapeData empty(TapeType type) {
    return new TapeData(type, List.of());
  }
}
