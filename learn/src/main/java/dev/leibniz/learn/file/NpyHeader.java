package dev.leibniz.learn.file;

import dev.leibniz.data.Shape;
import dev.leibniz.error.DataException;
import dev.leibniz.learn.source.Refusal;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The header of a `.npy` file: a Python dictionary with the element type, the order of the axes
/// and the shape.
///
/// @param type how an element is stored
/// @param order the order of an element's bytes
/// @param fortran whether the first axis varies fastest
/// @param shape the extents
record NpyHeader(StoredType type, ByteOrder order, boolean fortran, Shape shape) {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*['\"](?<key>descr|fortran_order|shape)['\"]\\s*:\\s*"
              + "(?<value>'[^']*'|\"[^\"]*\"|True|False|\\([\\d\\sL,]*\\)|\\[.*\\])\\s*,?");

  /// Reads the text of a dictionary.
  static NpyHeader parse(Refusal refusal, String text) {
    Map<String, String> entries = entries(refusal, text.strip());
    String descr = entries.get("descr");
    String fortran = entries.get("fortran_order");
    String shape = entries.get("shape");
    if (descr == null || fortran == null || shape == null) {
      throw malformed(refusal, text);
    }
    if (descr.startsWith("[")) {
      throw refusal.of(
          "the elements must be single numbers, not structures",
          "descr = " + descr,
          "save each field as an array of its own");
    }
    if (descr.length() < 2 || !fortran.matches("True|False") || !shape.startsWith("(")) {
      throw malformed(refusal, text);
    }
    String code = descr.substring(1, descr.length() - 1);
    return new NpyHeader(
        type(refusal, code), order(refusal, code), fortran.equals("True"), shape(refusal, shape));
  }

  private static Map<String, String> entries(Refusal refusal, String text) {
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw malformed(refusal, text);
    }
    Map<String, String> entries = new HashMap<>();
    int end = text.length() - 1;
    Matcher entry = ENTRY.matcher(text).region(1, end);
    int position = 1;
    while (entry.lookingAt()) {
      if (entries.put(entry.group("key"), entry.group("value")) != null) {
        throw malformed(refusal, text);
      }
      position = entry.end();
      entry.region(position, end);
    }
    if (!text.substring(position, end).isBlank()) {
      throw malformed(refusal, text);
    }
    return entries;
  }

  private static StoredType type(Refusal refusal, String code) {
    String kind = code.isEmpty() ? code : code.substring(1);
    return switch (kind) {
      case "b1" -> StoredType.BOOL;
      case "i1" -> StoredType.I8;
      case "u1" -> StoredType.U8;
      case "i2" -> StoredType.I16;
      case "u2" -> StoredType.U16;
      case "i4" -> StoredType.I32;
      case "u4" -> StoredType.U32;
      case "i8" -> StoredType.I64;
      case "f2" -> StoredType.F16;
      case "f4" -> StoredType.F32;
      case "f8" -> StoredType.F64;
      case "O" ->
          throw refusal.of(
              "the elements must be numbers, not Python objects",
              "descr = '" + code + "'",
              "save an array of numbers, as in array.astype('float32')");
      default ->
          throw refusal.of(
              "the elements must be booleans, floats of 2, 4 or 8 bytes, integers of 1, 2, 4 or 8 bytes, or"
                  + " unsigned integers of 1, 2 or 4 bytes",
              "descr = '" + code + "'",
              "convert the array before it is saved, as in array.astype('float32')");
    };
  }

  private static ByteOrder order(Refusal refusal, String code) {
    return switch (code.charAt(0)) {
      case '<', '|' -> ByteOrder.LITTLE_ENDIAN;
      case '>' -> ByteOrder.BIG_ENDIAN;
      default ->
          throw refusal.of("the byte order must be '<', '>' or '|'", "descr = '" + code + "'");
    };
  }

  private static Shape shape(Refusal refusal, String tuple) {
    String extents = tuple.substring(1, tuple.length() - 1).strip();
    if (extents.isEmpty()) {
      return Shape.scalar();
    }
    try {
      return Shape.of(
          Stream.of(extents.replaceFirst(",$", "").split(",", -1))
              .map(extent -> extent.strip().replaceFirst("L$", ""))
              .mapToLong(Long::parseLong)
              .toArray());
    } catch (NumberFormatException malformed) {
      throw refusal.of(
          "extents must be whole numbers of at most 63 bits", "shape = " + tuple, malformed);
    }
  }

  private static DataException malformed(Refusal refusal, String text) {
    return refusal.of(
        "the header must be a dictionary with descr, fortran_order and shape",
        "header = " + (text.length() > 200 ? text.substring(0, 200) + "…" : text));
  }
}
