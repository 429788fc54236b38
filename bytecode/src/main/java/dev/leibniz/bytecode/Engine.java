package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Bailout;
import dev.leibniz.bytecode.runtime.Tape;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.DerivativeException;
import dev.leibniz.error.Explanation;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Compiles functions to their derivatives and runs them.
public final class Engine {
  private Engine() {}

  /// f^(order) of a function of one variable.
  public static final class Derivative implements UnivariateFunction, Derived {
    private static final long serialVersionUID = 1L;

    private final UnivariateFunction function;
    private final int order;
    private final transient Series series;

    /// Reads and transforms the function.
    public Derivative(UnivariateFunction function, int order, Settings settings) {
      this.function = function;
      this.order = order;
      this.series = new Series(function, order, settings);
    }

    /// The function that this is a derivative of.
    public UnivariateFunction function() {
      return function;
    }

    /// How often it is differentiated.
    public int order() {
      return order;
    }

    @Override
    public Origin origin() {
      return new Origin("derivative", List.of(function, order));
    }

    @Override
    public double applyAsDouble(double x) {
      return series.derivative(x);
    }
  }

  /// The derivatives of a function of one variable: low orders by tangents of tangents, whose code
  /// grows with each order, higher ones by Taylor arithmetic.
  public static final class Series {
    private static final int HIGHEST_BY_TANGENTS = 2;

    private final UnivariateFunction function;
    private final int order;
    private final boolean isTaylor;
    private final Compiled compiled;

    /// Reads and transforms the function.
    public Series(UnivariateFunction function, int order, Settings settings) {
      this(function, order, order > HIGHEST_BY_TANGENTS, settings);
    }

    /// Reads and transforms the function.
    ///
    /// @param wantsTaylor whether the series is wanted, which a function whose derivative is given
    ///   by rule does not have
    private Series(UnivariateFunction function, int order, boolean wantsTaylor, Settings settings) {
      this.function = function;
      this.order = order;
      String transformation = (wantsTaylor ? "series " : "derivative ") + order;
      this.compiled =
          compile(
              function,
              Lifted.Kind.UNIVARIATE,
              transformation,
              settings,
              lifted ->
                  wantsTaylor && TaylorSeries.supports(lifted.code(), lifted.argument())
                      ? TaylorSeries.of(lifted.code(), lifted.argument(), order)
                      : Engine.derivative(lifted, order));
      this.isTaylor = compiled.handle().type().returnType() == double[].class;
    }

    /// The Taylor coefficients of a function up to an order.
    public static double[] coefficients(
        UnivariateFunction function, double x, int order, Settings settings) {
      Series series = new Series(function, order, true, settings);
      if (series.isTaylor) {
        return series.taylor(x);
      }
      double[] coefficients = new double[order + 1];
      double factorial = 1;
      for (int k = 0; k <= order; k++) {
        factorial *= Math.max(k, 1);
        coefficients[k] = new Series(function, k, false, settings).derivative(x) / factorial;
      }
      return coefficients;
    }

    /// The derivative of the order at x.
    public double derivative(double x) {
      if (isTaylor) {
        double factorial = 1;
        for (int k = 2; k <= order; k++) {
          factorial *= k;
        }
        return taylor(x)[order] * factorial;
      }
      return sweep(
          compiled,
          tape -> (double) compiled.handle().invokeExact(x, compiled.inputs(null), tape),
          () -> function.applyAsDouble(x));
    }

    private double[] taylor(double x) {
      return sweep(
          compiled,
          tape -> (double[]) compiled.handle().invokeExact(x, compiled.inputs(null), tape),
          () -> function.applyAsDouble(x));
    }
  }

  /// The tangent of a function of a vector.
  public static final class Directional {
    private final Object function;
    private final Compiled compiled;

    /// Reads and transforms a function with a number as its value.
    public Directional(MultivariateFunction function, Settings settings) {
      this(function, Lifted.Kind.MULTIVARIATE, settings);
    }

    /// Reads and transforms a function with a vector as its value.
    public Directional(VectorFunction function, Settings settings) {
      this(function, Lifted.Kind.VECTOR, settings);
    }

    private Directional(Object function, Lifted.Kind kind, Settings settings) {
      this.function = function;
      this.compiled =
          compile(
              function,
              kind,
              "tangent",
              settings,
              lifted -> Tangent.of(lifted.code(), Set.of(lifted.argument())));
    }

    /// The derivative of the number along a direction.
    public double number(double[] x, double[] direction) {
      double[] point = compiled.stores() ? x.clone() : x;
      double[] along = compiled.stores() ? direction.clone() : direction;
      double value =
          sweep(
              compiled,
              tape ->
                  (double) compiled.handle().invokeExact(point, compiled.inputs(x), along, tape),
              () -> call(function, x));
      if (compiled.stores()) {
        call(function, x);
      }
      return value;
    }

