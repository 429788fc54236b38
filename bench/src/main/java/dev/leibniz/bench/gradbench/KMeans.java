package dev.leibniz.bench.gradbench;

import dev.leibniz.Calculus;
import dev.leibniz.calculus.DirectionalFunction;
import dev.leibniz.calculus.VectorFunction;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// The eval `kmeans`: the sum of the squared distances of points from the nearest centroid, and
/// Newton's direction, the gradient divided by the diagonal of the Hessian, which has nothing
/// beside it: its product with a vector of ones is that diagonal.
///
/// @param points the coordinates of the points, one point after the other
record KMeans(int dimensions, double[] points) {
  double cost(double[] centroids) {
    double cost = 0;
    for (int point = 0; point < points.length; point += dimensions) {
      double closest = Double.POSITIVE_INFINITY;
      int nearest = 0;
      for (int centroid = 0; centroid < centroids.length; centroid += dimensions) {
        double distance = squaredDistance(point, centroids, centroid);
        if (distance < closest) {
          closest = distance;
          nearest = centroid;
        }
      }
      cost += squaredDistance(point, centroids, nearest);
    }
    return cost;
  }

  private double squaredDistance(int point, double[] centroids, int centroid) {
    double sum = 0;
    for (int i = 0; i < dimensions; i++) {
      double difference = points[point + i] - centroids[centroid + i];
      sum += difference * difference;
    }
    return sum;
  }

  static Map<String, Task.Maker> functions() {
    return Map.of(
        "cost",
        input -> {
          KMeans means = of(input);
          double[] centroids = Json.numbers(input.required("centroids"));
          return Task.of(() -> means.cost(centroids));
        },
        "dir",
        input -> {
          KMeans means = of(input);
          double[] centroids = Json.numbers(input.required("centroids"));
          return new Task<>(means.direction(centroids), means::rows);
        });
  }

  private Supplier<double[]> direction(double[] centroids) {
    VectorFunction gradient = Calculus.gradient(this::cost);
    DirectionalFunction hessian = Calculus.hessianVectorProduct(this::cost);
    double[] ones = new double[centroids.length];
    Arrays.fill(ones, 1);
    return () -> {
      double[] direction = gradient.apply(centroids);
      double[] diagonal = hessian.apply(centroids, ones);
      for (int i = 0; i < direction.length; i++) {
        direction[i] /= diagonal[i];
      }
      return direction;
    };
  }

  private double[][] rows(double[] direction) {
    return Json.rows(direction, 0, direction.length / dimensions, dimensions);
  }

  private static KMeans of(JsonNode input) {
    return new KMeans(
        input.required("centroids").required(0).size(), Json.numbers(input.required("points")));
  }
}
