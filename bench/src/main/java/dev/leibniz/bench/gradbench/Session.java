package dev.leibniz.bench.gradbench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The messages of GradBench's protocol (CONTRIBUTING.md of gradbench/gradbench) and their answers.
///
/// Where an input asks for several runs, they are preceded by others that let the machine compile
/// the code; their time stands in the answer as `warmup`, each of the others as `evaluate`.
final class Session {
  private static final long WARM_UP = 1_000_000_000L;

  /// An answer, and what went wrong where it says so.
  record Answer(String line, String trouble) {}

  private static final JsonMapper MAPPER = new JsonMapper();

  private final Map<String, Map<String, Task.Maker>> modules;
  private final long warmUp;

  /// A session that solves all evals.
  Session() {
    this(Evals.all(), WARM_UP);
  }

  /// A session with other modules, whose functions run unmeasured for at least `warmUp` nanoseconds
  /// first.
  Session(Map<String, Map<String, Task.Maker>> modules, long warmUp) {
    this.modules = modules;
    this.warmUp = warmUp;
  }

  /// The answer to one message.
  Answer answer(String line) {
    JsonNode message = MAPPER.readTree(line);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", message.required("id"));
    String trouble =
        switch (message.required("kind").stringValue()) {
          case "start" -> {
            answer.put("tool", "leibniz");
            yield "";
          }
          case "define" -> define(message, answer);
          case "evaluate" -> evaluate(message, answer);
          default -> "";
        };
    return new Answer(MAPPER.writeValueAsString(answer), trouble);
  }

  private String define(JsonNode message, Map<String, Object> answer) {
    String module = message.required("module").stringValue();
    boolean isKnown = modules.containsKey(module);
    answer.put("success", isKnown);
    return isKnown ? "" : "there is no module " + module + "; there are " + modules.keySet();
  }

  private String evaluate(JsonNode message, Map<String, Object> answer) {
    String module = message.required("module").stringValue();
    String function = message.required("function").stringValue();
    Task.Maker maker = modules.getOrDefault(module, Map.of()).get(function);
    if (maker == null) {
      answer.put("success", false);
      return "there is no function " + module + "::" + function;
    }
    try {
      JsonNode input = message.required("input");
      List<Map<String, Object>> timings = new ArrayList<>();
      JsonNode output = MAPPER.valueToTree(run(maker.of(input), input, timings));
      if (!isFinite(output)) {
        answer.put("success", false);
        return module + "::" + function + " is not finite for this input";
      }
      answer.put("success", true);
      answer.put("output", output);
      answer.put("timings", timings);
      return "";
    } catch (RuntimeException failure) {
      answer.put("success", false);
      return module + "::" + function + ": " + failure;
    }
  }

  private <R> Object run(Task<R> task, JsonNode input, List<Map<String, Object>> timings) {
    int minRuns = Math.max(1, input.path("min_runs").intValue(1));
    double minSeconds = input.path("min_seconds").doubleValue(0);
    if (input.has("min_runs")) {
      timings.add(timing("warmup", WarmUp.run(task.run(), warmUp, System::nanoTime)));
    }
    double seconds = 0;
    int runs = 0;
    R result;
    do {
      long start = System.nanoTime();
      result = task.run().get();
      long nanoseconds = System.nanoTime() - start;
      timings.add(timing("evaluate", nanoseconds));
      seconds += nanoseconds * 1e-9;
      runs++;
    } while (runs < minRuns || seconds < minSeconds);
    return task.output().apply(result);
  }

  private static Map<String, Object> timing(String name, long nanoseconds) {
    Map<String, Object> timing = new LinkedHashMap<>();
    timing.put("name", name);
    timing.put("nanoseconds", nanoseconds);
    return timing;
  }

  private static boolean isFinite(JsonNode node) {
    if (node.isFloatingPointNumber()) {
      return Double.isFinite(node.doubleValue());
    }
    for (JsonNode element : node) {
      if (!isFinite(element)) {
        return false;
      }
    }
    return true;
  }
}
