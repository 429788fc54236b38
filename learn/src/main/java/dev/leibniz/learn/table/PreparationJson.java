package dev.leibniz.learn.table;

import dev.leibniz.error.DataException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.LeibnizException;
import dev.leibniz.learn.table.CsvOptions.Delimiter;
import dev.leibniz.learn.table.CsvOptions.Header;
import dev.leibniz.learn.table.TableOptions.Missing;
import dev.leibniz.learn.table.TableOptions.UnknownCategory;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A preparation as JSON. Numbers are written with the digits that give the same double again.
final class PreparationJson {
  /// The key of the text in a model's metadata.
  static final String KEY = "leibniz.table";

  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.shared();

  private PreparationJson() {}

  static String write(TablePreparation preparation) {
    ObjectNode root = JSON.createObjectNode().put("version", VERSION);
    ObjectNode csv = root.putObject("csv");
    csv.put("delimiter", preparation.csv().delimiter().name());
    csv.put("header", preparation.csv().header().name());
    csv.put("decimalComma", preparation.csv().decimalComma());
    putTexts(csv, "missing", preparation.csv().missing());
    putTexts(root, "names", preparation.names());
    root.put("header", preparation.header());
    root.put("missing", preparation.missing().name());
    root.put("unknownCategory", preparation.unknownCategory().name());
    var features = root.putArray("features");
    for (FeatureColumn feature : preparation.features()) {
      ObjectNode node = features.addObject();
      node.put("name", feature.name()).put("position", feature.position());
      switch (feature) {
        case FeatureColumn.Numeric numeric ->
            node.put("fill", numeric.fill())
                .put("mean", numeric.mean())
                .put("deviation", numeric.deviation());
        case FeatureColumn.Categorical categorical -> {
          putTexts(node, "categories", categorical.categories());
          node.put("fill", categorical.fill());
        }
      }
    }
    ObjectNode target = root.putObject("target");
    target
        .put("name", preparation.target().name())
        .put("position", preparation.target().position());
    switch (preparation.target()) {
      case TargetColumn.Classification classes -> putTexts(target, "classes", classes.classes());
      case TargetColumn.Regression number ->
          target.put("mean", number.mean()).put("deviation", number.deviation());
    }
    return JSON.writeValueAsString(root);
  }

  private static void putTexts(ObjectNode node, String name, List<String> texts) {
    var array = node.putArray(name);
    texts.forEach(array::add);
  }

  static TablePreparation read(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (root.required("version").intValue() != VERSION) {
        throw new IllegalArgumentException("version = " + root.required("version"));
      }
      JsonNode csv = root.required("csv");
      return new TablePreparation(
          new CsvOptions(
              Delimiter.valueOf(text(csv.required("delimiter"))),
              Header.valueOf(text(csv.required("header"))),
              csv.required("decimalComma").booleanValue(),
              texts(csv.required("missing"))),
          texts(root.required("names")),
          root.required("header").booleanValue(),
          root.required("features").valueStream().map(PreparationJson::feature).toList(),
          target(root.required("target")),
          Missing.valueOf(text(root.required("missing"))),
          UnknownCategory.valueOf(text(root.required("unknownCategory"))));
    } catch (JacksonException | IllegalArgumentException | LeibnizException wrong) {
      throw new DataException(
          Explanation.of("TablePreparation.fromMetadata", "the text must be what toMetadata wrote")
              .got("reason = " + wrong.getMessage()),
          wrong);
    }
  }

  private static FeatureColumn feature(JsonNode node) {
    String name = text(node.required("name"));
    int position = node.required("position").intValue();
    JsonNode categories = node.get("categories");
    return categories == null
        ? new FeatureColumn.Numeric(
            name,
            position,
            node.required("fill").doubleValue(),
            node.required("mean").doubleValue(),
            node.required("deviation").doubleValue())
        : new FeatureColumn.Categorical(
            name, position, texts(categories), text(node.required("fill")));
  }

  private static TargetColumn target(JsonNode node) {
    String name = text(node.required("name"));
    int position = node.required("position").intValue();
    JsonNode classes = node.get("classes");
    return classes == null
        ? new TargetColumn.Regression(
            name,
            position,
            node.required("mean").doubleValue(),
            node.required("deviation").doubleValue())
        : new TargetColumn.Classification(name, position, texts(classes));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(PreparationJson::text).toList();
  }

  private static String text(JsonNode node) {
    String text = node.isString() ? node.stringValue() : null;
    if (text == null) {
      throw new IllegalArgumentException("a text was expected instead of " + node);
    }
    return text;
  }
}
