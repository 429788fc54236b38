package dev.leibniz.tensor;

import dev.leibniz.data.DType;
import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.DTypeException;
import dev.leibniz.error.DonatedException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ShapeException;
import dev.leibniz.error.TracedValueException;
import dev.leibniz.ir.Arithmetic;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Elementwise;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Logic;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Reduce;
import dev.leibniz.ir.Transcendental;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An array of numbers or booleans with any number of axes, and what can be computed with it.
///
/// A tensor is a value: no operation changes it. Outside a traced function operations run at once; inside one they
/// are recorded. Two tensors in one operation stretch to a common shape as in NumPy; their element types must be
/// equal. Java numbers take the tensor's element type. Axes are counted from 0, or from the end with negative
/// numbers; where several axes can be named and none is, all are meant.
///
/// ```java
/// Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
/// Tensor rows = x.sum(1);            // f32[2]
/// Tensor y = x.times(2).plus(rows.expandAxis(1)); // f32[2, 3]
/// ```
///
/// Tensors compare by identity; [#equalTo] compares elements.
public final class Tensor {
  private @Nullable TensorData data;
  private final TensorType type;
  private final @Nullable Trace trace;
  private final @Nullable Atom atom;

  Tensor(TensorData data) {
    this.data = data;
    this.type = data.type();
    this.trace = null;
    this.atom = null;
  }

  Tensor(Trace trace, Atom atom) {
    this.data = null;
    this.type = (TensorType) atom.type();
    this.trace = trace;
    this.atom = atom;
  }

  @Nullable Trace trace() {
    return trace;
  }

  Atom atom() {
    if (atom == null) {
      throw new AssertionError("only a traced tensor has an atom");
    }
    return atom;
  }

  void donate() {
    data = null;
  }

  void requireNotDonated(String operation) {
    if (trace == null && data == null) {
      throw new DonatedException(
          Explanation.of(operation, "a donated tensor must not be used again")
              .got(type + " whose memory now holds a result")
              .fix("use the result instead, or do not donate this argument"));
    }
  }

  TensorData data(String operation) {
    if (trace != null) {
      Trace.requireUsable(operation, this);
      throw TensorAccess.noNumbers(operation, this);
    }
    requireNotDonated(operation);
    TensorData known = data;
    if (known == null) {
      throw new AssertionError("a concrete tensor has data");
    }
    return known;
  }

  private static Tensor unary(Elementwise prim, Tensor x) {
    return TensorOps.INSTANCE.one(prim, x);
  }

  private static Tensor floating(String operation, Elementwise prim, Tensor x) {
    return TensorOps.INSTANCE.one(prim, TensorOps.floating(operation, x));
  }

  private Tensor number(String operation, double number) {
    return TensorOps.number(operation, this, number);
  }

  /// The F32 tensor with the given elements, which are copied, in row-major order; without a shape it is `[n]`.
  ///
  /// @throws ShapeException if the shape does not hold as many elements
  public static Tensor of(float[] elements, int... shape) {
    return Factories.of(DType.F32, elements.clone(), elements.length, shape);
  }

  /// The same for `double` elements.
  public static Tensor of(double[] elements, int... shape) {
    return Factories.of(DType.F64, elements.clone(), elements.length, shape);
  }

  /// The same for `int` elements.
  public static Tensor of(int[] elements, int... shape) {
    return Factories.of(DType.I32, elements.clone(), elements.length, shape);
  }

  /// The same for `long` elements.
  public static Tensor of(long[] elements, int... shape) {
    return Factories.of(DType.I64, elements.clone(), elements.length, shape);
  }

  /// The same for `boolean` elements.
  public static Tensor of(boolean[] elements, int... shape) {
    return Factories.of(DType.BOOL, elements.clone(), elements.length, shape);
  }

  /// A tensor of one number, without axes.
  public static Tensor scalar(float number) {
    return of(new float[] {number}, new int[0]);
  }

  /// The same for a `double`.
  public static Tensor scalar(double number) {
    return of(new double[] {number}, new int[0]);
  }

  /// The same for a `int`.
  public static Tensor scalar(int number) {
    return of(new int[] {number}, new int[0]);
  }