    /// The derivative of the vector along a direction.
    public double[] vector(double[] x, double[] direction) {
      double[] point = compiled.stores() ? x.clone() : x;
      double[] along = direction.clone();
      double[] value =
          sweep(
              compiled,
              tape ->
                  (double[]) compiled.handle().invokeExact(point, compiled.inputs(x), along, tape),
              () -> call(function, x));
      if (compiled.stores()) {
        call(function, x);
      }
      return value;
    }
  }

  /// The tangents of a function of a vector, several of them in one sweep.
  public static final class Tangents {
    /// More than four tangents of a number do not stay in registers.
    private static final int AT_ONCE = 4;

    private final VectorFunction function;
    private final Compiled compiled;

    /// Reads and transforms the function.
    public Tangents(VectorFunction function, Settings settings) {
      this.function = function;
      this.compiled =
          compile(
              function,
              Lifted.Kind.VECTOR,
              AT_ONCE + " tangents",
              settings,
              lifted -> Tangent.along(lifted.code(), lifted.argument(), AT_ONCE));
    }

    /// The derivatives of the vector along directions, which are left as they are; `x` is left as
    /// the function leaves it.
    public double[][] along(double[] x, double[][] directions) {
      double[][] tangents = new double[directions.length][];
      for (int from = 0; from < directions.length; from += AT_ONCE) {
        int count = Math.min(AT_ONCE, directions.length - from);
        double[][] seeds = new double[AT_ONCE][];
        for (int i = 0; i < AT_ONCE; i++) {
          double[] seed = i < count ? directions[from + i] : new double[x.length];
          seeds[i] = i < count && compiled.stores() ? seed.clone() : seed;
        }
        double[] point = compiled.stores() ? x.clone() : x;
        double[][] values =
            sweep(
                compiled,
                tape ->
                    (double[][])
                        compiled.handle().invokeExact(point, compiled.inputs(x), seeds, tape),
                () -> function.apply(x));
        System.arraycopy(values, 0, tangents, from, count);
      }
      if (compiled.stores()) {
        Object _ = function.apply(x);
      }
      return tangents;
    }
  }

  /// The reverse sweep of a function of a vector.
  public static final class Cotangent {
    private final Object function;
    private final Compiled compiled;

    /// Reads and transforms a function with a number as its value.
    public Cotangent(MultivariateFunction function, Settings settings, boolean hasValue) {
      this.function = function;
      this.compiled =
          compile(
              function,
              Lifted.Kind.MULTIVARIATE,
              hasValue ? "value and gradient" : "gradient",
              settings,
              lifted -> Reverse.gradient(lifted.code(), lifted.argument(), hasValue));
    }

    /// Reads and transforms a function with a vector as its value.
    public Cotangent(VectorFunction function, Settings settings) {
      this.function = function;
      this.compiled =
          compile(
              function,
              Lifted.Kind.VECTOR,
              "cotangent",
              settings,
              lifted -> Reverse.of(lifted.code(), Set.of(lifted.argument())));
    }

    /// Adds the gradient at `x` to `gradient`, and gives the value if that is computed, else zero.
    public double number(double[] x, double[] gradient) {
      double[] point = compiled.stores() ? x.clone() : x;
      double value =
          sweep(
              compiled,
              tape ->
                  (double) compiled.handle().invokeExact(point, compiled.inputs(x), gradient, tape),
              () -> call(function, x));
      if (compiled.stores()) {
        call(function, x);
      }
      return value;
    }

    /// Adds the transposed Jacobian at `x` times `weights` to `gradient`.
    public void vector(double[] x, double[] weights, double[] gradient) {
      double[] point = compiled.stores() ? x.clone() : x;
      double[] seed = weights.clone();
      double _ =
          sweep(
              compiled,
              tape ->
                  (double)
                      compiled
                          .handle()
                          .invokeExact(point, compiled.inputs(x), gradient, seed, tape),
              () -> call(function, x));
      if (compiled.stores()) {
        call(function, x);
      }
    }
  }

  /// The tangent of the reverse sweep: products of the Hessian with a direction.
  public static final class SecondOrder {
    private final MultivariateFunction function;
    private final Compiled compiled;

    /// Reads and transforms the function twice.
    public SecondOrder(MultivariateFunction function, Settings settings) {
      this.function = function;
      this.compiled =
          compile(
              function,
              Lifted.Kind.MULTIVARIATE,
              "tangent of cotangent",
              settings,
              Engine::tangentOfCotangent);
    }

    /// The Hessian at `x` times `direction`.
    public double[] product(double[] x, double[] direction) {
      double[] point = compiled.stores() ? x.clone() : x;
      double[] along = compiled.stores() ? direction.clone() : direction;
      double[] gradient = new double[x.length];
      double[] product = new double[x.length];
      double _ =
          sweep(
              compiled,
              tape ->
                  (double)
                      compiled
                          .handle()
                          .invokeExact(point, compiled.inputs(x), gradient, along, product, tape),
              () -> call(function, x));
      if (compiled.stores()) {
        call(function, x);
      }
      return product;
    }
  }

