package dev.leibniz.ir;

import dev.leibniz.data.DType;

/// A machine that computes with single numbers: what the value of an elementwise primitive is
/// written in.
///
/// The same text is run by the interpreter (over blocks of elements), compiled to loops and to
/// vector lanes. Every operation is one correctly rounded IEEE 754 or exact integer operation, so
/// all of them give the same bits. Operands of an operation have the same element type unless it
/// says otherwise.
///
/// @param <S> what stands for a number
public interface Scalar<S> {
  /// The element type of a number.
  DType dtype(S x);

  /// A constant of a floating type (rounded to it) or of a whole-number type.
  S constant(DType dtype, double value);

  /// A whole-number constant, exact for every `long`.
  S whole(DType dtype, long value);

  /// A constant of the same element type as `x`.
  default S like(S x, double value) {
    return constant(dtype(x), value);
  }

  /// x + y; whole numbers wrap around.
  S plus(S x, S y);

  /// x − y; whole numbers wrap around.
  S minus(S x, S y);

  /// x · y; whole numbers wrap around.
  S times(S x, S y);

  /// x / y; whole numbers divide as in Java, towards zero.
  S div(S x, S y);

  /// x · y + z with a single rounding; floating types only.
  S fma(S x, S y, S z);

  /// −x.
  S negate(S x);

  /// |x|.
  S abs(S x);

  /// √x, correctly rounded.
  S sqrt(S x);

  /// The largest whole number not above x.
  S floor(S x);

  /// The smallest whole number not below x.
  S ceil(S x);

  /// The nearest whole number, halves to even.
  S rint(S x);

  /// The smaller number; NaN if one is NaN; −0 is below +0.
  S min(S x, S y);

  /// The larger number; NaN if one is NaN; −0 is below +0.
  S max(S x, S y);

  /// x < y as a boolean.
  S less(S x, S y);

  /// x ≤ y as a boolean.
  S lessEqual(S x, S y);

  /// x = y as a boolean; of any element type.
  S equal(S x, S y);

  /// `yes` where `mask` (a boolean) holds, `no` elsewhere.
  S select(S mask, S yes, S no);

  /// Bitwise and of whole numbers, logical and of booleans.
  S and(S x, S y);

  /// Bitwise or of whole numbers, logical or of booleans.
  S or(S x, S y);

  /// Bitwise exclusive or of whole numbers, logical exclusive or of booleans.
  S xor(S x, S y);

  /// Bitwise complement of whole numbers, logical not of booleans.
  S not(S x);

  /// Shift to the left; the distance counts modulo the width, as in Java.
  S shiftLeft(S x, S distance);

  /// Arithmetic shift to the right, which keeps the sign.
  S shiftRight(S x, S distance);

  /// Logical shift to the right, which fills with zeros.
  S shiftRightLogical(S x, S distance);

  /// The bits of a floating number as a whole number of the same width.
  S bits(S x);

  /// The floating number with the given bits.
  S fromBits(S x);

  /// Conversion as a Java cast does it; true is 1, and any number but 0 is true.
  S convert(S x, DType to);

  /// A function without a branch-free form, computed one number at a time.
  S call(Routine routine, S x);

  /// A function of two numbers without a branch-free form, computed one pair at a time.
  S call(Routine routine, S x, S y);
}
