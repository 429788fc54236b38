package dev.leibniz.function;

import dev.leibniz.backend.Backends;
import dev.leibniz.backend.Executable;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.SourceLine;
import dev.leibniz.ir.Program;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.TensorAccess;
import dev.leibniz.tensor.Trace;
import dev.leibniz.tree.Flat;
import dev.leibniz.tree.Structure;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import jdk.jfr.FlightRecorder;

/// What every transformation of functions shares: from arguments to a program, made once per
/// structure and types, compiled, kept and run. Inside a trace the program is made anew and put
/// into that trace.
final class Transformed {
  private static final int KEPT = 64;
  private static final int NOTED_RETRACE = 8;

  private final String name;
  private final Function<Arguments, Plan> planner;
  private final Map<Arguments, Compiled> compiled =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Arguments, Compiled> eldest) {
          return size() > KEPT;
        }
      };
  private volatile Optional<Compiled> latest = Optional.empty();
  private int traces;

  /// A transformation.
  ///
  /// @param name what the user calls it, for messages
  /// @param planner makes the program for arguments of given structures and types
  Transformed(String name, Function<Arguments, Plan> planner) {
    this.name = name;
    this.planner = planner;
  }

  /// The structures and leaf types of a list of arguments: what a program is made for.
  ///
  /// @param structures one per argument
  /// @param types one per leaf of all arguments, in order
  record Arguments(List<Structure> structures, List<TensorType> types) {
    /// The number of leaves of the arguments before argument `index`.
    int offset(int index) {
      int offset = 0;
      for (Structure structure : structures.subList(0, index)) {
        offset += structure.leaves();
      }
      return offset;
    }

    /// The leaf types of one argument.
    List<TensorType> typesOf(int index) {
      int from = offset(index);
      return types.subList(from, from + structures.get(index).leaves());
    }
  }

  /// A program to run for arguments.
  ///
  /// @param program (leaves of the arguments, captured tensors) → leaves of the result
  /// @param captured the tensors that the function uses beside its arguments
  /// @param result makes the result of its leaves
  record Plan(Program program, List<Tensor> captured, Function<List<Tensor>, Object> result) {
    /// Makes one result of two that stand one after the other.
    static Function<List<Tensor>, Object> both(
        Structure first, Structure second, BiFunction<Object, Object, Object> join) {
      int cut = first.leaves();
      return leaves ->
          join.apply(
              first.rebuild(leaves.subList(0, cut)),
              second.rebuild(leaves.subList(cut, leaves.size())));
    }
  }

  private record Compiled(Arguments arguments, Plan plan, Executable executable) {
    List<Tensor> captured() {
      return plan.captured();
    }
  }

  /// The result for arguments, each a tree of tensors.
  Object apply(Object... arguments) {
    List<Flat> flat = flatten(arguments);
    List<Tensor> leaves = new ArrayList<>();
    List<Structure> structures = new ArrayList<>(flat.size());
    for (Flat one : flat) {
      leaves.addAll(one.leaves());
      structures.add(one.structure());
    }
    List<TensorType> types = new ArrayList<>(leaves.size());
    for (Tensor leaf : leaves) {
      types.add(leaf.type());
    }
    Arguments key = new Arguments(structures, types);
    Optional<Trace> open = Trace.current();
    if (open.isPresent()) {
      Plan plan = planner.apply(key);
      List<Tensor> inputs = new ArrayList<>(leaves);
      inputs.addAll(plan.captured());
      return plan.result().apply(open.get().inline(plan.program(), inputs));
    }
    return run(compiled(key), leaves, new boolean[0]);
  }

  private static List<Flat> flatten(Object... arguments) {
    List<Flat> flat = new ArrayList<>(arguments.length);
    for (Object argument : arguments) {
      flat.add(Tree.flatten(argument));
    }
    return flat;
  }

  private static Object run(Compiled compiled, List<Tensor> leaves, boolean[] donated) {
    List<Tensor> captured = compiled.captured();
    TensorData[] inputs = new TensorData[leaves.size() + captured.size()];
    for (int i = 0; i < leaves.size(); i++) {
      inputs[i] = TensorAccess.data(leaves.get(i));
    }
    for (int i = 0; i < captured.size(); i++) {
      inputs[leaves.size() + i] = TensorAccess.data(captured.get(i));
    }
    TensorData[] results =
        donated.length == 0
            ? compiled.executable().run(inputs)
            : compiled.executable().runDonating(donated, inputs);
    List<Tensor> tensors = new ArrayList<>(results.length);
    for (TensorData result : results) {
      tensors.add(TensorAccess.of(result));
    }
    return compiled.plan().result().apply(tensors);
  }

  private Compiled compiled(Arguments key) {
    Optional<Compiled> last = latest;
    if (last.isPresent() && last.get().arguments().equals(key)) {
      return last.get();
    }
    synchronized (compiled) {
      Compiled known = compiled.get(key);
      if (known == null) {
        noteRetrace(key);
        Plan plan = FlightRecorder.isInitialized() ? recorded(key) : planner.apply(key);
        known = new Compiled(key, plan, Backends.compile(plan.program()));
        compiled.put(key, known);
      }
      latest = Optional.of(known);
      return known;
    }
  }

  private Plan recorded(Arguments key) {
    TraceEvent event = new TraceEvent();
    event.begin();
    Plan plan = planner.apply(key);
    event.transformation = name;
    event.equations = plan.program().equations().size();
    event.commit();
    return plan;
  }

  private void noteRetrace(Arguments key) {
    traces++;
    if (traces == NOTED_RETRACE && latest.isPresent()) {
      SourceLine line = SourceLine.ofCaller();
      System.getLogger("dev.leibniz")
          .log(
              System.Logger.Level.WARNING,
              name
                  + ": traced "
                  + NOTED_RETRACE
                  + " times for different arguments"
                  + (line == null ? "" : " at " + line)
                  + "; the last change: "
                  + difference(latest.get().arguments(), key)
                  + ". A number that changes from call to call belongs into a Tensor.");
    }
  }

  private static String difference(Arguments before, Arguments now) {
    for (int i = 0; i < Math.min(before.structures().size(), now.structures().size()); i++) {
      Optional<String> difference =
          now.structures().get(i).differenceFrom(before.structures().get(i));
      if (difference.isPresent()) {
        return difference.get();
      }
    }
    return "types " + before.types() + " became " + now.types();
  }

  /// The result, where the memory of the marked arguments may be used for it; those must not be
  /// used again.
  Object applyDonating(boolean[] donatedArguments, Object... arguments) {
    if (Trace.current().isPresent()) {
      return apply(arguments);
    }
    List<Flat> flat = flatten(arguments);
    List<Tensor> leaves = new ArrayList<>();
    List<Boolean> donated = new ArrayList<>();
    for (int i = 0; i < flat.size(); i++) {
      leaves.addAll(flat.get(i).leaves());
      for (int leaf = 0; leaf < flat.get(i).leaves().size(); leaf++) {
        donated.add(donatedArguments[i]);
      }
    }
    Arguments key =
        new Arguments(
            flat.stream().map(Flat::structure).toList(),
            leaves.stream().map(Tensor::type).toList());
    Compiled program = compiled(key);
    boolean[] marks = new boolean[leaves.size() + program.captured().size()];
    for (int i = 0; i < donated.size(); i++) {
      marks[i] = donated.get(i);
    }
    try {
      return run(program, leaves, marks);
    } finally {
      for (int i = 0; i < donated.size(); i++) {
        if (donated.get(i)) {
          TensorAccess.donate(leaves.get(i));
        }
      }
    }
  }

  /// What runs for arguments: the program, its kernels, its memory.
  String explain(Object... arguments) {
    List<Flat> flat = flatten(arguments);
    List<TensorType> types =
        flat.stream().flatMap(one -> one.leaves().stream()).map(Tensor::type).toList();
    return compiled(new Arguments(flat.stream().map(Flat::structure).toList(), types))
        .executable()
        .explain();
  }
}
