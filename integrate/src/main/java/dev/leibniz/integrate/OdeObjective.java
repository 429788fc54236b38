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

  private final LinearizedSystem system;
  private final LossDerivatives loss;
  private final double t0;
  private final double[] times;
  private final OdeOptions options;
  private final OdeDerivative derivative;

  OdeObjective(
      OdeParameterFunction f, double t0, double[] times, OdeLoss loss, OdeOptions options) {
    this(
        checked(OPERATION, t0, times, options),
        new LinearizedSystem(f),
        new LossDerivatives(loss),
        t0,
        options,
        OdeDerivative.DISCRETE_ADJOINT);
  }

  private OdeObjective(
      double[] times,
      LinearizedSystem system,
      LossDerivatives loss,
      double t0,
      OdeOptions options,
      OdeDerivative derivative) {
    this.system = system;
    this.loss = loss;
    this.t0 = t0;
    this.times = times;
    this.options = options;
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
    return new OdeObjective(times, system, loss, t0, options, way);
  }

  /// The loss.
  public double value(double[] y0, double[] theta) {
    Integration.Marked run =
        DiscreteSweeps.solve(
            OPERATION, system, t0, y0, times, theta, options, Integration.Recording.NOTHING);
    return loss.value(DiscreteSweeps.states(run, t0, y0, times), theta);
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
    DiscreteSweeps sweeps = DiscreteSweeps.run(OPERATION, system, t0, y0, times, theta, options);
    LossDerivatives.Parts parts = loss.gradient(sweeps.states(), theta);
    double[] byY0 = new double[y0.length];
    double[] byTheta = parts.theta().clone();
    sweeps.pull(parts.states(), byY0, byTheta);
    return withTimes(parts, sweeps.states(), y0, theta, byY0, byTheta);
  }

  private OdeGradient byContinuousAdjoint(double[] y0, double[] theta) {
    Integration.Marked run =
        DiscreteSweeps.solve(
            OPERATION, system, t0, y0, times, theta, options, Integration.Recording.DENSE);
    double[][] states = DiscreteSweeps.states(run, t0, y0, times);
    LossDerivatives.Parts parts = loss.gradient(states, theta);
    double[] byY0 = new double[y0.length];
    double[] byTheta = parts.theta().clone();
    new ContinuousAdjoint(system, run.solution(), theta)
        .pull(t0, times, parts.states(), byY0, byTheta, options);
    return withTimes(parts, states, y0, theta, byY0, byTheta);
  }

  private OdeGradient bySensitivities(double[] y0, double[] theta) {
    DiscreteSweeps sweeps = DiscreteSweeps.run(OPERATION, system, t0, y0, times, theta, options);
    LossDerivatives.Parts parts = loss.gradient(sweeps.states(), theta);
    OdeSensitivities sensitivities = sweeps.sensitivities();
    double[] byY0 = new double[y0.length];
    double[] byTheta = parts.theta().clone();
    for (int i = 0; i < times.length; i++) {
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
    OdeFunction f = system.with(theta);
    double[] byTimes = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      byTimes[i] = dot(parts.states()[i], f.apply(times[i], states[i].clone()));
    }
    double byStart = -dot(byY0, f.apply(t0, y0.clone()));
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
    DiscreteSweeps sweeps = DiscreteSweeps.run(OPERATION, system, t0, y0, times, theta, options);
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
    DiscreteSweeps sweeps = DiscreteSweeps.run(OPERATION, system, t0, y0, times, theta, options);
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