  /// The same for a `long`.
  public static Tensor scalar(long number) {
    return of(new long[] {number}, new int[0]);
  }

  /// The same for a `boolean`.
  public static Tensor scalar(boolean number) {
    return of(new boolean[] {number}, new int[0]);
  }

  /// Zeros (`false` for booleans).
  public static Tensor zeros(DType dtype, int... shape) {
    return full(dtype, 0, shape);
  }

  /// Ones (`true` for booleans).
  public static Tensor ones(DType dtype, int... shape) {
    return full(dtype, 1, shape);
  }

  /// The same number in every element.
  public static Tensor full(DType dtype, double number, int... shape) {
    TensorType type = new TensorType(dtype, Shape.of(shape));
    return TensorOps.INSTANCE.literal(Literal.of(number, type));
  }

  /// The whole numbers from 0 to `count` − 1.
  public static Tensor arange(DType dtype, int count) {
    return Factories.iota(TensorType.of(dtype, count), 0);
  }

  /// The identity matrix of `size` rows.
  public static Tensor eye(DType dtype, int size) {
    return Factories.eye(dtype, size);
  }

  /// The tensors one after the other along an axis.
  ///
  /// @throws ShapeException if they differ in another axis
  public static Tensor concat(int axis, Tensor... parts) {
    return Movements.concat(axis, List.of(parts));
  }

  /// The tensors, of equal shapes, along a new axis.
  ///
  /// @throws ShapeException if their shapes differ
  public static Tensor stack(int axis, Tensor... parts) {
    return Movements.stack(axis, List.of(parts));
  }

  /// Products summed over the indices that the result does not name, in Einstein's notation: `"ij,jk->ik"` is the
  /// matrix product. Without `->` the result has the indices that appear once, in alphabetical order.
  ///
  /// @throws ShapeException if the text does not fit the operands
  public static Tensor einsum(String indices, Tensor... operands) {
    return Einsum.of(indices, List.of(operands));
  }

  /// The shape.
  public Shape shape() {
    return type.shape();
  }

  /// The element type.
  public DType dtype() {
    return type.dtype();
  }

  /// Element type and shape.
  public TensorType type() {
    return type;
  }

  /// The only element.
  ///
  /// @throws ShapeException if there is not exactly one
  /// @throws TracedValueException inside a traced function
  public double item() {
    return Factories.item(this);
  }

  /// A copy of the elements in row-major order.
  ///
  /// @throws DTypeException if they are no `float`s
  /// @throws TracedValueException inside a traced function
  public float[] toFloatArray() {
    return Factories.require(this, DType.F32, "toFloatArray").floats().clone();
  }

  /// A copy of the elements in row-major order.
  ///
  /// @throws DTypeException if they are no `double`s
  /// @throws TracedValueException inside a traced function
  public double[] toDoubleArray() {
    return Factories.require(this, DType.F64, "toDoubleArray").doubles().clone();
  }

  /// A copy of the elements in row-major order.
  ///
  /// @throws DTypeException if they are no `int`s
  /// @throws TracedValueException inside a traced function
  public int[] toIntArray() {
    return Factories.require(this, DType.I32, "toIntArray").ints().clone();
  }

  /// A copy of the elements in row-major order.
  ///
  /// @throws DTypeException if they are no `long`s
  /// @throws TracedValueException inside a traced function
  public long[] toLongArray() {
    return Factories.require(this, DType.I64, "toLongArray").longs().clone();
  }

  /// A copy of the elements in row-major order.
  ///
  /// @throws DTypeException if they are no `boolean`s
  /// @throws TracedValueException inside a traced function
  public boolean[] toBooleanArray() {
    return Factories.require(this, DType.BOOL, "toBooleanArray").booleans().clone();
  }

  /// a + b, element by element.
  public Tensor plus(Tensor b) {
    return TensorOps.elementwise("plus", new Arithmetic.Plus(), this, b);
  }

  /// a + b, element by element.
  public Tensor plus(double b) {
    return plus(number("plus", b));
  }

  /// a − b, element by element.
  public Tensor minus(Tensor b) {
    return TensorOps.elementwise("minus", new Arithmetic.Minus(), this, b);
  }

  /// a − b, element by element.
  public Tensor minus(double b) {
    return minus(number("minus", b));
  }

