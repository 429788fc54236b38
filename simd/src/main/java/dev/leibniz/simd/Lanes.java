package dev.leibniz.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The width of a vector: the machine's own, or that of `-Dleibniz.lanes=128|256|512` in bits where
/// the machine has it.
final class Lanes {
  /// Narrower vectors mean that there are none: HotSpot then computes lanes one by one.
  private static final int NARROWEST = 128;

  private static final int MACHINE = FloatVector.SPECIES_PREFERRED.vectorBitSize();
  private static final int BITS = bits();

  private Lanes() {}

  /// Whether the machine has vectors at all.
  static boolean exist() {
    return MACHINE >= NARROWEST;
  }

  /// The width in bits.
  static int width() {
    return BITS;
  }

  private static int bits() {
    int wanted = Integer.getInteger("leibniz.lanes", MACHINE);
    boolean known = wanted == 128 || wanted == 256 || wanted == 512;
    if (wanted == MACHINE || (known && wanted < MACHINE)) {
      return wanted;
    }
    System.getLogger(Lanes.class.getName())
        .log(
            System.Logger.Level.WARNING,
            "leibniz.lanes is 128, 256 or 512 and not wider than the vectors of this machine; got "
                + wanted
                + ", and "
                + MACHINE
                + " is used.");
    return MACHINE;
  }

  static VectorSpecies<Float> floats() {
    return VectorSpecies.of(float.class, VectorShape.forBitSize(BITS));
  }

  static VectorSpecies<Double> doubles() {
    return VectorSpecies.of(double.class, VectorShape.forBitSize(BITS));
  }

  static VectorSpecies<Integer> ints() {
    return VectorSpecies.of(int.class, VectorShape.forBitSize(BITS));
  }

  static VectorSpecies<Long> longs() {
    return VectorSpecies.of(long.class, VectorShape.forBitSize(BITS));
  }

  /// Full access to this class.
  static MethodHandles.Lookup lookup() {
    return MethodHandles.lookup();
  }
}
