package dev.leibniz.bytecode;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LocalVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of a method's locals, where the compiler has kept them.
final class LocalNames {
  private final Map<Label, Integer> places = new HashMap<>();
  private final List<LocalVariable> variables = new ArrayList<>();

  LocalNames(List<CodeElement> elements) {
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i) instanceof LabelTarget target) {
        places.put(target.label(), i);
      } else if (elements.get(i) instanceof LocalVariable variable) {
        variables.add(variable);
      }
    }
  }

  /// The name of a slot where an element at `index` stands, or just behind it, where a store ends.
  @Nullable String at(int slot, int index) {
    for (LocalVariable variable : variables) {
      int start = places.getOrDefault(variable.startScope(), 0);
      int end = places.getOrDefault(variable.endScope(), Integer.MAX_VALUE);
      if (variable.slot() == slot && start <= index + 2 && index < end) {
        return variable.name().stringValue();
      }
    }
    return null;
  }
}
