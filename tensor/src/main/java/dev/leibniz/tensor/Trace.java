package dev.leibniz.tensor;

import dev.leibniz.data.TensorType;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.ForeignThreadException;
import dev.leibniz.error.SourceLine;
import dev.leibniz.error.TraceLeakException;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A function being traced: every tensor operation of its thread goes into its program until it ends.
///
/// Not for users; the transformations of `dev.leibniz.function` are built on it.
public final class Trace {
  private static final System.Logger LOGGER = System.getLogger("dev.leibniz");
  private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();
  private static final int LONG_PROGRAM = 10_000;

  private final Builder builder = new Builder();
  private final Thread thread = Thread.currentThread();
  private final @Nullable Trace parent = CURRENT.isBound() ? CURRENT.get() : null;
  private final Map<Tensor, Tensor> captured = new IdentityHashMap<>();
  private final List<Tensor> capturedInOrder = new ArrayList<>();
  private boolean isClosed;
  private boolean isNoted;

  private Trace() {}

  /// A traced function.
  ///
  /// @param program (arguments, captured tensors) → results
  /// @param captured the tensors that the function uses beside its arguments: concrete ones, or tensors of the
  ///     enclosing trace
  public record Traced(Program program, List<Tensor> captured) {}

  /// The trace that operations of this thread go to, if one is open.
  public static Optional<Trace> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /// Traces a function of tensors of the given types.
  public static Traced run(List<TensorType> types, Function<List<Tensor>, List<Tensor>> body) {
    Trace trace = new Trace();
    List<Tensor> arguments = new ArrayList<>(types.size());
    for (TensorType type : types) {
      arguments.add(new Tensor(trace, trace.builder.input(type)));
    }
    try {
      return ScopedValue.where(CURRENT, trace)
          .call(
              () -> {
                List<Atom> outputs = new ArrayList<>();
                for (Tensor result : body.apply(arguments)) {
                  outputs.add(trace.atom("result", result));
                }
                return new Traced(
                    trace.builder.build(outputs), List.copyOf(trace.capturedInOrder));
              });
    } finally {
      trace.isClosed = true;
    }
  }

  /// Puts a program into this trace.
  public List<Tensor> inline(Program program, List<Tensor> operands) {
    builder.at(SourceLine.ofCaller());
    List<Atom> atoms = new ArrayList<>(operands.size());
    for (Tensor operand : operands) {
      atoms.add(atom("call", operand));
    }
    return wrap(builder.inline(program, atoms));
  }

  /// Adds an operation to this trace.
  List<Tensor> apply(Prim prim, List<Tensor> operands) {
    builder.at(SourceLine.ofCaller());
    List<Atom> atoms = new ArrayList<>(operands.size());
    for (Tensor operand : operands) {
      atoms.add(atom(prim.name(), operand));
    }
    List<Tensor> results = wrap(builder.apply(prim, atoms));
    if (builder.size() >= LONG_PROGRAM && !isNoted) {
      isNoted = true;
      LOGGER.log(
          System.Logger.Level.WARNING,
          "a traced function has "
              + LONG_PROGRAM
              + " operations and goes on at "
              + SourceLine.ofCaller()
              + "; a Java loop is unrolled while tracing, Control.scan is not.");
    }
    return results;
  }

  /// A constant in this trace.
  Tensor literal(Literal literal) {
    return new Tensor(this, literal);
  }

  private List<Tensor> wrap(List<Atom> atoms) {
    List<Tensor> results = new ArrayList<>(atoms.size());
    for (Atom atom : atoms) {
      results.add(new Tensor(this, atom));
    }
    return results;
  }

  private Atom atom(String operation, Tensor tensor) {
    if (tensor.trace() == this) {
      return tensor.atom();
    }
    Tensor known = captured.get(tensor);
    if (known != null) {
      return known.atom();
    }
    requireUsable(operation, tensor);
    Tensor input = new Tensor(this, builder.input(tensor.type()));
    captured.put(tensor, input);
    capturedInOrder.add(tensor);
    return input.atom();
  }

  /// Refuses a tensor of another function's trace: an operation may use concrete tensors and those of the traces
  /// around it.
  static void requireUsable(String operation, Tensor tensor) {
    Trace owner = tensor.trace();
    if (owner == null) {
      tensor.requireNotDonated(operation);
      return;
    }
    if (owner.thread != Thread.currentThread() && !owner.isClosed) {
      throw new ForeignThreadException(
          Explanation.of(operation, "a traced tensor belongs to the thread that traces")
              .got(
                  tensor.type()
                      + " traced by thread "
                      + owner.thread.getName()
                      + ", used by thread "
                      + Thread.currentThread().getName())
              .fix("compute with it in the function that is traced, in one thread"));
    }
    for (Trace open = current().orElse(null); open != null; open = open.parent) {
      if (open == owner) {
        return;
      }
    }
    throw new TraceLeakException(
        Explanation.of(operation, "a traced tensor must not be used after its function was traced")
            .got(tensor.type() + " kept from a function that was traced before")
            .fix("return what you need from the function instead of storing it in a field or list"));
  }
}
