package dev.leibniz.bytecode;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.SourceLine;
import dev.leibniz.error.UnsupportedCodeException;

/// Where in the user's source an instruction comes from.
record Place(String type, String method, String file, int line) {
  static final Place UNKNOWN = new Place("unknown", "unknown", "unknown", 0);

  /// The refusal of what stands here.
  UnsupportedCodeException refuse(String law, String instruction, String fix) {
    String where = new SourceLine(type, method, file, line) + ", instruction " + instruction;
    return new UnsupportedCodeException(new Explanation("derivative", law, null, where, fix));
  }
}
