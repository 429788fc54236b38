package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.SparseMatrixFunction;
import dev.leibniz.calculus.SparsityPattern;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;

/// The eval `ht`: the distances of measured points from the skin of a hand that bones move.
///
/// The vector of parameters holds two barycentric coordinates per point where the skin is given by
/// triangles, then rotation (axis times angle) and translation of the hand, then for each of the
/// five fingers flexion and abduction of its first joint and the flexion of the other two.
///
/// @param parents the bone that each bone hangs on, or -1
/// @param relatives a 4 × 4 matrix per bone, row by row: its place as seen from its parent
/// @param inverses likewise: from the hand at rest into the bone
/// @param positions four homogeneous coordinates per vertex
/// @param weights per vertex, how far it follows each bone
/// @param triangles three vertices per triangle
/// @param correspondences the vertex of each point, or the triangle where `isOnTriangles`
/// @param points three coordinates per point
record HandTracking(
    int[] parents,
    double[] relatives,
    double[] inverses,
    double[] positions,
    double[] weights,
    int[] triangles,
    int[] correspondences,
    double[] points,
    boolean isMirrored,
    boolean isOnTriangles) {
  private static final int POSE = 6;
  private static final int FINGERS = 5;

  /// A rotation by less is none.
  private static final double SMALLEST_ANGLE = 1e-4;

  double[] residuals(double[] x) {
    int theta = isOnTriangles ? 2 * correspondences.length : 0;
    double[] transforms = transforms(x, theta);
    double[] rotation = rotation(x[theta], x[theta + 1], x[theta + 2]);
    double[] residuals = new double[points.length];
    double[] vertex = new double[3];
    for (int i = 0; i < correspondences.length; i++) {
      if (isOnTriangles) {
        int corner = 3 * correspondences[i];
        double first = x[2 * i];
        double second = x[2 * i + 1];
        vertex[0] = 0;
        vertex[1] = 0;
        vertex[2] = 0;
        addVertex(triangles[corner], first, transforms, vertex);
        addVertex(triangles[corner + 1], second, transforms, vertex);
        addVertex(triangles[corner + 2], 1 - first - second, transforms, vertex);
      } else {
        vertex[0] = 0;
        vertex[1] = 0;
        vertex[2] = 0;
        addVertex(correspondences[i], 1, transforms, vertex);
      }
      for (int row = 0; row < 3; row++) {
        residuals[3 * i + row] =
            points[3 * i + row]
                - rotation[3 * row] * vertex[0]
                - rotation[3 * row + 1] * vertex[1]
                - rotation[3 * row + 2] * vertex[2]
                - x[theta + 3 + row];
      }
    }
    return residuals;
  }

  /// Adds a share of the place to which the bones move a vertex.
  private void addVertex(int vertex, double share, double[] transforms, double[] sum) {
    int bones = parents.length;
    double px = positions[4 * vertex];
    double py = positions[4 * vertex + 1];
    double pz = positions[4 * vertex + 2];
    double pw = positions[4 * vertex + 3];
    for (int bone = 0; bone < bones; bone++) {
      double weight = weights[vertex * bones + bone];
      if (weight != 0) {
        for (int row = 0; row < 3; row++) {
          int at = 16 * bone + 4 * row;
          double moved =
              transforms[at] * px
                  + transforms[at + 1] * py
                  + transforms[at + 2] * pz
                  + transforms[at + 3] * pw;
          double mirrored = isMirrored && row == 0 ? -moved : moved;
          sum[row] += share * weight * mirrored;
        }
      }
    }
  }

  /// Per bone, the matrix that moves what it carries from the hand at rest.
  private double[] transforms(double[] x, int theta) {
    int bones = parents.length;
    double[] angles = angles(x, theta);
    double[] absolutes = new double[16 * bones];
    double[] transforms = new double[16 * bones];
    double[] joint = new double[16];
    double[] relative = new double[16];
    joint[15] = 1;
    for (int bone = 0; bone < bones; bone++) {
      bend(angles[2 * bone], angles[2 * bone + 1], joint);
      multiply(relatives, 16 * bone, joint, 0, relative, 0);
      if (parents[bone] < 0) {
        System.arraycopy(relative, 0, absolutes, 16 * bone, 16);
      } else {
        multiply(absolutes, 16 * parents[bone], relative, 0, absolutes, 16 * bone);
      }
      multiply(absolutes, 16 * bone, inverses, 16 * bone, transforms, 16 * bone);
    }
    return transforms;
  }

  /// Per bone, flexion and abduction. The first two bones, wrist and forearm, do not bend, nor does
  /// the last one of each finger.
  private double[] angles(double[] x, int theta) {
    double[] angles = new double[2 * parents.length];
    int next = theta + POSE;
    for (int finger = 0; finger < FINGERS; finger++) {
      int bone = 2 + 4 * finger;
      angles[2 * bone] = x[next];
      angles[2 * bone + 1] = x[next + 1];
      angles[2 * (bone + 1)] = x[next + 2];
      angles[2 * (bone + 2)] = x[next + 3];
      next += 4;
    }
    return angles;
  }

  /// A turn about the x axis by `flexion`, then about the z axis by `abduction`.
  private static void bend(double flexion, double abduction, double[] matrix) {
    double cx = Math.cos(flexion);
    double sx = Math.sin(flexion);
    double cz = Math.cos(abduction);
    double sz = Math.sin(abduction);
    matrix[0] = cz;
    matrix[1] = -sz * cx;
    matrix[2] = sz * sx;
    matrix[4] = sz;
    matrix[5] = cz * cx;
    matrix[6] = -cz * sx;
    matrix[9] = sx;
    matrix[10] = cx;
  }

  private static void multiply(
      double[] a, int atA, double[] b, int atB, double[] product, int atProduct) {
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double sum = 0;
        for (int k = 0; k < 4; k++) {
          sum += a[atA + 4 * i + k] * b[atB + 4 * k + j];
        }
        product[atProduct + 4 * i + j] = sum;
      }
    }
  }

  private static double[] rotation(double rx, double ry, double rz) {
    double angle = Math.sqrt(rx * rx + ry * ry + rz * rz);
    if (angle < SMALLEST_ANGLE) {
      return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    }
    double x = rx / angle;
    double y = ry / angle;
    double z = rz / angle;
    double s = Math.sin(angle);
    double c = Math.cos(angle);
    return new double[] {
      x * x + (1 - x * x) * c,
      x * y * (1 - c) - z * s,
      x * z * (1 - c) + y * s,
      x * y * (1 - c) + z * s,
      y * y + (1 - y * y) * c,
      y * z * (1 - c) - x * s,
      x * z * (1 - c) - y * s,
      z * y * (1 - c) + x * s,
      z * z + (1 - z * z) * c
    };
  }

  /// The Jacobian, by colouring: fingers that move no vertex together share sweeps. Where points
  /// lie on triangles the first two columns hold the derivatives by the two coordinates of the
  /// row's own point.
  Supplier<double[][]> jacobian(double[] x) {
    SparsityPattern pattern = Calculus.jacobianPattern(this::residuals, x);
    SparseMatrixFunction sparse = Calculus.sparseJacobian(this::residuals, pattern);
    int shared = isOnTriangles ? 2 : 0;
    int theta = shared * correspondences.length;
    return () -> {
      double[][] jacobian = new double[points.length][shared + x.length - theta];
      sparse
          .apply(x)
          .forEach((row, column, value) ->
              jacobian[row][column < theta ? column % 2 : shared + column - theta] = value);
      return jacobian;
    };
  }

  static Map<String, Task.Maker> functions() {
    return Map.of(
        "objective",
        input -> {
          HandTracking hand = of(input);
          double[] x = parameters(input);
          return Task.of(() -> hand.residuals(x));
        },
        "jacobian",
        input -> Task.of(of(input).jacobian(parameters(input))));
  }

  static double[] parameters(JsonNode input) {
    return DoubleStream.concat(
            DoubleStream.of(Json.numbers(input.required("us"))),
            DoubleStream.of(Json.numbers(input.required("theta"))))
        .toArray();
  }

  static HandTracking of(JsonNode input) {
    JsonNode data = input.required("data");
    JsonNode model = data.required("model");
    return new HandTracking(
        Json.integers(model.required("parents")),
        Json.numbers(model.required("base_relatives")),
        Json.numbers(model.required("inverse_base_absolutes")),
        Json.numbers(model.required("base_positions")),
        Json.numbers(model.required("weights")),
        Json.integers(model.required("triangles")),
        Json.integers(data.required("correspondences")),
        Json.numbers(data.required("points")),
        model.required("is_mirrored").booleanValue(),
        input.required("us").size() > 0);
  }
}
