package dev.leibniz.ir;

import dev.leibniz.data.Type;
import java.util.List;

/// A primitive operation: the closed world of what a program can do.
///
/// Each primitive is a record nested in its family. [Local] families carry all of their rules;
/// [Control], [Custom] and [Effect] hold programs or order, and the transformations treat them by
/// name.
public sealed interface Prim permits Local, Control, Custom, Effect {

  /// The types of the results for operands of the given types.
  ///
  /// @throws dev.leibniz.error.LeibnizException if the operands do not fit
  List<Type> infer(List<Type> inputs);

  /// The name in printed programs and messages, in lower camel case.
  default String name() {
    String simple = getClass().getSimpleName();
    return Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
  }

  /// The programs that it runs.
  default List<Program> programs() {
    return List.of();
  }
}
