package dev.leibniz.tensor;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Random;
import dev.leibniz.tensor.TensorOps.Takes;
import java.util.ArrayList;
import java.util.List;

/// Random numbers as values: what is drawn depends on the key alone, so equal keys give equal
/// numbers. Use a key once; make new ones with [#split] or [#fold].
///
/// ```java
/// List<RandomKey> keys = RandomKey.of(42).split(2);
/// Tensor weight = keys.get(0).normal(DType.F32, 784, 10).times(0.01);
/// Tensor mask = keys.get(1).bernoulli(0.9, 784);
/// ```
///
/// The numbers are those of Threefry-2x32 with 20 rounds. The cipher's counter is (block, stream):
/// draws read stream 0, [#split] stream 1, and [#fold] stream 2, which gives the key of a domain of
/// its own. A key may be traced, and is a tree with one leaf; a tensor of n keys, `words` of shape
/// [n, 2] as [#batch] makes it, is for `Vmap`.
///
/// Source: Salmon, Moraes, Dror, Shaw: Parallel random numbers: as easy as 1, 2, 3 (SC 2011).
///
/// @param words the key's two words, i32[2]
public record RandomKey(Tensor words) {
  private static final int DRAWS = 0;
  private static final int SPLIT = 1;
  private static final int FOLD = 2;
  private static final TensorOps OPS = TensorOps.INSTANCE;

  /// Checks the element type.
  ///
  /// @throws DTypeException if the words are not I32
  public RandomKey {
    if (words.dtype() != DType.I32) {
      throw new DTypeException(
          Explanation.of("RandomKey", "a key is made of two words of 32 bits")
              .got("words = " + words.type())
              .fix("make keys with RandomKey.of(seed), split and fold"));
    }
  }

  /// The key of a seed: its upper 32 bits are the first word, its lower ones the second.
  public static RandomKey of(long seed) {
    return new RandomKey(Tensor.of(new int[] {(int) (seed >>> 32), (int) seed}));
  }

