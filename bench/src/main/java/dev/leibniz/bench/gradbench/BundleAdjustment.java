package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.UnivariateFunction;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// The eval `ba`: how far p observed features lie from where n cameras project m points.
///
/// @param cameras eleven numbers per camera: rotation as axis times angle, centre, focal length,
///   principal point, two coefficients of radial distortion
/// @param points three coordinates per point
/// @param weights one per observation
/// @param features two coordinates per observation
/// @param seenBy the camera of each observation
/// @param seen the point of each observation
record BundleAdjustment(
    double[] cameras,
    double[] points,
    double[] weights,
    double[] features,
    int[] seenBy,
    int[] seen) {
  private static final int CAMERA = 11;
  private static final int POINT = 3;

  /// The numbers that the residual of an observation depends on: camera, point, weight.
  static final int VARIABLES = CAMERA + POINT + 1;

  /// The numbers of an observation: its variables and its feature.
  private static final int OBSERVATION = VARIABLES + 2;

  /// As many observations are differentiated at once; their numbers stay in the cache.
  private static final int BATCH = 128;

  /// The residuals, two per observation, and 1 − w² for each weight.
  record Errors(double[] residuals, double[] weights) {}

  Errors errors() {
    double[] residuals = new double[2 * weights.length];
    double[] errors = new double[weights.length];
    double[] observation = new double[OBSERVATION];
    for (int i = 0; i < weights.length; i++) {
      gather(i, observation, 0);
      residual(observation, 0, residuals, 2 * i);
      errors[i] = weightError(weights[i]);
    }
    return new Errors(residuals, errors);
  }

  private static double weightError(double w) {
    return 1 - w * w;
  }

  /// The residuals of observations that lie one after the other.
  private static double[] residuals(double[] observations) {
    double[] residuals = new double[observations.length / OBSERVATION * 2];
    for (int i = 0; 2 * i < residuals.length; i++) {
      residual(observations, i * OBSERVATION, residuals, 2 * i);
    }
    return residuals;
  }

  private static void residual(double[] x, int at, double[] result, int to) {
    double px = x[at + 11] - x[at + 3];
    double py = x[at + 12] - x[at + 4];
    double pz = x[at + 13] - x[at + 5];
    double rx = x[at];
    double ry = x[at + 1];
    double rz = x[at + 2];
    double square = rx * rx + ry * ry + rz * rz;
    double cx;
    double cy;
    double cz;
    if (square != 0) {
      double angle = Math.sqrt(square);
      double cosine = Math.cos(angle);
      double sine = Math.sin(angle) / angle;
      double along = (rx * px + ry * py + rz * pz) * (1 - cosine) / square;
      cx = px * cosine + (ry * pz - rz * py) * sine + rx * along;
      cy = py * cosine + (rz * px - rx * pz) * sine + ry * along;
      cz = pz * cosine + (rx * py - ry * px) * sine + rz * along;
    } else {
      cx = px + ry * pz - rz * py;
      cy = py + rz * px - rx * pz;
      cz = pz + rx * py - ry * px;
    }
    double u = cx / cz;
    double v = cy / cz;
    double radius = u * u + v * v;
    double stretch = x[at + 6] * (1 + x[at + 9] * radius + x[at + 10] * radius * radius);
    double weight = x[at + 14];
    result[to] = weight * (u * stretch + x[at + 7] - x[at + 15]);
    result[to + 1] = weight * (v * stretch + x[at + 8] - x[at + 16]);
  }

  private void gather(int i, double[] observations, int to) {
    System.arraycopy(cameras, seenBy[i] * CAMERA, observations, to, CAMERA);
    System.arraycopy(points, seen[i] * POINT, observations, to + CAMERA, POINT);
    observations[to + CAMERA + POINT] = weights[i];
    observations[to + VARIABLES] = features[2 * i];
    observations[to + VARIABLES + 1] = features[2 * i + 1];
  }

  /// The sparse Jacobian. Observations share no numbers once each has its copy, so that one reverse
  /// sweep gives the first rows of a whole batch, and another one the second rows.
  Supplier<SparseMatrix> jacobian() {
    DirectionalFunction rows = Calculus.vjp(BundleAdjustment::residuals);
    UnivariateFunction slope = Calculus.derivative(BundleAdjustment::weightError);
    SparseMatrix result = structure();
    return () -> {
      for (int first = 0; first < weights.length; first += BATCH) {
        int count = Math.min(BATCH, weights.length - first);
        double[] batch = new double[count * OBSERVATION];
        for (int i = 0; i < count; i++) {
          gather(first + i, batch, i * OBSERVATION);
        }
        double[] upper = rows.apply(batch, everySecond(count, 0));
        double[] lower = rows.apply(batch, everySecond(count, 1));
        for (int i = 0; i < count; i++) {
          int start = 2 * (first + i) * VARIABLES;
          System.arraycopy(upper, i * OBSERVATION, result.values(), start, VARIABLES);
          System.arraycopy(lower, i * OBSERVATION, result.values(), start + VARIABLES, VARIABLES);
        }
      }
      int start = 2 * weights.length * VARIABLES;
      for (int i = 0; i < weights.length; i++) {
        result.values()[start + i] = slope.applyAsDouble(weights[i]);
      }
      return result;
    };
  }

  private static double[] everySecond(int count, int start) {
    double[] weights = new double[2 * count];
    for (int i = start; i < weights.length; i += 2) {
      weights[i] = 1;
    }
    return weights;
  }

  /// A matrix with zeros where the Jacobian has entries.
  private SparseMatrix structure() {
    SparseMatrix result = new SparseMatrix(3 * weights.length, 31 * weights.length);
    for (int row = 0; row < 2 * weights.length; row++) {
      insertRow(result, row / 2, row);
    }
    int start = 2 * weights.length * VARIABLES;
    for (int i = 0; i < weights.length; i++) {
      result.rows()[2 * weights.length + i + 1] = start + i + 1;
      result.columns()[start + i] = cameras.length + points.length + i;
    }
    return result;
  }

  private void insertRow(SparseMatrix result, int observation, int row) {
    int start = row * VARIABLES;
    result.rows()[row + 1] = start + VARIABLES;
    for (int i = 0; i < CAMERA; i++) {
      result.columns()[start + i] = seenBy[observation] * CAMERA + i;
    }
    for (int i = 0; i < POINT; i++) {
      result.columns()[start + CAMERA + i] = cameras.length + seen[observation] * POINT + i;
    }
    result.columns()[start + CAMERA + POINT] = cameras.length + points.length + observation;
  }

  static Map<String, Task.Maker> functions() {
    return Map.of(
        "objective",
        input -> new Task<>(of(input)::errors, BundleAdjustment::parts),
        "jacobian",
        input -> new Task<>(of(input).jacobian(), SparseMatrix::sample));
  }

  private static Map<String, Object> parts(Errors errors) {
    return Map.of(
        "reproj_error",
        Map.of(
            "elements", Arrays.copyOf(errors.residuals(), 2), "repeated", errors.weights().length),
        "w_err",
        Map.of("element", errors.weights()[0], "repeated", errors.weights().length));
  }

  /// The problem of one camera, point, weight and feature, each as often as asked for: observation
  /// i sees camera i mod n and point i mod m.
  static BundleAdjustment of(JsonNode input) {
    int n = input.required("n").intValue();
    int m = input.required("m").intValue();
    int p = input.required("p").intValue();
    int[] seenBy = new int[p];
    int[] seen = new int[p];
    for (int i = 0; i < p; i++) {
      seenBy[i] = i % n;
      seen[i] = i % m;
    }
    return new BundleAdjustment(
        repeated(input.required("cam"), n),
        repeated(input.required("x"), m),
        repeated(input.required("w"), p),
        repeated(input.required("feat"), p),
        seenBy,
        seen);
  }

  private static double[] repeated(JsonNode numbers, int times) {
    double[] once = Json.numbers(numbers);
    double[] all = new double[once.length * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = once[i % once.length];
    }
    return all;
  }
}
