package dev.leibniz.integrate;

import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import java.util.Arrays;

/// A loss of the solution of y′ = f(t, y, θ), y(t₀) = y₀, as a function of y₀ and θ. Made by
/// [Ode#objective]; any number of threads may use one.
///
/// Every method throws an [ArgumentException] where the solution does not reach the last of the
/// times, with the reason.
public final class OdeObjective {
  private static final String OPERATION = "Ode.objective";

  private final DiscreteSweeps.Problem problem;
  private final LossDerivatives loss;
  private final OdeDerivative derivative;

  OdeObjective(
      OdeParameterFunction f, double t0, double[] times, OdeLoss loss, OdeOptions options) {
    this(
        new DiscreteSweeps.Problem(
            OPERATION,
            new LinearizedSystem(f),
            t0,
            checked(OPERATION, t0, times, options),
            options,
            0),
        new LossDerivatives(loss),
        OdeDerivative.DISCRETE_ADJOINT);
  }

  private OdeObjective(
      DiscreteSweeps.Problem problem, LossDerivatives loss, OdeDerivative derivative) {
    this.problem = problem;
    this.loss = loss;
    this.derivative = derivative;
  }

  static double[] checked(String operation, double t0, double[] times, OdeOptions options) {
    if (times.length == 0) {
      throw new ArgumentException(
          Explanation.of(operation, "there must be a time").got("times of length 0"));
    }
    if (!options.events().isEmpty()) {
      throw new ArgumentException(
          Explanation.of(operation, "a solution that is differentiated has no events")
              .got("options with " + options.events().size())
              .fix("solve to given times"));
    }
    double direction = times[times.length - 1] - t0;
    double before = t0;
    for (int i = 0; i < times.length; i++) {
      if (!Double.isFinite(times[i]) || (times[i] - before) * direction < 0) {
        throw new ArgumentException(
            Explanation.of(operation, "times must be finite and in the order of t0 and them")
                .got("times[" + i + "] = " + times[i] + " after " + before)
                .fix("sort the times away from t0"));
      }
      before = times[i];
    }
    return times.clone();
  }

  /// The same with gradients in another way.
  public OdeObjective by(OdeDerivative way) {
    return new OdeObjective(problem, loss, way);
  }

  /// The same with at most about so many states kept for the discrete adjoint and for Hessians,
  /// half of them as checkpoints from which the solution is computed again, block by block; 64 MiB
  /// of states, which is all of them for most problems, if this is not called.
  ///
  /// @throws ArgumentException if there are fewer than four
  public OdeObjective keeping(int states) {
    if (states < 4) {
      throw new ArgumentException(
          Explanation.of("OdeObjective.keeping", "at least four states have to be kept")
              .got("states = " + states));
    }
    return new OdeObjective(
        new DiscreteSweeps.Problem(
            OPERATION, problem.system(), problem.t0(), problem.times(), problem.options(), states),
        loss,
        derivative);
  }

  /// The loss.
  public double value(double[] y0, double[] theta) {
    Integration.Marked run =
        DiscreteSweeps.solve(problem, y0, theta, Integration.Recording.NOTHING);
    return loss.value(DiscreteSweeps.states(run, problem.t0(), y0, problem.times()), theta);
  }

  /// The loss and its gradient.
  public OdeGradient gradient(double[] y0, double[] theta) {
    return switch (derivative) {
      case DISCRETE_ADJOINT -> byDiscreteAdjoint(y0, theta);
      case CONTINUOUS_ADJOINT -> byContinuousAdjoint(y0, theta);
      case SENSITIVITIES -> bySensitivities(y0, theta);
    };
  }

  private OdeGradient byDiscreteAdjoint(double[] y0, double[] theta) {
    DiscreteSweeps sweeps = DiscreteSweeps.run(problem, y0, theta);
    LossDerivatives.Parts parts = loss.gradient(sweeps.states(), theta);
    double[] byY0 = new double[y0.length];
    double[] byTheta = parts.theta().clone();
    sweeps.pull(parts.states(), byY0, byTheta);
    return withTimes(parts, sweeps.states(), y0, theta, byY0, byTheta);
  }

  private OdeGradient byContinuousAdjoint(double[] y0, double[] theta) {
    Integration.Marked run = DiscreteSweeps.solve(problem, y0, theta, Integration.Recording.DENSE);
    double[] times = problem.times();
    double[][] states = DiscreteSweeps.states(run, problem.t0(), y0, times);
    LossDerivatives.Parts parts = loss.gradient(states, theta);
    double[] byY0 = new double[y0.length];
    double[] byTheta = parts.theta().clone();
    new ContinuousAdjoint(problem.system(), run.solution(), theta)
        .pull(problem.t0(), times, parts.states(), byY0, byTheta, problem.options());
    return withTimes(parts, states, y0, theta, byY0, byTheta);
  }

