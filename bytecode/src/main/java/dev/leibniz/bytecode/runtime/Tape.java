package dev.leibniz.bytecode.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Stacks of what a reverse sweep needs again. One thread at a time.
public final class Tape {
  private double[] doubles = new double[256];
  private long[] longs = new long[16];
  private int[] ints = new int[256];
  private @Nullable Object[] objects = new Object[16];
  private int doubleCount;
  private int longCount;
  private int intCount;
  private int objectCount;
  private @Nullable Tape next;

  /// An empty tape.
  public Tape() {}

  /// A tape for a sweep inside a function object, which nobody gives one. It is new each time,
  /// since the function may call itself or be called by several threads.
  public static Tape spare() {
    return new Tape();
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

  /// Forgets what is left over from a sweep that was broken off.
  public void clear() {
    doubleCount = 0;
    longCount = 0;
    intCount = 0;
    Arrays.fill(objects, 0, objects.length, null);
    objectCount = 0;
  }

  /// Puts a number on top.
  public void push(double value) {
    if (doubleCount == doubles.length) {
      doubles = Arrays.copyOf(doubles, 2 * doubleCount);
    }
    doubles[doubleCount++] = value;
  }

  /// Puts a number on top.
  public void push(float value) {
    push((double) value);
  }

  /// Puts a number on top.
  public void push(long value) {
    if (longCount == longs.length) {
      longs = Arrays.copyOf(longs, 2 * longCount);
    }
    longs[longCount++] = value;
  }

  /// Puts a number on top.
  public void push(int value) {
    if (intCount == ints.length) {
      ints = Arrays.copyOf(ints, 2 * intCount);
    }
    ints[intCount++] = value;
  }

  /// Puts an array on top.
  public void push(@Nullable Object value) {
    if (objectCount == objects.length) {
      objects = Arrays.copyOf(objects, 2 * objectCount);
    }
    objects[objectCount++] = value;
  }

  /// Takes the top.
  public double popDouble() {
    return doubles[--doubleCount];
  }

  /// Takes the top.
  public float popFloat() {
    return (float) doubles[--doubleCount];
  }

  /// Takes the top.
  public long popLong() {
    return longs[--longCount];
  }

  /// Takes the top.
  public int popInt() {
    return ints[--intCount];
  }

  /// Takes the top.
  public @Nullable Object popObject() {
    @Nullable Object value = objects[--objectCount];
    objects[objectCount] = null;
    return value;
  }
}