  /// `count` new keys.
  ///
  /// @throws ArgumentException if the count is negative
  public List<RandomKey> split(int count) {
    Tensor all = batch(count).words();
    List<RandomKey> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keys.add(new RandomKey(all.get(i)));
    }
    return keys;
  }

  /// The keys of [#split] as one with `words` of shape [count, 2], for `Vmap`.
  ///
  /// @throws ArgumentException if the count is negative
  public RandomKey batch(int count) {
    if (count < 0) {
      throw new ArgumentException(
          Explanation.of("split", "the number of keys must not be negative")
              .got("count = " + count));
    }
    return new RandomKey(words(constant(SPLIT), Shape.of(count, 2)));
  }

  /// The new key that belongs to a number, such as a step's.
  public RandomKey fold(int number) {
    return folded(constant(number));
  }

  /// The new key that belongs to a whole number, which may be traced: a loop's counter, say.
  ///
  /// @throws DTypeException if it is no single whole number
  public RandomKey fold(Tensor number) {
    Takes.WHOLE.check("fold", number);
    if (number.shape().rank() != 0) {
      throw new ShapeException(
          Explanation.of("fold", "the number must be a single one")
              .got("number = " + number.type())
              .fix("use Vmap to make a key for each of several numbers"));
    }
    return folded(number.convert(DType.I32));
  }

  private RandomKey folded(Tensor number) {
    Tensor domain = words(constant(FOLD), Shape.of(2L));
    return new RandomKey(new RandomKey(domain).words(number, Shape.of(2L)));
  }

  private static Tensor constant(int number) {
    return OPS.literal(Literal.of((long) number, new TensorType(DType.I32, Shape.scalar())));
  }

  private Tensor words(Tensor stream, Shape shape) {
    if (!words.shape().equals(Shape.of(2L))) {
      throw new ShapeException(
          Explanation.of("RandomKey", "a key is made of two words")
              .got("words = " + words.type())
              .fix("draw for each of several keys with Vmap"));
    }
    return OPS.one(new Random.ThreefryBits(shape), words, stream);
  }

  /// 32 random bits per element, as I32.
  public Tensor bits(int... shape) {
    return words(constant(DRAWS), Shape.of(shape));
  }

  /// Numbers in [0, 1): multiples of 2⁻²⁴ for F32, of 2⁻⁵³ for F64, all equally likely.
  ///
  /// @throws DTypeException for element types that are not floating-point
  public Tensor uniform(DType dtype, int... shape) {
    return uniform("uniform", dtype, Shape.of(shape));
  }

  private Tensor uniform(String operation, DType dtype, Shape shape) {
    return switch (dtype) {
      case F32 -> top(words(constant(DRAWS), shape), 8).convert(dtype).times(0x1p-24);
      case F64 -> {
        Tensor pairs = words(constant(DRAWS), shape.append(Shape.of(2L)));
        int last = shape.rank();
        Tensor high = top(pairs.slice(last, 0, 1), 5).convert(dtype);
        Tensor low = top(pairs.slice(last, 1, 2), 6).convert(dtype);
        yield OPS.reshape(high.times(0x1p26).plus(low).times(0x1p-53), shape);
      }
      case I32, I64, BOOL ->
          throw new DTypeException(
              Explanation.of(operation, "the numbers are floating-point")
                  .got("dtype = " + dtype)
                  .fix("use DType.F32 or DType.F64; bits(...) gives whole numbers"));
    };
  }

  /// The upper bits of words, without the lowest `dropped` ones.
  private static Tensor top(Tensor words, int dropped) {
    return words.shiftRightLogical(OPS.like(words, dropped));
  }

  /// Normally distributed numbers with mean 0 and variance 1.
  ///
  /// Two from two uniform ones by √(−2 log u)·cos 2πv and √(−2 log u)·sin 2πv with u in (0, 1]; the
  /// cosines are the first half. F32 numbers stay below 5.8 in magnitude, F64 ones below 8.6.
  ///
  /// Source: Box, Muller: A note on the generation of random normal deviates (1958).
  ///
  /// @throws DTypeException for element types that are not floating-point
  public Tensor normal(DType dtype, int... shape) {
    Shape wanted = Shape.of(shape);
    int count = wanted.arrayLength("normal");
    long pairs = (count + 1L) / 2;
    Tensor uniform = uniform("normal", dtype, Shape.of(2, pairs));
    Tensor radius = uniform.get(0).negate().log1p().times(-2).sqrt();
    Tensor angle = uniform.get(1).times(2 * Math.PI);
    Tensor all = Tensor.concat(0, radius.times(angle.cos()), radius.times(angle.sin()));
    return OPS.reshape(all.slice(0, 0, count), wanted);
  }

  /// Normally distributed numbers given that they lie in [low, high].
  ///
  /// By inversion in the tail where probabilities are exact, so that intervals far from 0 keep
  /// their accuracy: to ±13 for F32 and ±37 for F64, beyond which all of the probability counts as
  /// being at the end nearer to 0.
  ///
  /// Source: Wichura, Algorithm AS 241 (1988), for the inverse of the distribution function.
  ///
  /// @throws ArgumentException unless low < high
  /// @throws DTypeException for element types that are not floating-point
  public Tensor truncatedNormal(DType dtype, double low, double high, int... shape) {
    if (!(low < high)) {
      throw new ArgumentException(
          Explanation.of("truncatedNormal", "the interval must not be empty")
              .got("low = " + low + ", high = " + high));
    }
    Tensor uniform = uniform("truncatedNormal", dtype, Shape.of(shape));
    boolean isMirrored = low > 0;
    double from = isMirrored ? -high : low;
    double to = isMirrored ? -low : high;
    Tensor below = probability(dtype, from);
    Tensor width = probability(dtype, to).minus(below);
    Tensor x = NormalQuantile.of(uniform.times(width).plus(below));
    return (isMirrored ? x.negate() : x).clamp(low, high);
  }

  /// Φ(x) = ½ erfc(−x / √2).
  private static Tensor probability(DType dtype, double x) {
    return Tensor.full(dtype, -x / Math.sqrt(2)).erfc().times(0.5);
  }

  /// Exponentially distributed numbers with mean 1: −log(1 − u).
  ///
  /// @throws DTypeException for element types that are not floating-point
  public Tensor exponential(DType dtype, int... shape) {
    return uniform("exponential", dtype, Shape.of(shape)).negate().log1p().negate();
  }

  /// True with the given probability.
  ///
  /// @throws ArgumentException unless the probability is in [0, 1]
  public Tensor bernoulli(double probability, int... shape) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new ArgumentException(
          Explanation.of("bernoulli", "a probability must be from 0 to 1")
              .got("probability = " + probability));
    }
    return uniform(DType.F32, shape).less(probability);
  }

  /// True with the probabilities that the elements name.
  ///
  /// @throws DTypeException if they are not floating-point numbers
  public Tensor bernoulli(Tensor probabilities) {
    Takes.FLOATING.check("bernoulli", probabilities);
    return uniform("bernoulli", probabilities.dtype(), probabilities.shape()).less(probabilities);
  }

  /// Indices along the last axis, as I32, each with the probability that the softmax of the logits
  /// gives it; one per row.
  ///
  /// The largest of logit − log(−log u) is where the index is. Source: Gumbel, Statistical theory
  /// of extreme values (1954).
  ///
  /// @throws DTypeException if the logits are not floating-point numbers
  public Tensor categorical(Tensor logits) {
    Takes.FLOATING.check("categorical", logits);
    Tensor uniform = uniform("categorical", logits.dtype(), logits.shape());
    return logits.minus(uniform.log().negate().log()).argMax(-1);
  }

  /// The whole numbers from 0 to `count` − 1 in random order, as I32.
  ///
  /// @throws ArgumentException if the count is negative
  public Tensor permutation(int count) {
    if (count < 0) {
      throw new ArgumentException(
          Explanation.of("permutation", "the number of elements must not be negative")
              .got("count = " + count));
    }
    Tensor pairs = bits(count, 2).convert(DType.I64);
    Tensor high = pairs.slice(1, 0, 1);
    Tensor order = high.shiftLeft(OPS.like(high, 32)).xor(pairs.slice(1, 1, 2));
    return order.squeeze(1).argSort(0);
  }
}
