package dev.leibniz.integrate;

import static dev.leibniz.integrate.LinearizedSystem.STATE;

/// Derivatives of a step of an explicit Runge–Kutta method.
///
/// With kᵢ = f(Yᵢ), Yᵢ = y + hΣⱼaᵢⱼkⱼ the cotangents are, the last stage first, k̄ᵢ = h(bᵢȳ + Σⱼaⱼᵢ
/// Ȳⱼ), Ȳᵢ = (∂f/∂y)ᵀk̄ᵢ (Hairer, Lubich and Wanner, "Geometric Numerical Integration", VI.10.2).
final class ExplicitStepDerivative implements StepDerivative {
  private final LinearizedSystem system;
  private final OdeFunction f;
  private final Tableau tableau;
  private final int size;
  private final int parameters;
  private final int stages;
  private final double[] slopes;
  private final double[] slopeTangents;
  private final double[] points;
  private final double[] pointCotangents;
  private final double[] pointCotangentTangents;
  private final double[] argument;
  private final double[] direction;
  private double t;
  private double h;

  ExplicitStepDerivative(LinearizedSystem system, Tableau tableau, int size, double[] theta) {
    this.system = system;
    this.f = system.with(theta);
    this.tableau = tableau;
    this.size = size;
    this.parameters = theta.length;
    this.stages = tableau.stages();
    this.slopes = new double[stages * size];
    this.slopeTangents = new double[stages * size];
    this.points = new double[stages * size];
    this.pointCotangents = new double[stages * size];
    this.pointCotangentTangents = new double[stages * size];
    this.argument = LinearizedSystem.argument(size, theta);
    this.direction = LinearizedSystem.direction(size, theta);
  }

  @Override
  public void load(Pieces pieces, int piece) {
    t = pieces.start(piece);
    h = pieces.length(piece);
    double[] lent = new double[size];
    System.arraycopy(pieces.coefficients(), pieces.offset(piece), lent, 0, size);
    double[] y = lent.clone();
    for (int stage = 0; stage < stages; stage++) {
      toPoint(stage, y, slopes, points, stage * size);
      if (stage + 1 < stages) {
        System.arraycopy(points, stage * size, lent, 0, size);
        double[] slope = f.apply(t + tableau.nodes()[stage] * h, lent);
        for (int i = 0; i < size; i++) {
          slopes[i * stages + stage] = slope[i];
        }
      }
    }
  }

  /// base + hΣⱼaⱼkⱼ for the row of a stage, or of the result.
  private void toPoint(int stage, double[] base, double[] k, double[] into, int start) {
    double[] row = tableau.rows()[stage];
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        sum += row[j] * k[i * stages + j];
      }
      into[start + i] = base[i] + h * sum;
    }
  }

  private void toArgument(int stage) {
    LinearizedSystem.setTime(argument, t + tableau.nodes()[stage] * h);
    System.arraycopy(points, stage * size, argument, STATE, size);
  }

  @Override
  public void push(double[] tangent, double[] thetaTangent) {
    System.arraycopy(thetaTangent, 0, direction, STATE + 2 * size, parameters);
    for (int stage = 0; stage < stages; stage++) {
      pushStage(stage, tangent);
    }
    toPoint(stages, tangent.clone(), slopeTangents, tangent, 0);
  }

  /// Leaves the tangent of the stage's point in `direction`.
  private void pushStage(int stage, double[] tangent) {
    toArgument(stage);
    toPoint(stage, tangent, slopeTangents, direction, STATE);
    double[] slope = system.tangent(argument, direction);
    for (int i = 0; i < size; i++) {
      slopeTangents[i * stages + stage] = slope[i];
    }
  }

  @Override
  public void pull(double[] cotangent, double[] theta) {
    for (int stage = stages - 1; stage >= 0; stage--) {
      pullStage(stage, cotangent, theta);
    }
    sum(pointCotangents, cotangent);
  }

  private void pullStage(int stage, double[] cotangent, double[] theta) {
    toArgument(stage);
    slopeCotangent(stage, cotangent, pointCotangents, argument);
    double[] gradient = system.gradient(argument);
    System.arraycopy(gradient, STATE, pointCotangents, stage * size, size);
    for (int i = 0; i < parameters; i++) {
      theta[i] += gradient[STATE + 2 * size + i];
    }
  }

  private void slopeCotangent(int stage, double[] cotangent, double[] later, double[] into) {
    double weight = tableau.rows()[stages][stage];
    for (int i = 0; i < size; i++) {
      double sum = weight * cotangent[i];
      for (int j = stage + 1; j < stages; j++) {
        sum += tableau.rows()[j][stage] * later[j * size + i];
      }
      into[STATE + size + i] = h * sum;
    }
  }

  private void sum(double[] stagesOf, double[] into) {
    for (int stage = 0; stage < stages; stage++) {
      for (int i = 0; i < size; i++) {
        into[i] += stagesOf[stage * size + i];
      }
    }
  }

  @Override
  public void pullTwice(Cotangents at, Cotangents along, double[] tangent, double[] thetaTangent) {
    System.arraycopy(thetaTangent, 0, direction, STATE + 2 * size, parameters);
    for (int stage = 0; stage < stages; stage++) {
      pushStage(stage, tangent);
    }
    for (int stage = stages - 1; stage >= 0; stage--) {
      pullStage(stage, at.state(), at.theta());
      toPoint(stage, tangent, slopeTangents, direction, STATE);
      slopeCotangent(stage, along.state(), pointCotangentTangents, direction);
      double[] second = system.second(argument, direction);
      System.arraycopy(second, STATE, pointCotangentTangents, stage * size, size);
      for (int i = 0; i < parameters; i++) {
        along.theta()[i] += second[STATE + 2 * size + i];
      }
    }
    sum(pointCotangents, at.state());
    sum(pointCotangentTangents, along.state());
  }
}