  /// a · b, element by element.
  public Tensor times(Tensor b) {
    return TensorOps.elementwise("times", new Arithmetic.Times(), this, b);
  }

  /// a · b, element by element.
  public Tensor times(double b) {
    return times(number("times", b));
  }

  /// a / b; whole numbers divide as in Java, towards zero, element by element.
  public Tensor div(Tensor b) {
    return TensorOps.elementwise("div", new Arithmetic.Div(), this, b);
  }

  /// a / b; whole numbers divide as in Java, towards zero, element by element.
  public Tensor div(double b) {
    return div(number("div", b));
  }

  /// aᵇ, element by element.
  public Tensor pow(Tensor b) {
    return TensorOps.elementwise("pow", new Transcendental.Pow(), this, b);
  }

  /// aᵇ, element by element.
  public Tensor pow(double b) {
    return pow(number("pow", b));
  }

  /// The larger of a and b; NaN if one is NaN, element by element.
  public Tensor maximum(Tensor b) {
    return TensorOps.elementwise("maximum", new Arithmetic.Max(), this, b);
  }

  /// The larger of a and b; NaN if one is NaN, element by element.
  public Tensor maximum(double b) {
    return maximum(number("maximum", b));
  }

  /// The smaller of a and b; NaN if one is NaN, element by element.
  public Tensor minimum(Tensor b) {
    return TensorOps.elementwise("minimum", new Arithmetic.Min(), this, b);
  }

  /// The smaller of a and b; NaN if one is NaN, element by element.
  public Tensor minimum(double b) {
    return minimum(number("minimum", b));
  }

  /// The angle of the points (b, a) in (−π, π], element by element.
  public Tensor atan2(Tensor b) {
    return TensorOps.elementwise("atan2", new Transcendental.Atan2(), this, b);
  }

  /// The angle of the points (b, a) in (−π, π], element by element.
  public Tensor atan2(double b) {
    return atan2(number("atan2", b));
  }

  /// Whether a < b, element by element.
  public Tensor less(Tensor b) {
    return TensorOps.elementwise("less", new Logic.Less(), this, b);
  }

  /// Whether a < b, element by element.
  public Tensor less(double b) {
    return less(number("less", b));
  }

  /// Whether a ≤ b, element by element.
  public Tensor lessEqual(Tensor b) {
    return TensorOps.elementwise("lessEqual", new Logic.LessEqual(), this, b);
  }

  /// Whether a ≤ b, element by element.
  public Tensor lessEqual(double b) {
    return lessEqual(number("lessEqual", b));
  }

  /// Whether a > b, element by element.
  public Tensor greater(Tensor b) {
    return TensorOps.elementwise("greater", new Logic.Less(), b, this);
  }

  /// Whether a > b, element by element.
  public Tensor greater(double b) {
    return greater(number("greater", b));
  }

  /// Whether a ≥ b, element by element.
  public Tensor greaterEqual(Tensor b) {
    return TensorOps.elementwise("greaterEqual", new Logic.LessEqual(), b, this);
  }

  /// Whether a ≥ b, element by element.
  public Tensor greaterEqual(double b) {
    return greaterEqual(number("greaterEqual", b));
  }

  /// Whether a = b, element by element.
  public Tensor equalTo(Tensor b) {
    return TensorOps.elementwise("equalTo", new Logic.Equal(), this, b);
  }

  /// Whether a = b, element by element.
  public Tensor equalTo(double b) {
    return equalTo(number("equalTo", b));
  }

  /// Whether a ≠ b, element by element.
  public Tensor notEqualTo(Tensor b) {
    return TensorOps.elementwise("notEqualTo", new Logic.Equal(), this, b).not();
  }

  /// Whether a ≠ b, element by element.
  public Tensor notEqualTo(double b) {
    return notEqualTo(number("notEqualTo", b));
  }

  /// Elements of `a` where this mask holds, of `b` elsewhere; all three stretch to a common shape.
  ///
  /// @throws DTypeException if this is no mask
  public Tensor select(Tensor a, Tensor b) {
    return Factories.select(this, a, b);
  }

