package dev.leibniz.bytecode;

import dev.leibniz.error.Explanation;
import dev.leibniz.error.SourceLine;
import dev.leibniz.error.UnsupportedCodeException;
import org.jspecify.annotations.Nullable;

/// Where in the user's source an instruction comes from.
///
/// @param owner the internal name of the class
/// @param method the method; a lambda's is that of the method that holds it
/// @param file the source file's name
/// @param line the line
/// @param caller where the method is called, if it is inlined
record Place(String owner, String method, String file, int line, @Nullable Place caller) {
  static final Place UNKNOWN = new Place("unknown", "unknown", "unknown", 0, null);

  /// The place in the function itself that leads here by calls.
  Place outermost() {
    Place place = this;
    while (place.caller != null) {
      place = place.caller;
    }
    return place;
  }

  /// The line of a file that is executed here, or 0 if none is.
  int lineIn(String wanted) {
    Place place = this;
    while (place != null) {
      if (place.file.equals(wanted)) {
        return place.line;
      }
      place = place.caller;
    }
    return 0;
  }

  /// The refusal of what stands here.
  UnsupportedCodeException refuse(String law, String instruction, String fix) {
    String type = owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.');
    String where = new SourceLine(type, method, file, line) + ", instruction " + instruction;
    return new UnsupportedCodeException(new Explanation("derivative", law, null, where, fix));
  }
}
