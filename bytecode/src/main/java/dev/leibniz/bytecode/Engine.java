package dev.leibniz.bytecode;

import dev.leibniz.bytecode.runtime.Bailout;
import dev.leibniz.bytecode.runtime.Tape;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.UnivariateFunction;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.DerivativeException;
import dev.leibniz.error.Explanation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Compiles functions to their derivatives and runs them.
public final class Engine {
  private Engine() {}

  /// f^(order) of a function of one variable.
  public static final class Derivative implements UnivariateFunction, Derived {
    private static final long serialVersionUID = 1L;

    private final UnivariateFunction function;
    private final int order;
    private final transient Compiled compiled;
    private final transient MethodHandle handle;

    /// Reads and transforms the function.
    public Derivative(UnivariateFunction function, int order, Settings settings) {
      this.function = function;
      this.order = order;
      Lifted lifted = Lifted.of(function, Lifted.Kind.UNIVARIATE, settings);
      Code code = tangents(lifted.code(), lifted.argument(), order);
      this.compiled = new Compiled(code, lifted.sources());
      Object[] ones = new Object[order];
      Arrays.fill(ones, 1.0);
      this.handle = MethodHandles.insertArguments(compiled.handle(), 2, ones);
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
      return sweep(
          compiled,
          tape -> (double) handle.invokeExact(x, compiled.inputs(null), tape),
          () -> function.applyAsDouble(x));
    }
  }

  /// The tangent of a function of a vector.
  public static final class Directional {
    private final Object function;
    private final Compiled compiled;
    private final boolean stores;

    /// Reads and transforms a function with a number as its value.
    public Directional(MultivariateFunction function, Settings settings) {
      this(function, Lifted.of(function, Lifted.Kind.MULTIVARIATE, settings));
    }

    /// Reads and transforms a function with a vector as its value.
    public Directional(VectorFunction function, Settings settings) {
      this(function, Lifted.of(function, Lifted.Kind.VECTOR, settings));
    }

    private Directional(Object function, Lifted lifted) {
      this.function = function;
      this.stores = lifted.storesArgument();
      Code code = Tangent.of(lifted.code(), Set.of(lifted.argument()));
      this.compiled = new Compiled(code, lifted.sources());
    }

    /// The derivative of the number along a direction.
    public double number(double[] x, double[] direction) {
      double[] point = stores ? x.clone() : x;
      double[] along = stores ? direction.clone() : direction;
      double value =
          sweep(
              compiled,
              tape ->
                  (double) compiled.handle().invokeExact(point, compiled.inputs(x), along, tape),
              () -> call(function, x));
      if (stores) {
        call(function, x);
      }
      return value;
    }

    /// The derivative of the vector along a direction.
    public double[] vector(double[] x, double[] direction) {
      double[] point = stores ? x.clone() : x;
      double[] along = direction.clone();
      double[] value =
          sweep(
              compiled,
              tape ->
                  (double[]) compiled.handle().invokeExact(point, compiled.inputs(x), along, tape),
              () -> call(function, x));
      if (stores) {
        call(function, x);
      }
      return value;
    }
  }

  /// The reverse sweep of a function of a vector.
  public static final class Cotangent {
    private final Object function;
    private final Compiled compiled;
    private final boolean stores;

    /// Reads and transforms a function with a number as its value.
    public Cotangent(MultivariateFunction function, Settings settings) {
      this(function, Lifted.of(function, Lifted.Kind.MULTIVARIATE, settings));
    }

    /// Reads and transforms a function with a vector as its value.
    public Cotangent(VectorFunction function, Settings settings) {
      this(function, Lifted.of(function, Lifted.Kind.VECTOR, settings));
    }

    private Cotangent(Object function, Lifted lifted) {
      this.function = function;
      this.stores = lifted.storesArgument();
      this.compiled =
          new Compiled(Reverse.of(lifted.code(), Set.of(lifted.argument())), lifted.sources());
    }

    /// Adds the gradient at `x` to `gradient`, and gives the value.
    public double number(double[] x, double[] gradient) {
      double[] point = stores ? x.clone() : x;
      double value =
          sweep(
              compiled,
              tape ->
                  (double)
                      compiled.handle().invokeExact(point, compiled.inputs(x), gradient, 1.0, tape),
              () -> call(function, x));
      if (stores) {
        call(function, x);
      }
      return value;
    }

    /// Adds the transposed Jacobian at `x` times `weights` to `gradient`.
    public void vector(double[] x, double[] weights, double[] gradient) {
      double[] point = stores ? x.clone() : x;
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
      if (stores) {
        call(function, x);
      }
    }
  }

  /// The tangent of the reverse sweep: products of the Hessian with a direction.
  public static final class SecondOrder {
    private final MultivariateFunction function;
    private final Compiled compiled;
    private final boolean stores;

    /// Reads and transforms the function twice.
    public SecondOrder(MultivariateFunction function, Settings settings) {
      this.function = function;
      Lifted lifted = Lifted.of(function, Lifted.Kind.MULTIVARIATE, settings);
      this.stores = lifted.storesArgument();
      Code reverse = Reverse.of(lifted.code(), Set.of(lifted.argument()));
      Var cotangent = reverse.params().get(reverse.params().size() - 2);
      Code code = Ssa.of(Expand.run(reverse));
      this.compiled =
          new Compiled(Tangent.of(code, Set.of(lifted.argument(), cotangent)), lifted.sources());
    }

    /// The Hessian at `x` times `direction`.
    public double[] product(double[] x, double[] direction) {
      double[] point = stores ? x.clone() : x;
      double[] along = stores ? direction.clone() : direction;
      double[] gradient = new double[x.length];
      double[] product = new double[x.length];
      double _ =
          sweep(
              compiled,
              tape ->
                  (double)
                      compiled
                          .handle()
                          .invokeExact(
                              point, compiled.inputs(x), gradient, 1.0, along, product, tape),
              () -> call(function, x));
      if (stores) {
        call(function, x);
      }
      return product;
    }
  }

  private static Object call(Object function, double[] x) {
    return switch (function) {
      case MultivariateFunction number -> number.applyAsDouble(x);
      case VectorFunction vector -> vector.apply(x);
      default -> throw new IllegalArgumentException(function.toString());
    };
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