  /// The sets of arguments that values depend on, 64 arguments a sweep.
  public static final class Dependence {
    private final Object function;
    private final Compiled compiled;

    /// Reads and transforms a function, for what its values depend on.
    public Dependence(VectorFunction function, Settings settings) {
      this.function = function;
      this.compiled =
          compile(
              function,
              Lifted.Kind.VECTOR,
              "dependence",
              settings,
              lifted -> Tangent.dependence(lifted.code(), Set.of(lifted.argument())));
    }

    /// Reads and transforms a function, for what its partial derivatives depend on.
    public Dependence(MultivariateFunction function, Settings settings) {
      this.function = function;
      this.compiled =
          compile(
              function,
              Lifted.Kind.MULTIVARIATE,
              "dependence of cotangent",
              settings,
              lifted -> ofCotangent(lifted, Tangent::dependence));
    }

    /// The sets of the values of a vector function, from those of its arguments.
    public long[] ofValues(double[] x, long[] sets) {
      double[] point = x.clone();
      long[] arguments = sets.clone();
      return sweep(
          compiled,
          tape ->
              (long[]) compiled.handle().invokeExact(point, compiled.inputs(x), arguments, tape),
          () -> call(function, x.clone()));
    }

    /// The sets of the partial derivatives of a function, from those of its arguments.
    public long[] ofPartials(double[] x, long[] sets) {
      double[] point = x.clone();
      long[] arguments = sets.clone();
      double[] gradient = new double[x.length];
      long[] partials = new long[x.length];
      long _ =
          sweep(
              compiled,
              tape ->
                  (long)
                      compiled
                          .handle()
                          .invokeExact(
                              point, compiled.inputs(x), gradient, arguments, partials, tape),
              () -> call(function, x.clone()));
      return partials;
    }
  }

  private static Object call(Object function, double[] x) {
    return switch (function) {
      case MultivariateFunction number -> number.applyAsDouble(x);
      case VectorFunction vector -> vector.apply(x);
      default -> throw new IllegalArgumentException(function.toString());
    };
  }

  private static Compiled compile(
      Object function,
      Lifted.Kind kind,
      String transformation,
      Settings settings,
      Function<Lifted, Code> transform) {
    Shared.Key key = new Shared.Key(kind, transformation, settings);
    return new Compiled(function, Shared.of(function, key, transform));
  }

  /// The derivative of an order along the direction 1.
  static Code derivative(Lifted lifted, int order) {
    Code tangent = tangents(lifted.code(), lifted.argument(), order);
    int own = lifted.code().params().size();
    Block entry = new Block();
    tangent.params().stream()
        .skip(own)
        .forEach(seed -> entry.assign(seed, Partials.constant(entry, 1.0)));
    entry.exit = new Exit.Jump(tangent.entry());
    return new Code(tangent.params().subList(0, own), entry, tangent.result());
  }

  static Code tangentOfCotangent(Lifted lifted) {
    return ofCotangent(lifted, Tangent::of);
  }

  private static Code ofCotangent(Lifted lifted, BiFunction<Code, Set<Var>, Code> forward) {
    Code reverse = Reverse.gradient(lifted.code(), lifted.argument(), false);
    Var cotangent = reverse.params().getLast();
    Code code = Ssa.of(Expand.run(reverse));
    return forward.apply(code, Set.of(lifted.argument(), cotangent));
  }

  static Code tangents(Code code, Var argument, int order) {
    Code made = code;
    for (int k = 0; k < order; k++) {
      if (k > 0) {
        made = Ssa.of(Expand.run(Ssa.withoutPhis(made)));
      }
      made = Tangent.of(made, Set.of(argument));
    }
    return made;
  }

  /// Emitted code, called with a tape.
  private interface Sweep<T> {
    T run(Tape tape) throws Throwable;
  }

  /// Runs emitted code. Where it fails, the user's function does too, and runs again for the sake
  /// of its own exception.
  private static <T> T sweep(Compiled compiled, Sweep<T> sweep, Supplier<Object> original) {
    Tape tape = compiled.tape();
    try {
      T value = sweep.run(tape);
      compiled.release(tape);
      return value;
    } catch (dev.leibniz.error.LeibnizException failure) {
      throw failure;
    } catch (Bailout
        | IndexOutOfBoundsException
        | NullPointerException
        | NegativeArraySizeException
        | ArithmeticException failure) {
      Object _ = original.get();
      throw new DerivativeException(
          Explanation.of("derivative", "the function must do the same each time it is called")
              .got(failure.toString()),
          failure);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }
}
