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
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Index;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Logic;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Reduce;
import dev.leibniz.ir.Transcendental;
import dev.leibniz.tensor.TensorOps.Takes;
import java.io.Serializable;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// An array of numbers or booleans with any number of axes, and what can be computed with it.
///
/// A tensor is a value: no operation changes it. Outside a traced function operations run at once;
/// inside one they are recorded. The tensors of one operation stretch to a common shape as in NumPy
/// (axes of size 1 and missing leading axes are copied along); their element types must be equal.
/// Java numbers take the tensor's element type. Axes are counted from 0, or from the end with
/// negative numbers; where several can be named and none is, all are meant.
///
/// ```java
/// Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
/// Tensor shares = x.div(x.sumKeep(1)); // f32[2, 3], rows add up to 1
/// ```
///
/// In what follows `a` is the tensor itself and `b` the other operand. An operation on elements by
/// themselves throws a [DTypeException] for element types that differ or do not fit, and a
/// [ShapeException] for shapes that do not stretch to a common one. Tensors compare by identity;
/// [#equalTo(Tensor)] compares elements.
public final class Tensor {
  private final TensorType type;
  private volatile Content content;

  Tensor(TensorData data) {
    this(data.type(), new Content.Numbers(data));
  }

  Tensor(TensorType type, Content content) {
    this.type = type;
    this.content = content;
  }

  Content content() {
    return content;
  }

  void donate() {
    content = new Content.Donated();
  }

  /// The elements.
  TensorData data(String operation) {
    return switch (content) {
      case Content.Numbers numbers -> numbers.data();
      case Content.Symbol symbol -> throw Trace.noNumbers(operation, type, symbol);
      case Content.Donated donated ->
          throw new DonatedException(
              Explanation.of(operation, "a donated tensor must not be used again")
                  .got(type + " whose memory now holds a result")
                  .fix("use the result instead, or do not donate this argument"));
    };
  }

  /// The F32 tensor with the given elements in row-major order, which are copied; without a shape
  /// it is `[n]`.
  ///
  /// @throws ShapeException if the shape does not hold as many elements
  public static Tensor of(float[] elements, int... shape) {
    return Factories.of(DType.F32, elements.clone(), elements.length, shape);
  }

  /// The F64 tensor with the given elements in row-major order, which are copied; without a shape
  /// it is `[n]`.
  ///
  /// @throws ShapeException if the shape does not hold as many elements
  public static Tensor of(double[] elements, int... shape) {
    return Factories.of(DType.F64, elements.clone(), elements.length, shape);
  }

  /// The I32 tensor with the given elements in row-major order, which are copied; without a shape
  /// it is `[n]`.
  ///
  /// @throws ShapeException if the shape does not hold as many elements
  public static Tensor of(int[] elements, int... shape) {
    return Factories.of(DType.I32, elements.clone(), elements.length, shape);
  }

  /// The I64 tensor with the given elements in row-major order, which are copied; without a shape
  /// it is `[n]`.
  ///
  /// @throws ShapeException if the shape does not hold as many elements
  public static Tensor of(long[] elements, int... shape) {
    return Factories.of(DType.I64, elements.clone(), elements.length, shape);
  }

  /// The BOOL tensor with the given elements in row-major order, which are copied; without a shape
  /// it is `[n]`.
  ///
  /// @throws ShapeException if the shape does not hold as many elements
  public static Tensor of(boolean[] elements, int... shape) {
    return Factories.of(DType.BOOL, elements.clone(), elements.length, shape);
  }

  /// A single F32 number, a tensor without axes.
  public static Tensor scalar(float number) {
    return Factories.scalar(DType.F32, new float[] {number});
  }

  /// A single F64 number, a tensor without axes.
  public static Tensor scalar(double number) {
    return Factories.scalar(DType.F64, new double[] {number});
  }

  /// A single I32 number, a tensor without axes.
  public static Tensor scalar(int number) {
    return Factories.scalar(DType.I32, new int[] {number});
  }

  /// A single I64 number, a tensor without axes.
  public static Tensor scalar(long number) {
    return Factories.scalar(DType.I64, new long[] {number});
  }

  /// A single BOOL boolean, a tensor without axes.
  public static Tensor scalar(boolean truth) {
    return Factories.scalar(DType.BOOL, new boolean[] {truth});
  }

  /// Zeros (`false` for booleans).
  public static Tensor zeros(DType dtype, int... shape) {
    return TensorOps.INSTANCE.zero(new TensorType(dtype, Shape.of(shape)));
  }

  /// Ones (`true` for booleans).
  public static Tensor ones(DType dtype, int... shape) {
    return TensorOps.INSTANCE.literal(Literal.of(1L, new TensorType(dtype, Shape.of(shape))));
  }