  /// And: logical of booleans, bitwise of whole numbers.
  public Tensor and(Tensor b) {
    return TensorOps.elementwise("and", new Logic.And(), this, b);
  }

  /// Or: logical of booleans, bitwise of whole numbers.
  public Tensor or(Tensor b) {
    return TensorOps.elementwise("or", new Logic.Or(), this, b);
  }

  /// Exclusive or: logical of booleans, bitwise of whole numbers.
  public Tensor xor(Tensor b) {
    return TensorOps.elementwise("xor", new Logic.Xor(), this, b);
  }

  /// Bits shifted to the left by b places.
  public Tensor shiftLeft(Tensor b) {
    return TensorOps.elementwise("shiftLeft", new Logic.ShiftLeft(), this, b);
  }

  /// Bits shifted to the right by b places, keeping the sign.
  public Tensor shiftRight(Tensor b) {
    return TensorOps.elementwise("shiftRight", new Logic.ShiftRight(), this, b);
  }

  /// Bits shifted to the right by b places, filled with zeros.
  public Tensor shiftRightLogical(Tensor b) {
    return TensorOps.elementwise("shiftRightLogical", new Logic.ShiftRightLogical(), this, b);
  }

  /// Not: logical of booleans, complement of whole numbers.
  public Tensor not() {
    return unary(new Logic.Not(), this);
  }

  /// −a.
  public Tensor negate() {
    return unary(new Arithmetic.Negate(), this);
  }

  /// −a; Kotlin's and Groovy's unary minus.
  public Tensor unaryMinus() {
    return negate();
  }

  /// |a|; the derivative at 0 is 0.
  public Tensor abs() {
    return unary(new Arithmetic.Abs(), this);
  }

  /// −1, 0 or 1 by the sign.
  public Tensor sign() {
    return unary(new Arithmetic.Sign(), this);
  }

  /// a².
  public Tensor square() {
    return times(this);
  }

  /// 1 / a.
  public Tensor reciprocal() {
    return TensorOps.INSTANCE.reciprocal(TensorOps.floating("reciprocal", this));
  }

  /// The largest whole number not above a.
  public Tensor floor() {
    return floating("floor", new Arithmetic.Floor(), this);
  }

  /// The smallest whole number not below a.
  public Tensor ceil() {
    return floating("ceil", new Arithmetic.Ceil(), this);
  }

  /// The nearest whole number, halves to even.
  public Tensor round() {
    return floating("round", new Arithmetic.Round(), this);
  }

  /// √a.
  public Tensor sqrt() {
    return floating("sqrt", new Transcendental.Sqrt(), this);
  }

  /// 1 / √a.
  public Tensor rsqrt() {
    return floating("rsqrt", new Transcendental.Rsqrt(), this);
  }

  /// ∛a.
  public Tensor cbrt() {
    return floating("cbrt", new Transcendental.Cbrt(), this);
  }

  /// eᵃ.
  public Tensor exp() {
    return floating("exp", new Transcendental.Exp(), this);
  }

  /// eᵃ − 1, accurate near 0.
  public Tensor expm1() {
    return floating("expm1", new Transcendental.Expm1(), this);
  }

  /// The natural logarithm.
  public Tensor log() {
    return floating("log", new Transcendental.Log(), this);
  }

  /// log(1 + a), accurate near 0.
  public Tensor log1p() {
    return floating("log1p", new Transcendental.Log1p(), this);
  }

  /// sin a.
  public Tensor sin() {
    return floating("sin", new Transcendental.Sin(), this);
  }

  /// cos a.
  public Tensor cos() {
    return floating("cos", new Transcendental.Cos(), this);
  }

  /// tan a.
  public Tensor tan() {
    return floating("tan", new Transcendental.Tan(), this);
  }

  /// The angle in [−π/2, π/2] whose sine is a.
  public Tensor asin() {
    return floating("asin", new Transcendental.Asin(), this);
  }

  /// The angle in [0, π] whose cosine is a.
  public Tensor acos() {
    return floating("acos", new Transcendental.Acos(), this);
  }

  /// The angle in [−π/2, π/2] whose tangent is a.
  public Tensor atan() {
    return floating("atan", new Transcendental.Atan(), this);
  }

