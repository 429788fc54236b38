package dev.leibniz.bench.gradbench;

import tools.jackson.databind.JsonNode;

/// Arrays of numbers out of JSON.
final class Json {
  private Json() {}

  /// The numbers of an array, or of arrays in it, one after the other.
  static double[] numbers(JsonNode array) {
    double[] numbers = new double[count(array)];
    fill(array, numbers, 0);
    return numbers;
  }

  /// The whole numbers of an array, or of arrays in it, one after the other.
  static int[] integers(JsonNode array) {
    double[] numbers = numbers(array);
    int[] integers = new int[numbers.length];
    for (int i = 0; i < integers.length; i++) {
      integers[i] = (int) numbers[i];
    }
    return integers;
  }

  /// A vector cut into rows of equal length.
  static double[][] rows(double[] numbers, int from, int rows, int columns) {
    double[][] matrix = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(numbers, from + i * columns, matrix[i], 0, columns);
    }
    return matrix;
  }

  private static int count(JsonNode node) {
    if (!node.isArray()) {
      return 1;
    }
    int count = 0;
    for (JsonNode element : node) {
      count += count(element);
    }
    return count;
  }

  private static int fill(JsonNode node, double[] numbers, int start) {
    if (!node.isArray()) {
      numbers[start] = node.doubleValue();
      return start + 1;
    }
    int next = start;
    for (JsonNode element : node) {
      next = fill(element, numbers, next);
    }
    return next;
  }
}