  /// The same number in every element.
  ///
  /// @throws DTypeException if the number is not one of the element type
  public static Tensor full(DType dtype, double number, int... shape) {
    return Factories.full(new TensorType(dtype, Shape.of(shape)), number);
  }

  /// The whole numbers from 0 to `count` − 1.
  public static Tensor arange(DType dtype, int count) {
    return Factories.arange(dtype, count);
  }

  /// `count` numbers from `from` to `to`, both included, at equal distances: element i is from +
  /// (to − from) · i / (count − 1).
  ///
  /// @throws DTypeException for element types that are not floating-point
  public static Tensor linspace(DType dtype, double from, double to, int count) {
    return Factories.linspace(dtype, from, to, count);
  }

  /// The identity matrix with `size` rows.
  public static Tensor eye(DType dtype, int size) {
    return Factories.eye(dtype, size);
  }

  /// The tensors one after the other along an axis.
  ///
  /// @throws ShapeException if there are none, or they differ in another axis
  public static Tensor concat(int axis, Tensor... parts) {
    return Movements.concat(axis, List.of(parts));
  }

  /// The tensors, of one shape, along a new axis put before axis `axis`.
  ///
  /// @throws ShapeException if there are none, or their shapes differ
  public static Tensor stack(int axis, Tensor... parts) {
    return Movements.stack(axis, List.of(parts));
  }