  /// sinh a.
  public Tensor sinh() {
    return floating("sinh", new Transcendental.Sinh(), this);
  }

  /// cosh a.
  public Tensor cosh() {
    return floating("cosh", new Transcendental.Cosh(), this);
  }

  /// tanh a.
  public Tensor tanh() {
    return floating("tanh", new Transcendental.Tanh(), this);
  }

  /// 1 / (1 + e⁻ᵃ).
  public Tensor sigmoid() {
    return floating("sigmoid", new Transcendental.Sigmoid(), this);
  }

  /// The error function.
  public Tensor erf() {
    return floating("erf", new Transcendental.Erf(), this);
  }

  /// 1 − erf a, accurate for large a.
  public Tensor erfc() {
    return floating("erfc", new Transcendental.Erfc(), this);
  }

  /// log |Γ(a)|.
  public Tensor lgamma() {
    return floating("lgamma", new Transcendental.Lgamma(), this);
  }

  /// The digamma function, the derivative of log Γ.
  public Tensor digamma() {
    return floating("digamma", new Transcendental.Polygamma(0), this);
  }

  /// Whether an element is neither infinite nor NaN.
  public Tensor isFinite() {
    return floating("isFinite", new Logic.IsFinite(), this);
  }

  /// max(a, 0), the rectifier.
  public Tensor relu() {
    return maximum(0);
  }

  /// Elements below `low` replaced by it, those above `high` by that.
  public Tensor clamp(double low, double high) {
    return maximum(low).minimum(high);
  }

  /// The elements converted as by a Java cast; booleans become 0 and 1, and any number but 0 becomes true.
  public Tensor convert(DType to) {
    return TensorOps.INSTANCE.convert(this, to);
  }

  /// The same values, which count as constants in every derivative.
  public Tensor stopGradient() {
    return Factories.stopGradient(this);
  }

  /// The sum along axes, which are removed.
  public Tensor sum(int... axes) {
    return Reductions.over(this, "sum", Reduce.Sum::new, axes);
  }

  /// The product along axes, which are removed.
  public Tensor prod(int... axes) {
    return Reductions.over(this, "prod", Reduce.Prod::new, axes);
  }

  /// The largest element along axes, which are removed; of booleans, whether any holds.
  public Tensor max(int... axes) {
    return Reductions.over(this, "max", Reduce.Max::new, axes);
  }

  /// The smallest element along axes, which are removed; of booleans, whether all hold.
  public Tensor min(int... axes) {
    return Reductions.over(this, "min", Reduce.Min::new, axes);
  }

  /// The mean along axes, which are removed.
  public Tensor mean(int... axes) {
    return Reductions.mean(this, "mean", axes);
  }

  /// The variance along axes, which are removed: the mean of squared differences from the mean.
  public Tensor var(int... axes) {
    return Reductions.variance(this, axes);
  }

  /// The Euclidean norm along axes, which are removed, without overflow; its derivative at zero is 0.
  public Tensor norm(int... axes) {
    return Reductions.norm(this, axes);
  }

  /// log Σ eᵃ along axes, which are removed, without overflow.
  public Tensor logSumExp(int... axes) {
    return Reductions.logSumExp(this, axes);
  }

  /// The index of the first largest element along one axis, or among all elements in row-major order; as i32.
  public Tensor argMax(int... axes) {
    return Reductions.position(this, "argMax", Reduce.ArgMax::new, axes);
  }

  /// The index of the first smallest element along one axis, or among all elements in row-major order; as i32.
  public Tensor argMin(int... axes) {
    return Reductions.position(this, "argMin", Reduce.ArgMin::new, axes);
  }

  /// The running sum along an axis.
  public Tensor cumSum(int axis) {
    return TensorOps.INSTANCE.one(new Reduce.CumSum(type.shape().axis("cumSum", axis), false), this);
  }

  /// The running product along an axis.
  public Tensor cumProd(int axis) {
    return TensorOps.INSTANCE.one(new Reduce.CumProd(type.shape().axis("cumProd", axis), false), this);
  }

  /// The elements in rising order along an axis; NaN comes last.
  public Tensor sort(int axis) {
    return TensorOps.INSTANCE.apply(new Reduce.Sort(type.shape().axis("sort", axis)), List.of(this)).get(0);
  }

