package dev.leibniz.bench.gradbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Values and derivatives beside those computed elsewhere, to nine digits.
final class AdBenchTest {
  @ParameterizedTest
  @ValueSource(strings = {"gmm_test", "gmm_1k_d2_K5"})
  void mixtureInItsOlderForm(String name) {
    JsonNode expected = AdBench.expected(name);
    JsonNode input = AdBench.gmm(name);
    assertClose(value("gmm", "objective", input), expected.required("value"), 1e-12);
    assertClose(value("gmm", "jacobian", input), expected.required("gradient"), 1e-9);
  }

  @Test
  void bundleAdjustment() {
    JsonNode expected = AdBench.expected("ba_test");
    JsonNode input = AdBench.ba("ba_test");
    JsonNode errors = value("ba", "objective", input);
    assertClose(
        errors.required("reproj_error").required("elements"),
        expected.required("reproj_err"),
        1e-9);
    assertClose(errors.required("w_err").required("element"), expected.required("w_err"), 1e-12);
    assertThat(errors.required("w_err").required("repeated").intValue()).isEqualTo(10);
    double[] block = Json.numbers(expected.required("J_block_2x15"));
    double[] entries = new double[31];
    System.arraycopy(block, 0, entries, 0, 30);
    entries[30] = -2 * input.required("w").doubleValue();
    JsonNode jacobian = value("ba", "jacobian", input);
    assertClose(jacobian.required("vals"), AdBench.MAPPER.valueToTree(entries), 1e-9);
  }

  @Test
  void theSparseJacobianHasFifteenEntriesPerResidualAndOnePerWeight() {
    SparseMatrix jacobian = BundleAdjustment.of(AdBench.ba("ba_test")).jacobian().get();
    assertThat(jacobian.rows()).hasSize(31).startsWith(0, 15, 30).endsWith(308, 309, 310);
    assertThat(jacobian.columns())
        .startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 22, 23, 24, 52)
        .endsWith(59, 60, 61);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hand_test", "hand_hand_complicated"})
  void hand(String name) {
    JsonNode expected = AdBench.expected(name);
    JsonNode input = AdBench.hand(name, expected.required("complicated").booleanValue());
    assertClose(value("ht", "objective", input), expected.required("residual"), 1e-12);
    JsonNode jacobian = value("ht", "jacobian", input);
    assertThat(jacobian.size()).isEqualTo(6);
    assertClose(jacobian, expected.required("J_row_major"), 1e-9);
  }

  @Test
  void lstm() {
    JsonNode expected = AdBench.expected("lstm_l2_c1024");
    JsonNode input = AdBench.lstm("lstm_l2_c1024");
    assertClose(value("lstm", "objective", input), expected.required("value"), 1e-12);
    assertClose(value("lstm", "jacobian", input), expected.required("gradient"), 1e-12);
  }

  static JsonNode value(String module, String function, JsonNode input) {
    return AdBench.MAPPER.valueToTree(output(Evals.all().get(module).get(function).of(input)));
  }

  private static <R> Object output(Task<R> task) {
    return task.output().apply(task.run().get());
  }

  /// |a − b| ≤ tolerance · max(1, |b|), element by element.
  static void assertClose(JsonNode actual, JsonNode expected, double tolerance) {
    double[] a = Json.numbers(actual);
    double[] b = Json.numbers(expected);
    assertThat(a).hasSameSizeAs(b);
    for (int i = 0; i < a.length; i++) {
      assertThat(a[i])
          .as("element %d", i)
          .isCloseTo(b[i], within(tolerance * Math.max(1, Math.abs(b[i]))));
    }
  }
}
