package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The code of a function that is made anew with other captured values each time.
///
/// @param type the functional interface
/// @param method the interface's method
/// @param code in SSA form, never changed; its parameters are the arguments, then the captured
///   values
public record Template(Class<?> type, MethodName method, Code code) {
  /// How many of the parameters are arguments.
  int arguments() {
    return method.type().parameterCount();
  }

  /// The types of the captured values.
  List<ClassDesc> captured() {
    return code.params().stream().skip(arguments()).map(Var::type).toList();
  }

  /// Sets the code behind a block.
  Lifter.Result splice(List<Var> values, Block start) {
    Map<Var, Var> vars = new HashMap<>();
    Code copy = Ssa.withoutPhis(code.copy(vars));
    List<Var> copies = new ArrayList<>();
    for (Var value : values) {
      copies.add(start.emit(Op.COPY, value.type(), value.name(), null, Place.UNKNOWN, value));
    }
    for (int i = 0; i < values.size(); i++) {
      start.assign(copy.params().get(i), copies.get(i));
    }
    return Nesting.splice(copy, start);
  }
}