  /// Where the elements in rising order come from, as i32; equal ones keep their order.
  public Tensor argSort(int axis) {
    return TensorOps.INSTANCE.apply(new Reduce.Sort(type.shape().axis("argSort", axis)), List.of(this)).get(1);
  }

  /// eᵃ / Σ eᵃ along an axis, without overflow.
  public Tensor softmax(int axis) {
    return Reductions.softmax(this, axis);
  }

  /// a − log Σ eᵃ along an axis, without overflow.
  public Tensor logSoftmax(int axis) {
    return Reductions.logSoftmax(this, axis);
  }

  /// The same elements in row-major order under another shape; one extent may be −1 and follows from the others.
  ///
  /// @throws ShapeException if the numbers of elements differ
  public Tensor reshape(int... shape) {
    return Movements.reshape(this, shape);
  }

  /// The axes in another order: axis `i` of the result is `axes[i]`; without any, in reverse order.
  ///
  /// @throws ShapeException if the axes do not name each axis once
  public Tensor transpose(int... axes) {
    return Movements.transpose(this, axes);
  }

  /// The same with one axis moved to another place.
  public Tensor moveAxis(int from, int to) {
    return TensorOps.INSTANCE.moveAxis(this, shape().axis("moveAxis", from), shape().axis("moveAxis", to));
  }

  /// Copies along axes of size 1 and missing leading axes.
  ///
  /// @throws ShapeException if the shape does not fit
  public Tensor broadcastTo(int... shape) {
    return Movements.broadcastTo(this, shape);
  }

  /// The same with a new axis of size 1 before axis `axis`; −1 appends one.
  public Tensor expandAxis(int axis) {
    return Movements.expandAxis(this, axis);
  }

  /// The same without the named axes, which must be of size 1; without any, without all such axes.
  public Tensor squeeze(int... axes) {
    return Movements.squeeze(this, axes);
  }

  /// The elements from `from` (inclusive) to `to` (exclusive) along an axis; negative ends count from the end.
  public Tensor slice(int axis, int from, int to) {
    return slice(axis, from, to, 1);
  }

  /// Every `step`-th element from `from` (inclusive) to `to` (exclusive) along an axis.
  public Tensor slice(int axis, int from, int to, int step) {
    return Movements.slice(this, axis, from, to, step);
  }

  /// Element `index` along axis 0, which is removed; a negative index counts from the end.
  public Tensor get(int index) {
    return Movements.get(this, index);
  }

  /// Parts of the given sizes along an axis.
  ///
  /// @throws ShapeException if the sizes do not add up to the axis
  public List<Tensor> split(int axis, int... sizes) {
    return Movements.split(this, axis, sizes);
  }

  /// The elements in reverse order along an axis.
  public Tensor flip(int axis) {
    return TensorOps.INSTANCE.one(new Movement.Flip(List.of(shape().axis("flip", axis))), this);
  }

  /// Zeros around the elements of one axis.
  public Tensor pad(int axis, int before, int after) {
    return pad(axis, before, after, 0);
  }

  /// A number around the elements of one axis.
  public Tensor pad(int axis, int before, int after, double number) {
    return Movements.pad(this, axis, before, after, number);
  }

  /// The lower triangle of the matrices on the last two axes up to a diagonal (0 is the main one), zeros elsewhere.
  public Tensor lowerTriangle(int diagonal) {
    return TensorOps.INSTANCE.lowerTriangle(LinearAlgebra.matrices("lowerTriangle", this), diagonal);
  }

  /// The upper triangle of the matrices on the last two axes from a diagonal on, zeros elsewhere.
  public Tensor upperTriangle(int diagonal) {
    return TensorOps.INSTANCE.upperTriangle(LinearAlgebra.matrices("upperTriangle", this), diagonal);
  }

  /// One where the index along a new last axis of `count` equals the element, zero elsewhere.
  ///
  /// @throws DTypeException if the elements are no whole numbers
  public Tensor oneHot(int count, DType dtype) {
    return Factories.oneHot(this, count, dtype);
  }

