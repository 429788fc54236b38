package dev.leibniz.learn.file;

import dev.leibniz.data.Shape;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.learn.source.Refusal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The header of a safetensors file, checked: where each tensor's bytes are, without gaps or
/// overlaps.
///
/// @param tensors the tensors by name, in the order of their bytes
/// @param metadata the file's own texts by key
record SafetensorsHeader(SequencedMap<String, Entry> tensors, Map<String, String> metadata) {
  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// One tensor in the file.
  ///
  /// @param stored how an element is stored
  /// @param shape the extents
  /// @param begin the first byte, counted from the end of the header
  /// @param end the byte after the last one
  record Entry(StoredType stored, Shape shape, long begin, long end) {
    TensorType type() {
      return new TensorType(stored.dtype(), shape);
    }
  }

  /// Reads the header's text and holds it against the number of bytes that follow it.
  static SafetensorsHeader parse(Refusal refusal, String text, long dataBytes) {
    if (!text.startsWith("{")) {
      throw refusal.of(
          "the header must begin with {",
          "begins with " + (text.isEmpty() ? "nothing" : "'" + text.charAt(0) + "'"));
    }
    JsonNode root = readJson(refusal, text);
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Map.Entry<String, Entry>> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (property.getKey().equals(METADATA)) {
        metadata.putAll(readMetadata(refusal, property.getValue()));
      } else {
        tensors.add(
            Map.entry(
                property.getKey(),
                readEntry(refusal, property.getKey(), property.getValue(), dataBytes)));
      }
    }
    tensors.sort(
        Comparator.comparingLong((Map.Entry<String, Entry> tensor) -> tensor.getValue().begin())
            .thenComparingLong(tensor -> tensor.getValue().end()));
    requireGapless(refusal, tensors, dataBytes);
    SequencedMap<String, Entry> byName = new LinkedHashMap<>();
    tensors.forEach(tensor -> byName.put(tensor.getKey(), tensor.getValue()));
    return new SafetensorsHeader(
        Collections.unmodifiableSequencedMap(byName), Collections.unmodifiableMap(metadata));
  }

  private static JsonNode readJson(Refusal refusal, String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException malformed) {
      throw refusal.of(
          "the header must be one JSON object in which each name occurs once",
          "reason = " + malformed.getOriginalMessage(),
          malformed);
    }
  }

  private static Map<String, String> readMetadata(Refusal refusal, JsonNode node) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (!node.isObject()) {
      throw refusal.of(METADATA + " must be an object of texts", METADATA + " = " + brief(node));
    }
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      if (!property.getValue().isString()) {
        throw refusal.of(
            METADATA + " must be an object of texts",
            property.getKey() + " = " + brief(property.getValue()));
      }
      metadata.put(property.getKey(), property.getValue().stringValue());
    }
    return metadata;
  }

  private static Entry readEntry(Refusal refusal, String name, JsonNode node, long dataBytes) {
    JsonNode dtype = node.get("dtype");
    JsonNode shape = node.get("shape");
    JsonNode offsets = node.get("data_offsets");
    if (dtype == null || shape == null || offsets == null || node.size() != 3) {
      throw refusal.of(
          "a tensor must have dtype, shape and data_offsets and no more",
          "tensor = " + name + ", " + brief(node));
    }
    StoredType stored = readType(refusal, name, dtype);
    long[] extents = readSizes(refusal, name, "shape", shape);
    long[] range = readSizes(refusal, name, "data_offsets", offsets);
    if (range.length != 2 || range[0] > range[1]) {
      throw refusal.of(
          "data_offsets must be a first byte and an end not before it",
          "tensor = " + name + ", data_offsets = " + brief(offsets));
    }
    if (range[1] > dataBytes) {
      throw refusal.of(
          "a tensor's bytes must lie in the file",
          "tensor = "
              + name
              + ", data_offsets = "
              + brief(offsets)
              + ", bytes after the header = "
              + dataBytes,
          "the file is truncated; get it again");
    }
    BigInteger needed = Elements.byteCount(stored, extents);
    if (!needed.equals(BigInteger.valueOf(range[1] - range[0]))) {
      throw refusal.of(
          "data_offsets must hold exactly the bytes of dtype and shape",
          "tensor = "
              + name
              + ", type = "
              + stored
              + Shape.of(extents)
              + " ("
              + needed
              + " bytes), data_offsets = "
              + brief(offsets)
              + " ("
              + (range[1] - range[0])
              + " bytes)");
    }
    return new Entry(stored, Shape.of(extents), range[0], range[1]);
  }

  private static StoredType readType(Refusal refusal, String name, JsonNode dtype) {
    return switch (dtype.isString() ? dtype.stringValue() : "") {
      case "BOOL" -> StoredType.BOOL;
      case "I8" -> StoredType.I8;
      case "U8" -> StoredType.U8;
      case "I16" -> StoredType.I16;
      case "U16" -> StoredType.U16;
      case "I32" -> StoredType.I32;
      case "U32" -> StoredType.U32;
      case "I64" -> StoredType.I64;
      case "F16" -> StoredType.F16;
      case "BF16" -> StoredType.BF16;
      case "F32" -> StoredType.F32;
      case "F64" -> StoredType.F64;
      default ->
          throw refusal.of(
              "dtype must be one of BOOL, I8, U8, I16, U16, I32, U32, I64, F16, BF16, F32, F64",
              "tensor = " + name + ", dtype = " + brief(dtype),
              "convert the tensor to one of these types before it is saved");
    };
  }

  private static long[] readSizes(Refusal refusal, String name, String field, JsonNode node) {
    boolean sizes =
        node.isArray()
            && node.valueStream()
                .allMatch(size ->
                    size.isIntegralNumber() && size.canConvertToLong() && size.longValue() >= 0);
    if (!sizes) {
      throw refusal.of(
          field + " must be a list of whole numbers from 0 to 2^63 - 1",
          "tensor = " + name + ", " + field + " = " + brief(node));
    }
    return node.valueStream().mapToLong(JsonNode::longValue).toArray();
  }

  private static void requireGapless(
      Refusal refusal, List<Map.Entry<String, Entry>> tensors, long dataBytes) {
    long end = 0;
    String before = "the header";
    for (Map.Entry<String, Entry> tensor : tensors) {
      long begin = tensor.getValue().begin();
      if (begin != end) {
        throw refusal.of(
            begin < end ? "tensors must not overlap" : "tensors must leave no gap",
            "tensor = "
                + tensor.getKey()
                + " from byte "
                + begin
                + ", "
                + before
                + " ends at "
                + end);
      }
      end = tensor.getValue().end();
      before = "tensor " + tensor.getKey();
    }
    if (end != dataBytes) {
      throw refusal.of(
          "the file must end with its last tensor",
          before + " ends at " + end + ", bytes after the header = " + dataBytes);
    }
  }

  private static String brief(JsonNode node) {
    String text = node.toString();
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  /// The names in the order in which a file holds their bytes: wide elements first, so that every
  /// tensor is aligned, then by name.
  static List<String> order(Map<String, TensorData> tensors) {
    return tensors.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, TensorData> tensor) -> -tensor.getValue().dtype().bytes())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// The header of a new file as it is written, padded with spaces to a multiple of eight bytes.
  static byte[] write(
      Refusal refusal, SequencedMap<String, TensorData> tensors, Map<String, String> metadata) {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = root.putObject(METADATA);
      metadata.forEach(texts::put);
    }
    long begin = 0;
    for (Map.Entry<String, TensorData> tensor : tensors.entrySet()) {
      if (tensor.getKey().equals(METADATA)) {
        throw refusal.of("a tensor must not take the name of the metadata", "name = " + METADATA);
      }
      TensorType type = tensor.getValue().type();
      long end = begin + (long) tensor.getValue().length() * type.dtype().bytes();
      ObjectNode node = root.putObject(tensor.getKey());
      node.put("dtype", StoredType.of(type.dtype()).name());
      var shape = node.putArray("shape");
      for (long extent : type.shape().toArray()) {
        shape.add(extent);
      }
      node.putArray("data_offsets").add(begin).add(end);
      begin = end;
    }
    byte[] text = JSON.writeValueAsBytes(root);
    byte[] padded = new byte[Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT];
    System.arraycopy(text, 0, padded, 0, text.length);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  /// The text of a header's bytes.
  static String text(Refusal refusal, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw refusal.of("the header must be text in UTF-8", "other bytes", malformed);
    }
  }
}
