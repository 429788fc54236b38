package dev.leibniz.bytecode.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Stacks of what a reverse sweep needs again. One thread at a time.
///
/// A sweep takes the arrays into locals, counts in locals how much of each it uses, and asks for
/// [room][#room] before each push.
public final class Tape {
  private static final int LASTING = 256;
  private static final int SHORT_LIVED = 16;

  private double[] doubles;
  private float[] floats = new float[SHORT_LIVED];
  private long[] longs = new long[SHORT_LIVED];
  private int[] ints;
  private @Nullable Object[] objects = new Object[SHORT_LIVED];
  private final int[] heights = new int[5];
  private @Nullable Tape next;

  /// An empty tape that is kept for many sweeps.
  public Tape() {
    this(LASTING);
  }

  private Tape(int length) {
    doubles = new double[length];
    ints = new int[length];
  }

  /// A tape for a sweep inside a function object, which nobody gives one. It is new each time,
  /// since the function may call itself or be called by several threads, and small, since that may
  /// be for each of many points of an integral.
  public static Tape spare() {
    return new Tape(SHORT_LIVED);
  }

  /// A tape beside this one, for a sweep through a sweep.
  public Tape next() {
    Tape known = next;
    if (known == null) {
      known = new Tape();
      next = known;
    }
    return known;
  }

  /// The array for numbers of this type.
  public double[] doubles() {
    return doubles;
  }

  /// The array for numbers of this type.
  public float[] floats() {
    return floats;
  }

  /// The array for numbers of this type.
  public long[] longs() {
    return longs;
  }

  /// The array for numbers of this type.
  public int[] ints() {
    return ints;
  }

  /// The array for arrays.
  public @Nullable Object[] objects() {
    return objects;
  }

  /// How much of the arrays is in use, in the order of their methods here, where a method leaves
  /// them to another.
  public int[] heights() {
    return heights;
  }

  // Compared as the machine compares an index with a length, so that it need not do so again.

  /// The array itself, or one of twice its length where it is full.
  public static double[] room(Tape tape, double[] array, int count) {
    return Integer.compareUnsigned(count, array.length) < 0 ? array : tape.moreDoubles();
  }

  /// The array itself, or one of twice its length where it is full.
  public static float[] room(Tape tape, float[] array, int count) {
    return Integer.compareUnsigned(count, array.length) < 0 ? array : tape.moreFloats();
  }

  /// The array itself, or one of twice its length where it is full.
  public static long[] room(Tape tape, long[] array, int count) {
    return Integer.compareUnsigned(count, array.length) < 0 ? array : tape.moreLongs();
  }

  /// The array itself, or one of twice its length where it is full.
  public static int[] room(Tape tape, int[] array, int count) {
    return Integer.compareUnsigned(count, array.length) < 0 ? array : tape.moreInts();
  }

  /// The array itself, or one of twice its length where it is full.
  public static @Nullable Object[] room(Tape tape, @Nullable Object[] array, int count) {
    return Integer.compareUnsigned(count, array.length) < 0 ? array : tape.moreObjects();
  }

  /// An element, which is forgotten.
  public static @Nullable Object take(@Nullable Object[] array, int index) {
    @Nullable Object value = array[index];
    array[index] = null;
    return value;
  }

  private double[] moreDoubles() {
    doubles = Arrays.copyOf(doubles, 2 * doubles.length);
    return doubles;
  }

  private float[] moreFloats() {
    floats = Arrays.copyOf(floats, 2 * floats.length);
    return floats;
  }

  private long[] moreLongs() {
    longs = Arrays.copyOf(longs, 2 * longs.length);
    return longs;
  }

  private int[] moreInts() {
    ints = Arrays.copyOf(ints, 2 * ints.length);
    return ints;
  }

  private @Nullable Object[] moreObjects() {
    objects = Arrays.copyOf(objects, 2 * objects.length);
    return objects;
  }
}