  /// Slices at indices along an axis, as NumPy's `take`.
  ///
  /// @throws dev.leibniz.error.IndexException if an index is outside the axis
  public Tensor gather(Tensor indices, int axis) {
    return TensorOps.INSTANCE.one(new Index.Gather(shape().axis("gather", axis), 0), this, indices);
  }

  /// Elements at indices along an axis, one index per element, as NumPy's `take_along_axis`.
  public Tensor takeAlongAxis(Tensor indices, int axis) {
    return Movements.takeAlongAxis(this, indices, axis);
  }

  /// `updates` added to the slices at indices along an axis; equal indices add up.
  ///
  /// @throws dev.leibniz.error.IndexException if an index is outside the axis
  public Tensor scatterAdd(Tensor indices, Tensor updates, int axis) {
    return TensorOps.INSTANCE.one(new Index.ScatterAdd(shape().axis("scatterAdd", axis), 0), this, indices, updates);
  }

  /// The block of the given extents that begins at `starts`, one i32 per axis.
  public Tensor dynamicSlice(Tensor starts, int... extents) {
    return TensorOps.INSTANCE.one(new Index.DynamicSlice(Shape.of(extents)), this, starts);
  }

  /// The same with the block that begins at `starts`, one i32 per axis, replaced.
  public Tensor dynamicUpdate(Tensor block, Tensor starts) {
    return TensorOps.INSTANCE.one(new Index.DynamicUpdate(), this, block, starts);
  }

  /// The matrix product over the last two axes; leading axes stretch as in NumPy, and a tensor with one axis is a row
  /// on the left and a column on the right.
  ///
  /// @throws ShapeException if the inner axes differ
  public Tensor matmul(Tensor b) {
    return LinearAlgebra.matmul(this, b);
  }

  /// The convolution of images [n, channels, height, width] with weights [out, channels, kh, kw], stride 1, without
  /// padding.
  public Tensor convolution(Tensor weights) {
    return convolution(weights, ConvolutionOptions.defaults());
  }

  /// The convolution of images [n, channels, height, width] with weights [out, channels, kh, kw]:
  /// y[n, o, i, j] = Σ x[n, c, i·stride + kh·dilation − pad, …] · w[o, c, kh, kw].
  public Tensor convolution(Tensor weights, ConvolutionOptions options) {
    return TensorOps.INSTANCE.one(Contract.Convolution.forward(options.window()), this, weights);
  }

  /// The largest element of each window of images [n, channels, height, width], windows side by side.
  public Tensor maxPool(int height, int width) {
    return LinearAlgebra.pooled(this, "maxPool", height, width).max(3, 5);
  }

  /// The mean of each window of images [n, channels, height, width], windows side by side.
  public Tensor averagePool(int height, int width) {
    return LinearAlgebra.pooled(this, "averagePool", height, width).mean(3, 5);
  }

  /// The lower triangle L of symmetric positive definite matrices a = L·Lᵀ; the derivative is that of ½(a + aᵀ).
  ///
  /// @throws dev.leibniz.error.LinalgException if a matrix is not positive definite
  public Tensor cholesky() {
    return LinearAlgebra.cholesky(this);
  }

  /// x with a·x = b, by elimination with partial pivoting; `b` holds columns, or is one.
  public Tensor solve(Tensor b) {
    return LinearAlgebra.solve(this, b);
  }

  /// x with a·x = b for the lower or upper triangle of a; `b` holds columns, or is one.
  public Tensor triangularSolve(Tensor b, boolean lower) {
    return LinearAlgebra.triangularSolve(this, b, lower);
  }

  /// The inverse matrices; [#solve] is faster and more accurate where it will do.
  public Tensor inverse() {
    return LinearAlgebra.inverse(this);
  }

  /// The determinants.
  public Tensor det() {
    return LinearAlgebra.determinant(this);
  }

  /// log |det a|, without overflow.
  public Tensor logDet() {
    return LinearAlgebra.logDeterminant(this);
  }

  /// Prints the values on standard error, with a label, when they are computed; gives the same tensor.
  public Tensor print(String label) {
    TensorOps.INSTANCE.apply(new Effect.Print(label), List.of(this));
    return this;
  }

  /// The type, and the elements of a concrete tensor where there are few.
  @Override
  public String toString() {
    return Factories.text(this);
  }
}