  private OdeGradient bySensitivities(double[] y0, double[] theta) {
    DiscreteSweeps sweeps = DiscreteSweeps.run(problem, y0, theta);
    LossDerivatives.Parts parts = loss.gradient(sweeps.states(), theta);
    OdeSensitivities sensitivities = sweeps.sensitivities();
    double[] byY0 = new double[y0.length];
    double[] byTheta = parts.theta().clone();
    for (int i = 0; i < parts.states().length; i++) {
      addProduct(parts.states()[i], sensitivities.byY0()[i], byY0);
      addProduct(parts.states()[i], sensitivities.byTheta()[i], byTheta);
    }
    return withTimes(parts, sweeps.states(), y0, theta, byY0, byTheta);
  }

  private static void addProduct(double[] row, double[][] matrix, double[] into) {
    for (int k = 0; k < row.length; k++) {
      for (int j = 0; j < into.length; j++) {
        into[j] += row[k] * matrix[k][j];
      }
    }
  }

  /// A state moves with its own time along its slope, and with the time of the start against that
  /// of y₀.
  private OdeGradient withTimes(
      LossDerivatives.Parts parts,
      double[][] states,
      double[] y0,
      double[] theta,
      double[] byY0,
      double[] byTheta) {
    OdeFunction f = problem.system().with(theta);
    double[] times = problem.times();
    double[] byTimes = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      byTimes[i] = dot(parts.states()[i], f.apply(times[i], states[i].clone()));
    }
    double byStart = -dot(byY0, f.apply(problem.t0(), y0.clone()));
    return new OdeGradient(parts.value(), byY0, byTheta, byStart, byTimes);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /// The Hessian by y₀ and θ, in this order, one [#hessianVectorProduct] per column.
  public double[][] hessian(double[] y0, double[] theta) {
    DiscreteSweeps sweeps = DiscreteSweeps.run(problem, y0, theta);
    LossDerivatives.Parts parts = loss.gradient(sweeps.states(), theta);
    int size = y0.length + theta.length;
    double[][] hessian = new double[size][];
    for (int j = 0; j < size; j++) {
      double[] unit = new double[size];
      unit[j] = 1;
      hessian[j] = product(sweeps, parts, y0.length, theta, unit);
    }
    return hessian;
  }

  /// The Hessian by y₀ and θ, in this order, times a direction: the tangent of the discrete
  /// adjoint, which costs a few gradients whatever the number of parameters.
  ///
  /// @throws ArgumentException if the direction is not as long as y₀ and θ together
  public double[] hessianVectorProduct(double[] y0, double[] theta, double[] direction) {
    if (direction.length != y0.length + theta.length) {
      throw new ArgumentException(
          Explanation.of(
                  "OdeObjective.hessianVectorProduct",
                  "the direction must be as long as y0 and theta together")
              .got(
                  "direction of length "
                      + direction.length
                      + ", y0 of length "
                      + y0.length
                      + ", theta of length "
                      + theta.length));
    }
    DiscreteSweeps sweeps = DiscreteSweeps.run(problem, y0, theta);
    LossDerivatives.Parts parts = loss.gradient(sweeps.states(), theta);
    return product(sweeps, parts, y0.length, theta, direction);
  }

  private double[] product(
      DiscreteSweeps sweeps,
      LossDerivatives.Parts parts,
      int size,
      double[] theta,
      double[] direction) {
    double[] thetaTangent = Arrays.copyOfRange(direction, size, direction.length);
    DiscreteSweeps.Tangents tangents = sweeps.push(Arrays.copyOf(direction, size), thetaTangent);
    LossDerivatives.Parts change =
        loss.second(sweeps.states(), theta, tangents.atTimes(), thetaTangent);
    StepDerivative.Cotangents at =
        new StepDerivative.Cotangents(new double[size], new double[theta.length]);
    StepDerivative.Cotangents along =
        new StepDerivative.Cotangents(new double[size], change.theta().clone());
    sweeps.pullTwice(parts.states(), change.states(), tangents, thetaTangent, at, along);
    double[] product = Arrays.copyOf(along.state(), direction.length);
    System.arraycopy(along.theta(), 0, product, size, theta.length);
    return product;
  }
}