  /// Products summed over the indices that the result does not name, in Einstein's notation:
  /// `"ij,jk->ik"` is the matrix product, `"ii->i"` the diagonal, `"...ij->...ji"` a transpose.
  /// Without `->` the result has the indices that appear once, in alphabetical order.
  ///
  /// Three and more operands are multiplied from left to right.
  ///
  /// @throws ShapeException if the text does not fit the operands
  public static Tensor einsum(String spec, Tensor... operands) {
    return Einsum.of(spec, List.of(operands));
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

  /// The only element as a `double`; a boolean is 0 or 1.
  ///
  /// @throws ShapeException if there is not exactly one
  /// @throws TracedValueException inside a traced function
  public double item() {
    return Factories.item(this);
  }

  /// A copy of the elements in row-major order.
  ///
  /// @throws DTypeException if the element type is not F32
  /// @throws TracedValueException inside a traced function
  public float[] toFloatArray() {
    return Factories.elements("toFloatArray", DType.F32, this).floats().clone();
  }

  /// A copy of the elements in row-major order.
  ///
  /// @throws DTypeException if the element type is not F64
  /// @throws TracedValueException inside a traced function
  public double[] toDoubleArray() {
    return Factories.elements("toDoubleArray", DType.F64, this).doubles().clone();
  }

  /// A copy of the elements in row-major order.
  ///
  /// @throws DTypeException if the element type is not I32
  /// @throws TracedValueException inside a traced function
  public int[] toIntArray() {
    return Factories.elements("toIntArray", DType.I32, this).ints().clone();
  }

  /// A copy of the elements in row-major order.
  ///
  /// @throws DTypeException if the element type is not I64
  /// @throws TracedValueException inside a traced function
  public long[] toLongArray() {
    return Factories.elements("toLongArray", DType.I64, this).longs().clone();
  }

  /// A copy of the elements in row-major order.
  ///
  /// @throws DTypeException if the element type is not BOOL
  /// @throws TracedValueException inside a traced function
  public boolean[] toBooleanArray() {
    return Factories.elements("toBooleanArray", DType.BOOL, this).booleans().clone();
  }

  /// a + b.
  public Tensor plus(Tensor b) {
    return TensorOps.binary("plus", Takes.NUMBERS, new Arithmetic.Plus(), this, b);
  }

  /// a + b.
  public Tensor plus(double b) {
    return plus(TensorOps.number("plus", this, b));
  }

  /// a − b.
  public Tensor minus(Tensor b) {
    return TensorOps.binary("minus", Takes.NUMBERS, new Arithmetic.Minus(), this, b);
  }

  /// a − b.
  public Tensor minus(double b) {
    return minus(TensorOps.number("minus", this, b));
  }

  /// a · b.
  public Tensor times(Tensor b) {
    return TensorOps.binary("times", Takes.NUMBERS, new Arithmetic.Times(), this, b);
  }

  /// a · b.
  public Tensor times(double b) {
    return times(TensorOps.number("times", this, b));
  }

  /// a / b; whole numbers divide as in Java, towards zero.
  public Tensor div(Tensor b) {
    return TensorOps.binary("div", Takes.NUMBERS, new Arithmetic.Div(), this, b);
  }

  /// a / b; whole numbers divide as in Java, towards zero.
  public Tensor div(double b) {
    return div(TensorOps.number("div", this, b));
  }

  /// aᵇ. The derivative in a at b = 0 is 0, and that in b at a = 0 is 0 for b > 0.
  public Tensor pow(Tensor b) {
    return TensorOps.binary("pow", Takes.FLOATING, new Transcendental.Pow(), this, b);
  }

  /// aᵇ. The derivative in a at b = 0 is 0, and that in b at a = 0 is 0 for b > 0.
  public Tensor pow(double b) {
    return pow(TensorOps.number("pow", this, b));
  }

  /// The larger of a and b; NaN if one is NaN. Equal ones share the derivative.
  public Tensor maximum(Tensor b) {
    return TensorOps.binary("maximum", Takes.NUMBERS, new Arithmetic.Max(), this, b);
  }

  /// The larger of a and b; NaN if one is NaN. Equal ones share the derivative.
  public Tensor maximum(double b) {
    return maximum(TensorOps.number("maximum", this, b));
  }

  /// The smaller of a and b; NaN if one is NaN. Equal ones share the derivative.
  public Tensor minimum(Tensor b) {
    return TensorOps.binary("minimum", Takes.NUMBERS, new Arithmetic.Min(), this, b);
  }

  /// The smaller of a and b; NaN if one is NaN. Equal ones share the derivative.
  public Tensor minimum(double b) {
    return minimum(TensorOps.number("minimum", this, b));
  }

  /// The angle in (−π, π] of the point with abscissa b and ordinate a.
  public Tensor atan2(Tensor b) {
    return TensorOps.binary("atan2", Takes.FLOATING, new Transcendental.Atan2(), this, b);
  }

  /// The angle in (−π, π] of the point with abscissa b and ordinate a.
  public Tensor atan2(double b) {
    return atan2(TensorOps.number("atan2", this, b));
  }

  /// Whether a < b.
  public Tensor less(Tensor b) {
    return TensorOps.binary("less", Takes.NUMBERS, new Logic.Less(), this, b);
  }

  /// Whether a < b.
  public Tensor less(double b) {
    return less(TensorOps.number("less", this, b));
  }

  /// Whether a ≤ b.
  public Tensor lessEqual(Tensor b) {
    return TensorOps.binary("lessEqual", Takes.NUMBERS, new Logic.LessEqual(), this, b);
  }

  /// Whether a ≤ b.
  public Tensor lessEqual(double b) {
    return lessEqual(TensorOps.number("lessEqual", this, b));
  }

  /// Whether a > b.
  public Tensor greater(Tensor b) {
    return TensorOps.exchanged("greater", Takes.NUMBERS, new Logic.Less(), this, b);
  }

  /// Whether a > b.
  public Tensor greater(double b) {
    return greater(TensorOps.number("greater", this, b));
  }

  /// Whether a ≥ b.
  public Tensor greaterEqual(Tensor b) {
    return TensorOps.exchanged("greaterEqual", Takes.NUMBERS, new Logic.LessEqual(), this, b);
  }

  /// Whether a ≥ b.
  public Tensor greaterEqual(double b) {
    return greaterEqual(TensorOps.number("greaterEqual", this, b));
  }

  /// Whether a = b; NaN equals nothing.
  public Tensor equalTo(Tensor b) {
    return TensorOps.binary("equalTo", Takes.ANY, new Logic.Equal(), this, b);
  }

  /// Whether a = b; NaN equals nothing.
  public Tensor equalTo(double b) {
    return equalTo(TensorOps.number("equalTo", this, b));
  }

  /// Whether a ≠ b; NaN differs from everything.
  public Tensor notEqualTo(Tensor b) {
    return TensorOps.binary("notEqualTo", Takes.ANY, new Logic.Equal(), this, b).not();
  }

  /// Whether a ≠ b; NaN differs from everything.
  public Tensor notEqualTo(double b) {
    return notEqualTo(TensorOps.number("notEqualTo", this, b));
  }

  /// Elements of `yes` where this mask holds, of `no` elsewhere.
  ///
  /// @throws DTypeException if this is no mask
  public Tensor select(Tensor yes, Tensor no) {
    return Movements.select(this, yes, no);
  }

  /// The same with a number where this mask does not hold.
  public Tensor select(Tensor yes, double no) {
    return select(yes, TensorOps.number("select", yes, no));
  }

  /// The same with a number where this mask holds.
  public Tensor select(double yes, Tensor no) {
    return select(TensorOps.number("select", no, yes), no);
  }

  /// And: logical of booleans, bitwise of whole numbers.
  public Tensor and(Tensor b) {
    return TensorOps.binary("and", Takes.BITS, new Logic.And(), this, b);
  }

  /// Or: logical of booleans, bitwise of whole numbers.
  public Tensor or(Tensor b) {
    return TensorOps.binary("or", Takes.BITS, new Logic.Or(), this, b);
  }

  /// Exclusive or: logical of booleans, bitwise of whole numbers.
  public Tensor xor(Tensor b) {
    return TensorOps.binary("xor", Takes.BITS, new Logic.Xor(), this, b);
  }

  /// The bits of a shifted to the left by b places, counted modulo the width.
  public Tensor shiftLeft(Tensor b) {
    return TensorOps.binary("shiftLeft", Takes.WHOLE, new Logic.ShiftLeft(), this, b);
  }

  /// The bits of a shifted to the right by b places, keeping the sign.
  public Tensor shiftRight(Tensor b) {
    return TensorOps.binary("shiftRight", Takes.WHOLE, new Logic.ShiftRight(), this, b);
  }

  /// The bits of a shifted to the right by b places, filled with zeros.
  public Tensor shiftRightLogical(Tensor b) {
    return TensorOps.binary(
        "shiftRightLogical", Takes.WHOLE, new Logic.ShiftRightLogical(), this, b);
  }

  /// Not: logical of booleans, complement of whole numbers.
  public Tensor not() {
    return TensorOps.unary("not", Takes.BITS, new Logic.Not(), this);
  }

  /// −a.
  public Tensor negate() {
    return TensorOps.unary("negate", Takes.NUMBERS, new Arithmetic.Negate(), this);
  }

  /// −a, under the name that Kotlin and Groovy read as an operator.
  public Tensor unaryMinus() {
    return negate();
  }

  /// |a|; the derivative at 0 is 0.
  public Tensor abs() {
    return TensorOps.unary("abs", Takes.NUMBERS, new Arithmetic.Abs(), this);
  }

  /// −1, 0 or 1 by the sign of a; NaN stays.
  public Tensor sign() {
    return TensorOps.unary("sign", Takes.NUMBERS, new Arithmetic.Sign(), this);
  }

  /// f of every element: a lambda of plain Java, of arithmetic, `Math` and conditions, read into
  /// the program, so that it is fused and differentiated like the operations it stands for. Both
  /// ways of a condition are computed.
  ///
  /// ```java
  /// Tensor softplus = x.map(v -> v > 30 ? v : Math.log1p(Math.exp(v)));
  /// ```
  ///
  /// @throws dev.leibniz.error.UnsupportedCodeException if f does anything else
  public <F extends DoubleUnaryOperator & Serializable> Tensor map(F f) {
    return Lambdas.reader().map(f, this);
  }

  /// The largest whole number not above a.
  public Tensor floor() {
    return TensorOps.unary("floor", Takes.FLOATING, new Arithmetic.Floor(), this);
  }

  /// The smallest whole number not below a.
  public Tensor ceil() {
    return TensorOps.unary("ceil", Takes.FLOATING, new Arithmetic.Ceil(), this);
  }

  /// The nearest whole number, halves to even.
  public Tensor round() {
    return TensorOps.unary("round", Takes.FLOATING, new Arithmetic.Round(), this);
  }

  /// √a.
  public Tensor sqrt() {
    return TensorOps.unary("sqrt", Takes.FLOATING, new Transcendental.Sqrt(), this);
  }

  /// 1 / √a.
  public Tensor rsqrt() {
    return TensorOps.unary("rsqrt", Takes.FLOATING, new Transcendental.Rsqrt(), this);
  }

  /// ∛a.
  public Tensor cbrt() {
    return TensorOps.unary("cbrt", Takes.FLOATING, new Transcendental.Cbrt(), this);
  }

  /// eᵃ.
  public Tensor exp() {
    return TensorOps.unary("exp", Takes.FLOATING, new Transcendental.Exp(), this);
  }

  /// eᵃ − 1, accurate near 0.
  public Tensor expm1() {
    return TensorOps.unary("expm1", Takes.FLOATING, new Transcendental.Expm1(), this);
  }

  /// The natural logarithm of a.
  public Tensor log() {
    return TensorOps.unary("log", Takes.FLOATING, new Transcendental.Log(), this);
  }

  /// log(1 + a), accurate near 0.
  public Tensor log1p() {
    return TensorOps.unary("log1p", Takes.FLOATING, new Transcendental.Log1p(), this);
  }

  /// sin a.
  public Tensor sin() {
    return TensorOps.unary("sin", Takes.FLOATING, new Transcendental.Sin(), this);
  }

  /// cos a.
  public Tensor cos() {
    return TensorOps.unary("cos", Takes.FLOATING, new Transcendental.Cos(), this);
  }

  /// tan a.
  public Tensor tan() {
    return TensorOps.unary("tan", Takes.FLOATING, new Transcendental.Tan(), this);
  }

  /// The angle in [−π/2, π/2] whose sine is a.
  public Tensor asin() {
    return TensorOps.unary("asin", Takes.FLOATING, new Transcendental.Asin(), this);
  }

  /// The angle in [0, π] whose cosine is a.
  public Tensor acos() {
    return TensorOps.unary("acos", Takes.FLOATING, new Transcendental.Acos(), this);
  }

  /// The angle in [−π/2, π/2] whose tangent is a.
  public Tensor atan() {
    return TensorOps.unary("atan", Takes.FLOATING, new Transcendental.Atan(), this);
  }

  /// sinh a.
  public Tensor sinh() {
    return TensorOps.unary("sinh", Takes.FLOATING, new Transcendental.Sinh(), this);
  }

  /// cosh a.
  public Tensor cosh() {
    return TensorOps.unary("cosh", Takes.FLOATING, new Transcendental.Cosh(), this);
  }

  /// tanh a.
  public Tensor tanh() {
    return TensorOps.unary("tanh", Takes.FLOATING, new Transcendental.Tanh(), this);
  }

  /// 1 / (1 + e⁻ᵃ).
  public Tensor sigmoid() {
    return TensorOps.unary("sigmoid", Takes.FLOATING, new Transcendental.Sigmoid(), this);
  }

  /// The error function 2/√π ∫₀ᵃ e^(−t²) dt.
  public Tensor erf() {
    return TensorOps.unary("erf", Takes.FLOATING, new Transcendental.Erf(), this);
  }

  /// 1 − erf a, accurate for large a.
  public Tensor erfc() {
    return TensorOps.unary("erfc", Takes.FLOATING, new Transcendental.Erfc(), this);
  }

  /// log |Γ(a)|.
  public Tensor lgamma() {
    return TensorOps.unary("lgamma", Takes.FLOATING, new Transcendental.Lgamma(), this);
  }

  /// The digamma function, the derivative of log Γ.
  public Tensor digamma() {
    return TensorOps.unary("digamma", Takes.FLOATING, new Transcendental.Polygamma(0), this);
  }

  /// Whether an element is neither infinite nor NaN.
  public Tensor isFinite() {
    return TensorOps.unary("isFinite", Takes.FLOATING, new Logic.IsFinite(), this);
  }

  /// a².
  public Tensor square() {
    return times(this);
  }

  /// 1 / a.
  public Tensor reciprocal() {
    return TensorOps.INSTANCE.reciprocal(Takes.FLOATING.check("reciprocal", this));
  }

  /// max(a, 0), the rectifier; the derivative at 0 is 0.
  public Tensor relu() {
    return lessEqual(TensorOps.number("relu", this, 0)).select(0, this);
  }

  /// Elements below `low` replaced by it, and those above `high` by that.
  public Tensor clamp(double low, double high) {
    return TensorOps.clamp(this, low, high);
  }

  /// The elements in another type, as by a Java cast; booleans become 0 and 1, and any number but 0
  /// becomes true.
  public Tensor convert(DType to) {
    return TensorOps.INSTANCE.convert(this, to);
  }

  /// The same values, which count as constants in every derivative.
  public Tensor stopGradient() {
    return StopGradient.of(this);
  }

  /// The sum along axes; 0 for no elements.
  public Tensor sum(int... axes) {
    return Reductions.over("sum", Takes.NUMBERS, Reduce.Sum::new, this, axes);
  }

  /// [#sum] with the axes kept, of size 1.
  public Tensor sumKeep(int... axes) {
    return Reductions.keep(
        this, axes, Reductions.over("sumKeep", Takes.NUMBERS, Reduce.Sum::new, this, axes));
  }

  /// The product along axes; 1 for no elements.
  public Tensor prod(int... axes) {
    return Reductions.over("prod", Takes.NUMBERS, Reduce.Prod::new, this, axes);
  }

  /// [#prod] with the axes kept, of size 1.
  public Tensor prodKeep(int... axes) {
    return Reductions.keep(
        this, axes, Reductions.over("prodKeep", Takes.NUMBERS, Reduce.Prod::new, this, axes));
  }

  /// The largest element along axes; NaN if one is NaN. Equal ones share the derivative.
  public Tensor max(int... axes) {
    return Reductions.over("max", Takes.NUMBERS, Reduce.Max::new, this, axes);
  }

  /// [#max] with the axes kept, of size 1.
  public Tensor maxKeep(int... axes) {
    return Reductions.keep(
        this, axes, Reductions.over("maxKeep", Takes.NUMBERS, Reduce.Max::new, this, axes));
  }

  /// The smallest element along axes; NaN if one is NaN. Equal ones share the derivative.
  public Tensor min(int... axes) {
    return Reductions.over("min", Takes.NUMBERS, Reduce.Min::new, this, axes);
  }

  /// [#min] with the axes kept, of size 1.
  public Tensor minKeep(int... axes) {
    return Reductions.keep(
        this, axes, Reductions.over("minKeep", Takes.NUMBERS, Reduce.Min::new, this, axes));
  }

  /// The mean along axes.
  ///
  /// @throws DTypeException if the elements are not floating-point numbers
  public Tensor mean(int... axes) {
    return Reductions.mean("mean", this, axes);
  }

  /// [#mean] with the axes kept, of size 1.
  public Tensor meanKeep(int... axes) {
    return Reductions.keep(this, axes, Reductions.mean("meanKeep", this, axes));
  }

  /// The variance along axes: the mean of the squared distances from the mean.
  ///
  /// @throws DTypeException if the elements are not floating-point numbers
  public Tensor var(int... axes) {
    return Reductions.variance("var", this, axes);
  }

  /// [#var] with the axes kept, of size 1.
  public Tensor varKeep(int... axes) {
    return Reductions.keep(this, axes, Reductions.variance("varKeep", this, axes));
  }

  /// The Euclidean norm along axes, √Σa², without overflow; its derivative at 0 is 0.
  ///
  /// @throws DTypeException if the elements are not floating-point numbers
  public Tensor norm(int... axes) {
    return Reductions.norm("norm", this, axes);
  }

  /// [#norm] with the axes kept, of size 1.
  public Tensor normKeep(int... axes) {
    return Reductions.keep(this, axes, Reductions.norm("normKeep", this, axes));
  }

  /// log Σ eᵃ along axes, without overflow; −∞ for no elements and for those that are all −∞, where
  /// the derivative is 0.
  ///
  /// @throws DTypeException if the elements are not floating-point numbers
  public Tensor logSumExp(int... axes) {
    return Reductions.logSumExp("logSumExp", this, axes);
  }

  /// [#logSumExp] with the axes kept, of size 1.
  public Tensor logSumExpKeep(int... axes) {
    return Reductions.keep(this, axes, Reductions.logSumExp("logSumExpKeep", this, axes));
  }

  /// Whether an element along axes holds.
  ///
  /// @throws DTypeException if this is no mask
  public Tensor any(int... axes) {
    return Reductions.over("any", Takes.BOOLEANS, Reduce.Max::new, this, axes);
  }

  /// Whether all elements along axes hold.
  ///
  /// @throws DTypeException if this is no mask
  public Tensor all(int... axes) {
    return Reductions.over("all", Takes.BOOLEANS, Reduce.Min::new, this, axes);
  }

  /// Where the first largest element along axes stands, as I32; along several axes it is counted in
  /// row-major order. The first NaN counts as largest.
  public Tensor argMax(int... axes) {
    return Reductions.position("argMax", Reduce.ArgMax::new, this, axes);
  }

  /// Where the first smallest element along axes stands, as I32; along several axes it is counted
  /// in row-major order. The first NaN counts as smallest.
  public Tensor argMin(int... axes) {
    return Reductions.position("argMin", Reduce.ArgMin::new, this, axes);
  }

  /// The running sum along an axis: element k is a₀ + … + aₖ.
  public Tensor cumSum(int axis) {
    return TensorOps.INSTANCE.one(
        new Reduce.CumSum(shape().axis("cumSum", axis), false),
        Takes.NUMBERS.check("cumSum", this));
  }

  /// The running product along an axis: element k is a₀ · … · aₖ.
  public Tensor cumProd(int axis) {
    return TensorOps.INSTANCE.one(
        new Reduce.CumProd(shape().axis("cumProd", axis), false),
        Takes.NUMBERS.check("cumProd", this));
  }

  /// The elements along an axis in rising order; −0 comes before +0, and NaN last.
  public Tensor sort(int axis) {
    return Reductions.sorted("sort", this, axis).get(0);
  }

  /// Where the elements of [#sort] come from, as I32; equal ones keep their order.
  public Tensor argSort(int axis) {
    return Reductions.sorted("argSort", this, axis).get(1);
  }

  /// eᵃ / Σ eᵃ along an axis, without overflow; zeros where all elements are −∞.
  public Tensor softmax(int axis) {
    return Reductions.softmax(this, axis);
  }

  /// a − log Σ eᵃ along an axis, without overflow.
  public Tensor logSoftmax(int axis) {
    return Reductions.logSoftmax(this, axis);
  }

  /// The same elements in row-major order under another shape; one extent may be −1 and follows
  /// from the others.
  ///
  /// @throws ShapeException if the numbers of elements differ
  public Tensor reshape(int... shape) {
    return Movements.reshape(this, shape);
  }

  /// The axes in another order: axis `i` of the result is axis `axes[i]`; without any, in reverse
  /// order.
  ///
  /// @throws ShapeException if the axes do not name each axis once
  public Tensor transpose(int... axes) {
    return Movements.transpose(this, axes);
  }

  /// The same with one axis moved to another place.
  public Tensor moveAxis(int from, int to) {
    return TensorOps.INSTANCE.moveAxis(
        this, shape().axis("moveAxis", from), shape().axis("moveAxis", to));
  }

  /// Copies along axes of size 1 and missing leading axes.
  ///
  /// @throws ShapeException if the shape does not fit
  public Tensor broadcastTo(int... shape) {
    return Movements.broadcastTo(this, shape);
  }

  /// The same with a new axis of size 1 put before axis `axis`; −1 puts it last.
  public Tensor expandAxis(int axis) {
    return Movements.expandAxis(this, axis);
  }

  /// The same without the named axes, which must be of size 1; without any, without all such axes.
  ///
  /// @throws ShapeException if a named axis is of another size
  public Tensor squeeze(int... axes) {
    return Movements.squeeze(this, axes);
  }

  /// The elements from `from` (inclusive) to `to` (exclusive) along an axis; negative numbers count
  /// from the end.
  ///
  /// @throws ShapeException if the range does not lie within the axis
  public Tensor slice(int axis, int from, int to) {
    return Movements.slice(this, axis, from, to, 1);
  }

  /// Every `step`-th element from `from` (inclusive) to `to` (exclusive) along an axis.
  ///
  /// @throws ShapeException if the range does not lie within the axis, or the step is below 1
  public Tensor slice(int axis, int from, int to, int step) {
    return Movements.slice(this, axis, from, to, step);
  }

  /// What stands at indices along the first axes, which are removed; negative ones count from the
  /// end. Indices that are data are for [#gather].
  ///
  /// @throws dev.leibniz.error.IndexException if an index is outside its axis
  public Tensor get(int... indices) {
    return Movements.get(this, indices);
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

  /// Zeros put before and after the elements along an axis.
  public Tensor pad(int axis, int before, int after) {
    return Movements.pad(this, axis, before, after, 0);
  }

  /// A number put before and after the elements along an axis.
  ///
  /// @throws DTypeException if the number is not one of the element type
  public Tensor pad(int axis, int before, int after, double number) {
    TensorOps.requireNumber("pad", this, number);
    return Movements.pad(this, axis, before, after, number);
  }

  /// The matrices on the last two axes with zeros above a diagonal; 0 is the main one, 1 the one
  /// above it.
  public Tensor lowerTriangle(int diagonal) {
    return TensorOps.INSTANCE.lowerTriangle(
        LinearAlgebra.matrices("lowerTriangle", this), diagonal);
  }

  /// The matrices on the last two axes with zeros below a diagonal; 0 is the main one, 1 the one
  /// above it.
  public Tensor upperTriangle(int diagonal) {
    return TensorOps.INSTANCE.upperTriangle(
        LinearAlgebra.matrices("upperTriangle", this), diagonal);
  }

  /// The main diagonals of the square matrices on the last two axes.
  public Tensor diagonal() {
    return LinearAlgebra.diagonal(this);
  }

  /// Along a new last axis of `count`: one at the index that the element names, zero elsewhere;
  /// only zeros for an element that is no index.
  ///
  /// @throws DTypeException if the elements are no whole numbers
  public Tensor oneHot(int count, DType dtype) {
    return Factories.oneHot(this, count, dtype);
  }

  /// Whole slices at indices along an axis, as NumPy's `take`: axis `axis` gives way to the axes of
  /// the indices.
  ///
  /// @throws dev.leibniz.error.IndexException if an index is outside the axis
  public Tensor gather(Tensor indices, int axis) {
    return Movements.gather(this, indices, axis);
  }

  /// Single elements at indices along an axis, as NumPy's `take_along_axis`; the other axes are
  /// those of the indices.
  ///
  /// @throws dev.leibniz.error.IndexException if an index is outside the axis
  public Tensor takeAlongAxis(Tensor indices, int axis) {
    return Movements.takeAlongAxis(this, indices, axis);
  }

  /// The tensor with `updates` added to its slices at indices along an axis; equal indices add up,
  /// in the order of the updates, which have the shape of `gather(indices, axis)`.
  ///
  /// @throws dev.leibniz.error.IndexException if an index is outside the axis
  public Tensor scatterAdd(Tensor indices, Tensor updates, int axis) {
    return Movements.scatterAdd(this, indices, updates, axis);
  }

  /// The block of the given extents that begins at `starts`, whole numbers, one per axis.
  ///
  /// @throws dev.leibniz.error.IndexException if it does not lie within the tensor
  public Tensor dynamicSlice(Tensor starts, int... extents) {
    return TensorOps.INSTANCE.one(new Index.DynamicSlice(Shape.of(extents)), this, starts);
  }

  /// The tensor with the block replaced that begins at `starts`, whole numbers, one per axis.
  ///
  /// @throws dev.leibniz.error.IndexException if it does not lie within the tensor
  public Tensor dynamicUpdate(Tensor block, Tensor starts) {
    return TensorOps.INSTANCE.one(new Index.DynamicUpdate(), this, block, starts);
  }

  /// The matrix product over a's last and b's last but one axis; leading axes stretch as in NumPy.
  /// A tensor with one axis is a row on the left, a column on the right.
  ///
  /// @throws ShapeException if the inner axes differ
  public Tensor matmul(Tensor b) {
    return LinearAlgebra.matmul(this, b);
  }

  /// The convolution of images [n, channels, height, width] with weights [out, channels, kh, kw],
  /// stride 1, without padding.
  ///
  /// @throws ShapeException if the channels differ or the window is larger than the image
  public Tensor convolution(Tensor weights) {
    return Images.convolution(this, weights, ConvolutionOptions.defaults());
  }

  /// The convolution of images [n, channels, height, width] with weights [out, channels, kh, kw]:
  /// y[n, o, i, j] = Σ x[n, c, i·stride + k·dilation − padding, …] · w[o, c, k, …].
  ///
  /// @throws ShapeException if the channels differ or the window is larger than the padded image
  public Tensor convolution(Tensor weights, ConvolutionOptions options) {
    return Images.convolution(this, weights, options);
  }

  /// The largest element of each window of images [..., height, width], windows side by side; rows
  /// and columns that fill no window are left out.
  public Tensor maxPool(int height, int width) {
    return Images.maxPool(this, height, width);
  }

  /// The largest element of each window of images [..., height, width] that moves by stride, over
  /// the image with −∞ around it.
  public Tensor maxPool(int height, int width, ConvolutionOptions options) {
    return Images.maxPool(this, height, width, options);
  }

  /// The mean of each window of images [..., height, width], windows side by side; rows and columns
  /// that fill no window are left out.
  public Tensor averagePool(int height, int width) {
    return Images.averagePool(this, height, width);
  }

  /// The mean of each window of images [..., height, width] that moves by stride, over the image
  /// with zeros around it, which count.
  public Tensor averagePool(int height, int width, ConvolutionOptions options) {
    return Images.averagePool(this, height, width, options);
  }

  /// The lower triangle L with L·Lᵀ = ½(a + aᵀ), for symmetric positive definite matrices.
  ///
  /// @throws dev.leibniz.error.LinalgException if a matrix is not positive definite
  public Tensor cholesky() {
    return LinearAlgebra.cholesky(this);
  }

  /// x with a·x = b, by elimination with partial pivoting; `b` has columns, or is one column if it
  /// has one axis. Leading axes stretch.
  ///
  /// @throws dev.leibniz.error.LinalgException if a matrix is singular; inside a traced function
  ///   the result is then not finite
  public Tensor solve(Tensor b) {
    return LinearAlgebra.solve(this, b);
  }

  /// x with t·x = b, where t is the lower or the upper triangle of a.
  public Tensor triangularSolve(Tensor b, boolean lower) {
    return LinearAlgebra.triangularSolve(this, b, lower, false);
  }

  /// x with t·x = b, or with tᵀ·x = b, where t is the lower or the upper triangle of a.
  public Tensor triangularSolve(Tensor b, boolean lower, boolean transposed) {
    return LinearAlgebra.triangularSolve(this, b, lower, transposed);
  }

  /// The inverse matrices; [#solve] is faster and more accurate where it will do.
  ///
  /// @throws dev.leibniz.error.LinalgException as [#solve] does
  public Tensor inverse() {
    return LinearAlgebra.inverse(this);
  }

  /// The determinants. The derivative exists in matrices that are not singular.
  public Tensor det() {
    return LinearAlgebra.det(this);
  }

  /// log |det a|, without overflow; −∞ for singular matrices.
  public Tensor logDet() {
    return LinearAlgebra.logDet(this);
  }

  /// Prints the values on standard error, with a label, when they are computed; gives the tensor
  /// back.
  public Tensor print(String label) {
    TensorOps.INSTANCE.apply(new Effect.Print(label), List.of(this));
    return this;
  }

  /// The type and the elements, of a large tensor those at the ends of each axis; of a traced one
  /// the type alone.
  @Override
  public String toString() {
    return TensorText.of(this);
  }
}
