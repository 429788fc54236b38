package dev.leibniz.bench.peers;

import java.util.Arrays;
import java.util.List;

/// What is measured, in words that every worker understands.
///
/// @param text such as `mlp 784-512-256-10 128`: the kind, and numbers
public record Task(String text) {
  /// The training steps, kernels and products that the report shows.
  static final List<Task> ALL =
      List.of(
              // Dense layers with gelu and Adam: sizes, batch.
              "mlp 784-512-256-10 128",
              "mlp 8-32-32-1 32",
              "mlp 784-2048-2048-10 256",
              // Two convolutions and a dense layer with relu and Adam: channels and units, batch.
              "cnn 32-64-128 64",
              "gelu 1000000",
              "sum 1000000",
              "softmax 256 1024",
              "layernorm 256 1024",
              "adam 10000000",
              "matmul f32 128 128 128",
              "matmul f32 256 256 256",
              "matmul f32 512 512 512",
              "matmul f32 1024 1024 1024",
              "matmul f32 2048 2048 2048",
              "matmul f32 128 784 512",
              "matmul f32 256 1024 1024",
              "matmul f32 64 4096 1024",
              "matmul f64 128 128 128",
              "matmul f64 256 256 256",
              "matmul f64 512 512 512",
              "matmul f64 1024 1024 1024",
              "matmul f64 2048 2048 2048",
              "matmul f64 128 784 512",
              "matmul f64 256 1024 1024",
              "matmul f64 64 4096 1024",
              // What the machine can do: multiply-adds, and a ← a + 3·b in memory.
              "peak f32",
              "peak f64",
              "bandwidth 10000000")
          .stream()
          .map(Task::new)
          .toList();

  /// The first word.
  public String kind() {
    return words()[0];
  }

  /// The words.
  public String[] words() {
    return text.split(" ", -1);
  }

  /// The last word as a number: the batch of a training step.
  public int last() {
    String[] words = words();
    return Integer.parseInt(words[words.length - 1]);
  }

  /// The numbers that the second word joins by dashes: the sizes of a network's layers.
  public int[] sizes() {
    return Arrays.stream(words()[1].split("-", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /// The words behind the first `count` as numbers.
  public int[] numbers(int count) {
    return Arrays.stream(words()).skip(count).mapToInt(Integer::parseInt).toArray();
  }

  /// The floating-point operations of a product or of the peak's loop; 0 where memory or overhead
  /// rule.
  double operations() {
    return switch (kind()) {
      case "matmul" -> {
        int[] size = numbers(2);
        yield 2.0 * size[0] * size[1] * size[2];
      }
      case "peak" -> Machine.OPERATIONS;
      default -> 0;
    };
  }

  /// The bytes that go through memory; 0 where operations or overhead rule.
  double bytes() {
    return switch (kind()) {
      case "adam" -> 28.0 * last();
      case "bandwidth" -> 12.0 * last();
      default -> 0;
    };
  }

  /// How far the results of two workers may lie apart, relative to them.
  double tolerance() {
    return switch (kind()) {
      case "mlp" -> 2e-3;
      // Adam makes steps of full size of gradients that are nothing but rounding.
      case "cnn" -> 2e-2;
      default -> 1e-4;
    };
  }
}
