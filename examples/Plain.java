import dev.leibniz.Calculus;
import dev.leibniz.calculus.MultivariateFunction;
import dev.leibniz.integrate.Integrate;
import dev.leibniz.optimize.Minimize;
import java.util.Arrays;

/// Derivatives of plain Java: loops, integrals and minima inside.
class Plain {
  static double rosenbrock(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      sum += 100 * a * a + (1 - x[i]) * (1 - x[i]);
    }
    return sum;
  }

  public static void main(String[] arguments) {
    System.out.println(Calculus.derivative(x -> x * x * Math.sin(x)).applyAsDouble(1.5));
    double[] at = {-1.2, 1};
    System.out.println(Arrays.toString(Calculus.gradient(Plain::rosenbrock).apply(at)));
    System.out.println(Arrays.deepToString(Calculus.hessian(Plain::rosenbrock).apply(at)));
    System.out.println(Arrays.toString(Minimize.of(Plain::rosenbrock, at).point()));
    MultivariateFunction area =
        p -> Integrate.of(x -> Math.exp(-p[0] * x * x), 0, p[1]).value();
    System.out.println(Arrays.toString(Calculus.gradient(area).apply(new double[] {2, 3})));
    System.out.print(Calculus.explain(x -> x * Math.exp(x)));
  }
}
