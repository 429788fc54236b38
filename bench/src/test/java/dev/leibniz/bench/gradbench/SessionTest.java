package dev.leibniz.bench.gradbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class SessionTest {
  private final Session session = new Session(Evals.all(), 0);

  private JsonNode answer(String message) {
    String line = session.answer(message).line();
    assertThat(line).doesNotContain("\n");
    return AdBench.MAPPER.readTree(line);
  }

  /// The example of the protocol's description.
  @Test
  void theExampleIsAnswered() {
    assertThat(answer("{\"id\": 0, \"kind\": \"start\", \"eval\": \"hello\"}"))
        .isEqualTo(AdBench.MAPPER.readTree("{\"id\": 0, \"tool\": \"leibniz\"}"));
    assertThat(answer("{\"id\": 1, \"kind\": \"define\", \"module\": \"hello\"}"))
        .isEqualTo(AdBench.MAPPER.readTree("{\"id\": 1, \"success\": true}"));
    JsonNode square =
        answer(
            "{\"id\": 2, \"kind\": \"evaluate\", \"module\": \"hello\","
                + " \"function\": \"square\", \"input\": 1.0, \"description\": \"1.0\"}");
    assertThat(square.required("success").booleanValue()).isTrue();
    assertThat(square.required("output").doubleValue()).isEqualTo(1);
    assertThat(square.required("timings").required(0).required("name").stringValue())
        .isEqualTo("evaluate");
    assertThat(square.required("timings").required(0).required("nanoseconds").isIntegralNumber())
        .isTrue();
    assertThat(answer("{\"id\": 3, \"kind\": \"analysis\", \"of\": 2, \"valid\": true}"))
        .isEqualTo(AdBench.MAPPER.readTree("{\"id\": 3}"));
    assertThat(
            answer(
                    "{\"id\": 4, \"kind\": \"evaluate\", \"module\": \"hello\","
                        + " \"function\": \"double\", \"input\": 4}")
                .required("output")
                .doubleValue())
        .isEqualTo(8);
  }

  @Test
  void allTwelveModulesAreThere() {
    for (String module :
        "hello llsq lse det ode gmm kmeans ba ht lstm saddle particle".split(" ", -1)) {
      JsonNode answer = answer("{\"id\":1,\"kind\":\"define\",\"module\":\"" + module + "\"}");
      assertThat(answer.required("success").booleanValue()).as(module).isTrue();
    }
  }

  @Test
  void whatIsNotThereIsNoSuccess() {
    String refused = "{\"id\": 1, \"success\": false}";
    assertThat(answer("{\"id\": 1, \"kind\": \"define\", \"module\": \"nothing\"}"))
        .isEqualTo(AdBench.MAPPER.readTree(refused));
    assertThat(
            answer(
                "{\"id\": 1, \"kind\": \"evaluate\", \"module\": \"hello\","
                    + " \"function\": \"cube\", \"input\": 1}"))
        .isEqualTo(AdBench.MAPPER.readTree(refused));
    assertThat(
            answer(
                "{\"id\": 1, \"kind\": \"evaluate\", \"module\": \"lse\","
                    + " \"function\": \"primal\", \"input\": {\"y\": []}}"))
        .isEqualTo(AdBench.MAPPER.readTree(refused));
  }

  @Test
  void troubleIsToldApartFromTheAnswer() {
    Session.Answer answer =
        session.answer("{\"id\": 1, \"kind\": \"define\", \"module\": \"nothing\"}");
    assertThat(answer.trouble()).contains("nothing", "hello", "particle");
  }

  @Test
  void infinityIsNoSuccess() {
    JsonNode answer =
        answer(
            "{\"id\": 1, \"kind\": \"evaluate\", \"module\": \"hello\","
                + " \"function\": \"square\", \"input\": 1e300}");
    assertThat(answer.required("success").booleanValue()).isFalse();
    assertThat(answer.has("output")).isFalse();
  }

  @Test
  void runsGoOnUntilThereAreEnoughOfThemAndTheyHaveTakenLongEnough() {
    String message =
        "{\"id\": 1, \"kind\": \"evaluate\", \"module\": \"lse\", \"function\": \"gradient\","
            + " \"input\": {\"x\": [1, 2, 3], \"min_runs\": 5, \"min_seconds\": %s}}";
    JsonNode few = answer(message.formatted("0")).required("timings");
    assertThat(few.size()).isEqualTo(6);
    assertThat(few.required(0).required("name").stringValue()).isEqualTo("warmup");
    JsonNode many = answer(message.formatted("0.01")).required("timings");
    long sum = 0;
    for (int i = 1; i < many.size(); i++) {
      assertThat(many.required(i).required("name").stringValue()).isEqualTo("evaluate");
      sum += many.required(i).required("nanoseconds").longValue();
    }
    assertThat(sum).isGreaterThanOrEqualTo(9_999_999);
  }

  @Test
  void theRunsBeforeTheMeasuredOnesTakeAsLongAsAsked() {
    Session warm = new Session(Map.of("m", Map.of("f", _ -> Task.of(() -> 1.0))), 10_000_000);
    JsonNode answer =
        AdBench.MAPPER.readTree(
            warm.answer(
                    "{\"id\": 1, \"kind\": \"evaluate\", \"module\": \"m\", \"function\": \"f\","
                        + " \"input\": {\"min_runs\": 1, \"min_seconds\": 0}}")
                .line());
    assertThat(answer.required("timings").required(0).required("nanoseconds").longValue())
        .isGreaterThanOrEqualTo(10_000_000);
  }
}
