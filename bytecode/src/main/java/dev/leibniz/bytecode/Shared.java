package dev.leibniz.bytecode;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Emitted code that all functions of one class share which are alike in what lifting took for
/// granted. It lives as long as the class.
///
/// @param handle takes the argument, the values from outside as one array, then the rest
/// @param sources where the values from outside come from
/// @param assumptions what function objects that share the code have in common
/// @param stores whether the function writes into its argument
record Shared(
    MethodHandle handle, List<Source> sources, List<Assumption> assumptions, boolean stores) {
  private static final int MOST = 16;
  private static final ClassValue<List<Entry>> ALL =
      new ClassValue<>() {
        @Override
        protected List<Entry> computeValue(Class<?> type) {
          return new CopyOnWriteArrayList<>();
        }
      };

  /// What is made of a function.
  ///
  /// @param kind the function's kind
  /// @param transformation what is done to it, with its order
  /// @param settings the user's
  record Key(Lifted.Kind kind, String transformation, Settings settings) {}

  private record Entry(Key key, Shared shared) {}

  /// The code of a function after a transformation, made once for functions that are alike.
  static Shared of(Object function, Key key, Function<Lifted, Code> transformation) {
    List<Entry> entries = ALL.get(function.getClass());
    Binding binding = new Binding(function);
    for (Entry entry : entries) {
      if (entry.key().equals(key)
          && entry.shared().assumptions().stream().allMatch(each -> each.holds(binding))) {
        return entry.shared();
      }
    }
    Lifted lifted = Lifted.of(function, key.kind(), key.settings());
    boolean stores = lifted.storesArgument();
    Code code = Expand.parts(Ssa.withoutPhis(transformation.apply(lifted)));
    ClassLoader parent = function.getClass().getClassLoader();
    MethodHandle emitted = new Emission(code, "Derivative").emit(parent);
    MethodHandle handle = emitted.asSpreader(1, Object[].class, lifted.sources().size());
    Shared shared = new Shared(handle, lifted.sources(), lifted.assumptions(), stores);
    if (entries.size() >= MOST) {
      entries.removeFirst();
    }
    entries.add(new Entry(key, shared));
    return shared;
  }
}
