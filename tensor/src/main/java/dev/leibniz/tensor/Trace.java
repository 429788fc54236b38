package dev.leibniz.tensor;

import dev.leibniz.data.TensorType;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ForeignThreadException;
import dev.leibniz.error.SourceLine;
import dev.leibniz.error.TraceLeakException;
import dev.leibniz.error.TracedValueException;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A function being traced: every tensor operation of its thread goes into its program until it
/// ends. Not for users; the transformations of `dev.leibniz.function` are built on it.
///
/// Traces nest. An operation belongs to the innermost one; tensors of the traces around it, and
/// concrete ones, become further inputs of its program.
public final class Trace {
  private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();
  private static final int LONG_PROGRAM = 10_000;

  private final Builder builder = new Builder();
  private final Thread thread = Thread.currentThread();
  private final @Nullable Trace parent = CURRENT.isBound() ? CURRENT.get() : null;
  private final IdentityHashMap<Tensor, Atom> inputs = new IdentityHashMap<>();
  private final List<Tensor> captured = new ArrayList<>();
  private volatile boolean isClosed;
  private boolean isNoted;

  private Trace() {}

  /// A traced function.
  ///
  /// @param program (arguments, captured tensors) → results
  /// @param captured the tensors that the function uses beside its arguments: concrete ones, or
  ///   tensors of the traces around it
  public record Traced(Program program, List<Tensor> captured) {
    /// Copies the list.
    public Traced {
      captured = List.copyOf(captured);
    }
  }

  /// The trace that operations of this thread go to, if one is open.
  ///
  /// @throws ForeignThreadException if the trace was opened by a thread that this one inherits from
  public static Optional<Trace> current() {
    if (!CURRENT.isBound()) {
      return Optional.empty();
    }
    Trace trace = CURRENT.get();
    if (!trace.thread.equals(Thread.currentThread())) {
      throw trace.foreign("trace", "an operation");
    }
    return Optional.of(trace);
  }

  /// Traces a function of tensors of the given types.
  public static Traced run(List<TensorType> types, Function<List<Tensor>, List<Tensor>> body) {
    Trace trace = new Trace();
    SourceLine where = SourceLine.ofCaller();
    List<Tensor> arguments = new ArrayList<>(types.size());
    for (TensorType type : types) {
      arguments.add(trace.symbol(trace.builder.input(type), where));
    }
    try {
      return ScopedValue.where(CURRENT, trace).call(() -> trace.trace(arguments, body));
    } finally {
      trace.isClosed = true;
    }
  }

  private Traced trace(List<Tensor> arguments, Function<List<Tensor>, List<Tensor>> body) {
    List<Atom> outputs = new ArrayList<>();
    for (Tensor result : body.apply(arguments)) {
      outputs.add(atom("result", result));
    }
    return new Traced(builder.build(outputs), captured);
  }

  /// Puts a program into this trace.
  public List<Tensor> inline(Program program, List<Tensor> operands) {
    SourceLine where = SourceLine.ofCaller();
    builder.at(where);
    return symbols(builder.inline(program, atoms("call", operands)), where);
  }

  /// Adds an operation to this trace.
  List<Tensor> apply(Prim prim, List<Tensor> operands) {
    SourceLine where = SourceLine.ofCaller();
    builder.at(where);
    List<Tensor> results = symbols(builder.apply(prim, atoms(prim.name(), operands)), where);
    if (builder.size() >= LONG_PROGRAM && !isNoted) {
      isNoted = true;
      System.getLogger("dev.leibniz")
          .log(
              System.Logger.Level.WARNING,
              "a traced function has "
                  + LONG_PROGRAM
                  + " operations, and more come from "
                  + (where == null ? "an unknown line" : where)
                  + "; a Java loop is unrolled while tracing, Control.scan and Control.whileLoop are"
                  + " not.");
    }
    return results;
  }

  /// A constant in this trace.
  Tensor literal(Literal literal) {
    return symbol(literal, null);
  }

  private Tensor symbol(Atom atom, @Nullable SourceLine where) {
    return new Tensor((TensorType) atom.type(), new Content.Symbol(this, atom, where));
  }

  private List<Tensor> symbols(List<Atom> atoms, @Nullable SourceLine where) {
    List<Tensor> results = new ArrayList<>(atoms.size());
    for (Atom atom : atoms) {
      results.add(symbol(atom, where));
    }
    return results;
  }

  private List<Atom> atoms(String operation, List<Tensor> operands) {
    List<Atom> atoms = new ArrayList<>(operands.size());
    for (Tensor operand : operands) {
      atoms.add(atom(operation, operand));
    }
    return atoms;
  }

  /// What stands for a tensor in this trace: its own atom, or an input.
  private Atom atom(String operation, Tensor tensor) {
    if (tensor.content() instanceof Content.Symbol symbol) {
      if (symbol.trace() == this) {
        return symbol.atom();
      }
      requireOpen(operation, tensor.type(), symbol);
      if (symbol.atom() instanceof Literal literal) {
        return literal;
      }
    } else {
      tensor.data(operation);
    }
    return inputs.computeIfAbsent(
        tensor,
        outside -> {
          captured.add(outside);
          return builder.input(outside.type());
        });
  }

  /// Refuses a value that no trace around this operation holds.
  private static void requireOpen(String operation, TensorType type, Content.Symbol symbol) {
    Trace owner = symbol.trace();
    if (!owner.thread.equals(Thread.currentThread()) && !owner.isClosed) {
      throw owner.foreign(operation, type.toString());
    }
    for (Trace open = CURRENT.isBound() ? CURRENT.get() : null; open != null; open = open.parent) {
      if (open == owner) {
        return;
      }
    }
    throw new TraceLeakException(
        Explanation.of(operation, "a traced tensor must not be used after its function was traced")
            .got(type + created(symbol))
            .fix("return it from the function instead of keeping it in a field, a list or a map"));
  }

  private static String created(Content.Symbol symbol) {
    return symbol.where() == null ? "" : " made at " + symbol.where();
  }

  private ForeignThreadException foreign(String operation, String what) {
    return new ForeignThreadException(
        Explanation.of(operation, "a function is traced by one thread, which alone may use it")
            .got(
                what
                    + " in thread \""
                    + Thread.currentThread().getName()
                    + "\" while thread \""
                    + thread.getName()
                    + "\" traces")
            .fix("do the work in the thread that calls the function, or start threads outside it"));
  }

  /// The error of asking a traced tensor for its numbers.
  static RuntimeException noNumbers(String operation, TensorType type, Content.Symbol symbol) {
    requireOpen(operation, type, symbol);
    return new TracedValueException(
        Explanation.of(operation, "a traced tensor has no numbers yet")
            .got(type + created(symbol) + " in a function that is being traced")
            .fix(
                "for an if use Control.cond or mask.select(a, b), for a loop Control.whileLoop; to"
                    + " look at numbers, return them or use print(label)"));
  }
}
