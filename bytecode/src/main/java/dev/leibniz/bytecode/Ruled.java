package dev.leibniz.bytecode;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;

/// A value of a method, or a component of it, whose derivative is given by a class of rules. The
/// arguments of the instruction are the value, then what it depends on: for each argument of the
/// method itself, or what it captures if it is a function.
///
/// @param files where the rules are found
/// @param rules the class of the rules
/// @param component the method's name, or that of a component of the record that it gives
/// @param method the name of the method as the user knows it
/// @param args the arguments of the method
record Ruled(
    ClassFiles files, ClassDesc rules, String component, MethodName method, List<Arg> args) {

  /// An argument of the method.
  sealed interface Arg {
    /// The types of what the value depends on because of this argument.
    List<ClassDesc> types();
  }

  /// A number, an array, or an object that is passed on.
  record Plain(ClassDesc type) implements Arg {
    @Override
    public List<ClassDesc> types() {
      return List.of(type);
    }
  }

  /// A function with what it captures.
  record Function(Template template) implements Arg {
    @Override
    public List<ClassDesc> types() {
      return template.captured();
    }
  }

  /// The types of all that the value depends on.
  List<ClassDesc> types() {
    List<ClassDesc> types = new ArrayList<>();
    args.forEach(arg -> types.addAll(arg.types()));
    return types;
  }
}
