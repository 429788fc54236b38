package dev.leibniz.bench.gradbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// ADBench's data as inputs of GradBench.
final class AdBench {
  static final JsonMapper MAPPER = new JsonMapper();

  private AdBench() {}

  static String text(String name) {
    try (InputStream file = AdBench.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode expected(String name) {
    return MAPPER.readTree(text(name + ".expected.json"));
  }

  /// The input of an eval, in the older form for gmm.
  static JsonNode gmm(String name) {
    Numbers numbers = new Numbers(name);
    int d = numbers.integer();
    int k = numbers.integer();
    int n = numbers.integer();
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("d", d);
    input.put("k", k);
    input.put("n", n);
    input.put("alpha", numbers.vector(k));
    input.put("means", numbers.matrix(k, d));
    input.put("icf", numbers.matrix(k, d * (d + 1) / 2));
    input.put("x", numbers.matrix(n, d));
    input.put("gamma", numbers.next());
    input.put("m", numbers.integer());
    return MAPPER.valueToTree(input);
  }

  static JsonNode ba(String name) {
    Numbers numbers = new Numbers(name);
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("n", numbers.integer());
    input.put("m", numbers.integer());
    input.put("p", numbers.integer());
    input.put("cam", numbers.vector(11));
    input.put("x", numbers.vector(3));
    input.put("w", numbers.next());
    input.put("feat", numbers.vector(2));
    return MAPPER.valueToTree(input);
  }

  static JsonNode lstm(String name) {
    Numbers numbers = new Numbers(name);
    int layers = numbers.integer();
    int length = numbers.integer();
    int width = numbers.integer();
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("main_params", numbers.matrix(2 * layers, 4 * width));
    input.put("extra_params", numbers.matrix(3, width));
    input.put("state", numbers.matrix(2 * layers, width));
    input.put("sequence", numbers.matrix(length, width));
    return MAPPER.valueToTree(input);
  }

  static JsonNode hand(String name, boolean isOnTriangles) {
    Numbers numbers = new Numbers(name);
    int n = numbers.integer();
    int angles = numbers.integer();
    int[] correspondences = new int[n];
    double[][] points = new double[n][];
    for (int i = 0; i < n; i++) {
      correspondences[i] = numbers.integer();
      points[i] = numbers.vector(3);
    }
    double[][] us = isOnTriangles ? numbers.matrix(n, 2) : new double[0][];
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("model", handModel());
    data.put("correspondences", correspondences);
    data.put("points", points);
    return MAPPER.valueToTree(Map.of("theta", numbers.vector(angles), "data", data, "us", us));
  }

  private static Map<String, Object> handModel() {
    List<String[]> bones = table("hand_bones.txt");
    List<String[]> vertices = table("hand_vertices.txt");
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("bone_count", bones.size());
    model.put("parents", bones.stream().mapToInt(bone -> Integer.parseInt(bone[1])).toArray());
    model.put("base_relatives", bones.stream().map(bone -> matrix(bone, 2)).toList());
    model.put("inverse_base_absolutes", bones.stream().map(bone -> matrix(bone, 18)).toList());
    double[][] positions = new double[vertices.size()][4];
    double[][] weights = new double[vertices.size()][bones.size()];
    for (int i = 0; i < positions.length; i++) {
      String[] vertex = vertices.get(i);
      for (int j = 0; j < 3; j++) {
        positions[i][j] = Double.parseDouble(vertex[j]);
      }
      positions[i][3] = 1;
      for (int j = 9; j + 1 < vertex.length; j += 2) {
        weights[i][Integer.parseInt(vertex[j])] = Double.parseDouble(vertex[j + 1]);
      }
    }
    model.put("base_positions", positions);
    model.put("weights", weights);
    List<int[]> triangles = new ArrayList<>();
    for (String[] triangle : table("hand_triangles.txt")) {
      triangles.add(
          new int[] {
            Integer.parseInt(triangle[0]),
            Integer.parseInt(triangle[1]),
            Integer.parseInt(triangle[2])
          });
    }
    model.put("triangles", triangles);
    model.put("is_mirrored", false);
    return model;
  }

  private static List<String[]> table(String name) {
    return text(name).lines().map(line -> line.strip().split(":", -1)).toList();
  }

  private static double[][] matrix(String[] numbers, int start) {
    double[][] matrix = new double[4][4];
    for (int i = 0; i < 16; i++) {
      matrix[i / 4][i % 4] = Double.parseDouble(numbers[start + i]);
    }
    return matrix;
  }

  /// The numbers of a file, one after the other.
  private static final class Numbers {
    private final StringTokenizer tokens;

    Numbers(String name) {
      tokens = new StringTokenizer(text(name + ".txt"));
    }

    double next() {
      return Double.parseDouble(tokens.nextToken());
    }

    int integer() {
      return (int) next();
    }

    double[] vector(int length) {
      double[] vector = new double[length];
      for (int i = 0; i < length; i++) {
        vector[i] = next();
      }
      return vector;
    }

    double[][] matrix(int rows, int columns) {
      double[][] matrix = new double[rows][];
      for (int i = 0; i < rows; i++) {
        matrix[i] = vector(columns);
      }
      return matrix;
    }
  }
}
