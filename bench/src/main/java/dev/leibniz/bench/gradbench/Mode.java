package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.calculus.VectorFunction;

/// How a gradient is made.
sealed interface Mode {
  /// The gradient of f, which may itself hold derivatives.
  VectorFunction gradient(MultivariateFunction f);

  /// One forward sweep per argument.
  record Forward() implements Mode {
    @Override
    public VectorFunction gradient(MultivariateFunction f) {
      DirectionalFunction along = Calculus.jvp(x -> new double[] {f.applyAsDouble(x)});
      return x -> {
        double[] gradient = new double[x.length];
        for (int i = 0; i < x.length; i++) {
          double[] direction = new double[x.length];
          direction[i] = 1;
          gradient[i] = along.apply(x, direction)[0];
        }
        return gradient;
      };
    }
  }

  /// One reverse sweep.
  record Reverse() implements Mode {
    @Override
    public VectorFunction gradient(MultivariateFunction f) {
      return Calculus.gradient(f);
    }
  }
}
