package dev.leibniz.bytecode;

import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MatrixFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.ValueAndGradient;
import dev.leibniz.calculus.ValueAndGradientFunction;
import dev.leibniz.calculus.VectorFunction;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;
import java.util.List;

/// What `Calculus` makes of functions: functions that know where they come from.
public final class Derivatives {
  private Derivatives() {}

  /// ∂f/∂x`[index]`.
  public record Partial(MultivariateFunction f, int index, Engine.Directional tangent)
      implements MultivariateFunction, Derived {
    /// Reads and transforms the function.
    public Partial(MultivariateFunction f, int index, Settings settings) {
      this(f, index, new Engine.Directional(f, settings));
    }

    @Override
    public double applyAsDouble(double[] x) {
      if (index < 0 || index >= x.length) {
        throw new ArgumentException(
            Explanation.of("partial", "the index must be that of an argument")
                .got("index = " + index + ", arguments = " + x.length));
      }
      return tangent.number(x, unit(x.length, index));
    }

    @Override
    public Origin origin() {
      return new Origin("partial", List.of(f, index));
    }
  }

  /// ∇f.
  public record Gradient(MultivariateFunction f, Engine.Cotangent sweep)
      implements VectorFunction, Derived {
    /// Reads and transforms the function.
    public Gradient(MultivariateFunction f, Settings settings) {
      this(f, new Engine.Cotangent(f, settings, false));
    }

    @Override
    public double[] apply(double[] x) {
      double[] gradient = new double[x.length];
      sweep.number(x, gradient);
      return gradient;
    }

    @Override
    public Origin origin() {
      return new Origin("gradient", List.of(f));
    }
  }

  /// f and ∇f.
  public record WithValue(MultivariateFunction f, Engine.Cotangent sweep)
      implements ValueAndGradientFunction, Derived {
    /// Reads and transforms the function.
    public WithValue(MultivariateFunction f, Settings settings) {
      this(f, new Engine.Cotangent(f, settings, true));
    }

    @Override
    public ValueAndGradient apply(double[] x) {
      double[] gradient = new double[x.length];
      return new ValueAndGradient(sweep.number(x, gradient), gradient);
    }

    @Override
    public Origin origin() {
      return new Origin("valueAndGradient", List.of(f));
    }
  }

  /// ∇f(x)·v, as a vector of one element.
  public record Directional(MultivariateFunction f, Engine.Directional tangent)
      implements DirectionalFunction, Derived {
    /// Reads and transforms the function.
    public Directional(MultivariateFunction f, Settings settings) {
      this(f, new Engine.Directional(f, settings));
    }

    @Override
    public double[] apply(double[] x, double[] v) {
      sameLength("directional", "x", x.length, "direction", v.length);
      return new double[] {tangent.number(x, v)};
    }

    @Override
    public Origin origin() {
      return new Origin("directional", List.of(f));
    }
  }

  /// J(x)·v.
  public record Pushforward(VectorFunction f, Engine.Directional tangent)
      implements DirectionalFunction, Derived {
    /// Reads and transforms the function.
    public Pushforward(VectorFunction f, Settings settings) {
      this(f, new Engine.Directional(f, settings));
    }

    @Override
    public double[] apply(double[] x, double[] v) {
      sameLength("jvp", "x", x.length, "direction", v.length);
      return tangent.vector(x, v);
    }

    @Override
    public Origin origin() {
      return new Origin("jvp", List.of(f));
    }
  }

  /// J(x)ᵀ·w.
  public record Pullback(VectorFunction f, Engine.Cotangent sweep)
      implements DirectionalFunction, Derived {
    /// Reads and transforms the function.
    public Pullback(VectorFunction f, Settings settings) {
      this(f, new Engine.Cotangent(f, settings));
    }

    @Override
    public double[] apply(double[] x, double[] w) {
      sameLength("vjp", "f(x)", f.apply(x.clone()).length, "weights", w.length);
      double[] gradient = new double[x.length];
      sweep.vector(x, w, gradient);
      return gradient;
    }

    @Override
    public Origin origin() {
      return new Origin("vjp", List.of(f));
    }
  }

  /// The Jacobian: forward sweeps where f has no more arguments than values, else reverse sweeps.
  public record Jacobian(VectorFunction f, Engine.Tangents tangents, Engine.Cotangent sweep)
      implements MatrixFunction, Derived {
    /// Reads and transforms the function.
    public Jacobian(VectorFunction f, Settings settings) {
      this(f, new Engine.Tangents(f, settings), new Engine.Cotangent(f, settings));
    }

    @Override
    public double[][] apply(double[] x) {
      int rows = f.apply(x.clone()).length;
      double[][] jacobian = new double[rows][x.length];
      if (x.length <= rows) {
        double[][] directions = new double[x.length][];
        Arrays.setAll(directions, j -> unit(x.length, j));
        double[][] columns = tangents.along(x, directions);
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < x.length; j++) {
            jacobian[i][j] = columns[j][i];
          }
        }
      } else {
        for (int i = 0; i < rows; i++) {
          sweep.vector(turn(x, i, rows), unit(rows, i), jacobian[i]);
        }
      }
      return jacobian;
    }

    @Override
    public Origin origin() {
      return new Origin("jacobian", List.of(f));
    }
  }

  /// The Hessian, one forward-over-reverse sweep per column.
  public record Hessian(MultivariateFunction f, Engine.SecondOrder second)
      implements MatrixFunction, Derived {
    /// Reads and transforms the function.
    public Hessian(MultivariateFunction f, Settings settings) {
      this(f, new Engine.SecondOrder(f, settings));
    }

    @Override
    public double[][] apply(double[] x) {
      double[][] hessian = new double[x.length][];
      for (int i = 0; i < x.length; i++) {
        hessian[i] = second.product(turn(x, i, x.length), unit(x.length, i));
      }
      return hessian;
    }

    @Override
    public Origin origin() {
      return new Origin("hessian", List.of(f));
    }
  }

  /// H(x)·v.
  public record HessianProduct(MultivariateFunction f, Engine.SecondOrder second)
      implements DirectionalFunction, Derived {
    /// Reads and transforms the function.
    public HessianProduct(MultivariateFunction f, Settings settings) {
      this(f, new Engine.SecondOrder(f, settings));
    }

    @Override
    public double[] apply(double[] x, double[] v) {
      sameLength("hessianVectorProduct", "x", x.length, "direction", v.length);
      return second.product(x, v);
    }

    @Override
    public Origin origin() {
      return new Origin("hessianVectorProduct", List.of(f));
    }
  }

  /// The point for one of several sweeps: f may write into it, so that only the last gets x itself.
  private static double[] turn(double[] x, int sweep, int sweeps) {
    return sweep + 1 == sweeps ? x : x.clone();
  }

  private static double[] unit(int length, int index) {
    double[] unit = new double[length];
    unit[index] = 1;
    return unit;
  }

  private static void sameLength(String operation, String a, int first, String b, int second) {
    if (first != second) {
      throw new ArgumentException(
          Explanation.of(operation, "both vectors must have the same length")
              .got(a + " of length " + first + ", " + b + " of length " + second));
    }
  }
}
