package dev.leibniz.integrate;

import static dev.leibniz.integrate.LinearizedSystem.STATE;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.LinalgException;
import java.util.Arrays;

/// Derivatives of a step of Radau IIA, by the implicit function theorem.
///
/// The stages satisfy Yᵢ = y + hΣⱼaᵢⱼf(Yⱼ), and the result is the last one. Their tangents solve Ẏᵢ
/// − hΣⱼaᵢⱼJⱼẎⱼ = ẏ + hΣⱼaᵢⱼ(∂f/∂θ)θ̇, their cotangents the transposed system Ȳᵢ − hΣⱼaⱼᵢJᵢᵀȲⱼ =
/// δᵢ₃ȳ, after which the cotangent of y is ΣᵢȲᵢ.
final class RadauStepDerivative implements StepDerivative {
  private static final int STAGES = 3;
  private static final double ROOT_SIX = Math.sqrt(6);
  private static final double[][] A = {
    {(88 - 7 * ROOT_SIX) / 360, (296 - 169 * ROOT_SIX) / 1800, (-2 + 3 * ROOT_SIX) / 225},
    {(296 + 169 * ROOT_SIX) / 1800, (88 + 7 * ROOT_SIX) / 360, (-2 - 3 * ROOT_SIX) / 225},
    {(16 - ROOT_SIX) / 36, (16 + ROOT_SIX) / 36, 1.0 / 9}
  };

  private final LinearizedSystem system;
  private final int size;
  private final int parameters;
  private final double[][] points;
  private final double[][] slopeCotangents;
  private final double[][][] jacobians;
  private final LuReal cotangentSystem;
  private final LuReal tangentSystem;
  private final double[] argument;
  private final double[] direction;
  private double t;
  private double h;

  RadauStepDerivative(LinearizedSystem system, int size, double[] theta) {
    this.system = system;
    this.size = size;
    this.parameters = theta.length;
    this.points = new double[STAGES][size];
    this.slopeCotangents = new double[STAGES][size];
    this.jacobians = new double[STAGES][size][];
    this.cotangentSystem = new LuReal(STAGES * size);
    this.tangentSystem = new LuReal(STAGES * size);
    this.argument = LinearizedSystem.argument(size, theta);
    this.direction = LinearizedSystem.direction(size, theta);
  }

  @Override
  public void load(Pieces pieces, int piece) {
    t = pieces.start(piece);
    h = pieces.length(piece);
    for (int stage = 0; stage < STAGES; stage++) {
      pieces.at(piece, t + RadauStepper.NODES[stage] * h, points[stage]);
      toArgument(stage);
      for (int i = 0; i < size; i++) {
        argument[STATE + size + i] = 1;
        jacobians[stage][i] = system.gradient(argument);
        argument[STATE + size + i] = 0;
      }
    }
    for (int i = 0; i < STAGES * size; i++) {
      for (int j = 0; j < STAGES * size; j++) {
        double entry = h * A[i / size][j / size] * jacobians[j / size][i % size][STATE + j % size];
        double value = (i == j ? 1 : 0) - entry;
        tangentSystem.set(i, j, value);
        cotangentSystem.set(j, i, value);
      }
    }
    if (!tangentSystem.decompose() || !cotangentSystem.decompose()) {
      throw new LinalgException(
          Explanation.of(
                  "Ode.objective",
                  "the stages of an implicit step must depend smoothly on its start")
              .got("a singular linear system in the step from t = " + t + " of size " + h)
              .fix("solve with a smaller tolerance or an explicit method"));
    }
  }

  private void toArgument(int stage) {
    LinearizedSystem.setTime(argument, t + RadauStepper.NODES[stage] * h);
    System.arraycopy(points[stage], 0, argument, STATE, size);
    Arrays.fill(argument, STATE + size, STATE + 2 * size, 0);
  }

  @Override
  public void push(double[] tangent, double[] thetaTangent) {
    double[] stages = pushStages(tangent, thetaTangent);
    System.arraycopy(stages, (STAGES - 1) * size, tangent, 0, size);
  }

  private double[] pushStages(double[] tangent, double[] thetaTangent) {
    double[] right = new double[STAGES * size];
    for (int i = 0; i < right.length; i++) {
      right[i] = tangent[i % size];
    }
    System.arraycopy(thetaTangent, 0, direction, STATE + 2 * size, parameters);
    Arrays.fill(direction, STATE, STATE + 2 * size, 0);
    for (int j = 0; j < STAGES; j++) {
      toArgument(j);
      double[] slope = system.tangent(argument, direction);
      for (int i = 0; i < right.length; i++) {
        right[i] += h * A[i / size][j] * slope[i % size];
      }
    }
    tangentSystem.solve(right);
    return right;
  }

  @Override
  public void pull(double[] cotangent, double[] theta) {
    double[] stages = new double[STAGES * size];
    System.arraycopy(cotangent, 0, stages, (STAGES - 1) * size, size);
    cotangentSystem.solve(stages);
    for (int stage = 0; stage < STAGES; stage++) {
      toArgument(stage);
      slopeCotangent(stage, stages, slopeCotangents[stage], 0);
      System.arraycopy(slopeCotangents[stage], 0, argument, STATE + size, size);
      double[] gradient = system.gradient(argument);
      for (int i = 0; i < parameters; i++) {
        theta[i] += gradient[STATE + 2 * size + i];
      }
    }
    sum(stages, cotangent);
  }

  private void slopeCotangent(int stage, double[] stages, double[] into, int start) {
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (int j = 0; j < STAGES; j++) {
        sum += A[j][stage] * stages[j * size + i];
      }
      into[start + i] = h * sum;
    }
  }

  private void sum(double[] stages, double[] into) {
    for (int i = 0; i < size; i++) {
      into[i] = stages[i] + stages[size + i] + stages[2 * size + i];
    }
  }

  @Override
  public void pullTwice(Cotangents at, Cotangents along, double[] tangent, double[] thetaTangent) {
    double[] stageTangents = pushStages(tangent, thetaTangent);
    pull(at.state(), at.theta());
    double[] stages = new double[STAGES * size];
    System.arraycopy(along.state(), 0, stages, (STAGES - 1) * size, size);
    for (int stage = 0; stage < STAGES; stage++) {
      Arrays.fill(direction, STATE + size, STATE + 2 * size, 0);
      double[] second = second(stage, stageTangents);
      for (int i = 0; i < size; i++) {
        stages[stage * size + i] += second[STATE + i];
      }
    }
    cotangentSystem.solve(stages);
    for (int stage = 0; stage < STAGES; stage++) {
      slopeCotangent(stage, stages, direction, STATE + size);
      double[] second = second(stage, stageTangents);
      for (int i = 0; i < parameters; i++) {
        along.theta()[i] += second[STATE + 2 * size + i];
      }
    }
    sum(stages, along.state());
  }

  private double[] second(int stage, double[] stageTangents) {
    toArgument(stage);
    System.arraycopy(slopeCotangents[stage], 0, argument, STATE + size, size);
    System.arraycopy(stageTangents, stage * size, direction, STATE, size);
    return system.second(argument, direction);
  }
}
