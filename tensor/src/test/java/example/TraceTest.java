package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.ForeignThreadException;
import dev.leibniz.error.SourceLine;
import dev.leibniz.error.TraceLeakException;
import dev.leibniz.error.TracedValueException;
import dev.leibniz.ir.Checker;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Program;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tensor.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// How functions become programs, and what is refused on the way.
final class TraceTest {
  private static final TensorType TYPE = TensorType.of(DType.F32, 3);
  private static final Tensor OUTSIDE = Tensor.of(new float[] {1, 2, 3});

  private static Trace.Traced trace(UnaryOperator<Tensor> function) {
    Trace.Traced traced =
        Trace.run(List.of(TYPE), arguments -> List.of(function.apply(arguments.getFirst())));
    Checker.check(traced.program());
    return traced;
  }

  @Test
  void capturedTensorsAreInputsAfterTheArgumentsEachOnce() {
    Trace.Traced traced = trace(x -> x.plus(OUTSIDE).times(OUTSIDE));
    assertThat(traced.captured()).containsExactly(OUTSIDE);
    assertThat(traced.program().inputs()).hasSize(2);
  }

  @Test
  void tensorsMadeOfJavaNumbersInsideAreConstants() {
    Trace.Traced traced = trace(x -> x.plus(Tensor.ones(DType.F32, 3)).times(2));
    assertThat(traced.captured()).isEmpty();
    assertThat(traced.program().equations())
        .allMatch(equation -> equation.inputs().getLast() instanceof Literal);
  }

  @Test
  void tensorsMadeOfArraysInsideAreInputs() {
    Trace.Traced traced = trace(x -> x.plus(Tensor.of(new float[] {1, 2, 3})));
    assertThat(traced.captured()).hasSize(1);
  }

  @Test
  void operationsOnOuterValuesAloneGoToTheTrace() {
    Trace.Traced traced = trace(x -> OUTSIDE.exp());
    assertThat(traced.program().equations()).hasSize(1);
    assertThat(traced.captured()).containsExactly(OUTSIDE);
  }

  @Test
  void anInnerTraceTakesTensorsOfTheOuterOneAsInputs() {
    List<Trace.Traced> inner = new ArrayList<>();
    List<Tensor> outer = new ArrayList<>();
    Trace.Traced traced =
        trace(x -> {
          Tensor y = x.exp();
          outer.add(y);
          inner.add(trace(z -> z.times(y)));
          List<Tensor> operands = List.of(x, inner.getFirst().captured().getFirst());
          return Trace.current()
              .orElseThrow()
              .inline(inner.getFirst().program(), operands)
              .getFirst();
        });
    assertThat(inner.getFirst().captured()).isEqualTo(outer);
    assertThat(traced.captured()).isEmpty();
    assertThat(traced.program().equations()).hasSize(2);
  }

  @Test
  void constantsOfTheOuterTraceStayConstants() {
    List<Trace.Traced> inner = new ArrayList<>();
    trace(x -> {
      Tensor two = Tensor.full(DType.F32, 2, 3);
      inner.add(trace(z -> z.times(two)));
      return x;
    });
    assertThat(inner.getFirst().captured()).isEmpty();
  }

  @Test
  void equationsNameTheUsersLine() {
    int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
    Program program = trace(x -> x.softmax(0)).program();
    SourceLine expected =
        new SourceLine("TraceTest", "equationsNameTheUsersLine", "TraceTest.java", line);
    assertThat(program.equations()).extracting(Equation::where).containsOnly(expected);
  }

  @Test
  void numbersOfATracedTensorAreRefused() {
    int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
    assertThatThrownBy(() -> trace(x -> x.sum().item() > 0 ? x : x.negate()))
        .isInstanceOf(TracedValueException.class)
        .hasMessage(
            "item: a traced tensor has no numbers yet; got f32[] made at"
                + " TraceTest.numbersOfATracedTensorAreRefused (TraceTest.java:"
                + line
                + ") in a function that is being traced.\n"
                + "  Where: TraceTest.numbersOfATracedTensorAreRefused (TraceTest.java:"
                + line
                + ")\n"
                + "  Fix: for an if use Control.cond or mask.select(a, b), for a loop"
                + " Control.whileLoop; to look at numbers, return them or use print(label).");
  }

  @Test
  void aTracedTensorPrintsItsTypeOnly() {
    List<String> texts = new ArrayList<>();
    trace(x -> {
      texts.add(x.toString());
      return x;
    });
    assertThat(texts).containsExactly("f32[3] (traced)");
  }

  @Test
  void aTracedTensorThatLeaksIsRefused() {
    AtomicReference<Tensor> kept = new AtomicReference<>(OUTSIDE);
    int line = new Throwable().getStackTrace()[0].getLineNumber() + 2;
    trace(x -> {
      kept.set(x.exp());
      return x;
    });
    assertThatThrownBy(() -> kept.get().plus(1))
        .isInstanceOf(TraceLeakException.class)
        .hasMessageStartingWith(
            "plus: a traced tensor must not be used after its function was traced; got f32[3] made"
                + " at TraceTest.aTracedTensorThatLeaksIsRefused (TraceTest.java:"
                + line
                + ").")
        .hasMessageContaining("Where: TraceTest.aTracedTensorThatLeaksIsRefused (TraceTest.java:")
        .hasMessageEndingWith(
            "Fix: return it from the function instead of keeping it in a field, a list or a map.");
  }

  @Test
  void aTracedTensorThatLeaksIntoAnotherTraceIsRefused() {
    AtomicReference<Tensor> kept = new AtomicReference<>(OUTSIDE);
    trace(x -> {
      kept.set(x);
      return x;
    });
    assertThatThrownBy(() -> trace(x -> x.plus(kept.get()))).isInstanceOf(TraceLeakException.class);
  }

  @Test
  void aTensorOfAnInnerTraceDoesNotServeTheOuterOne() {
    AtomicReference<Tensor> kept = new AtomicReference<>(OUTSIDE);
    UnaryOperator<Tensor> inner =
        z -> {
          kept.set(z.exp());
          return z;
        };
    assertThatThrownBy(() ->
            trace(x -> {
              trace(inner);
              return x.plus(kept.get());
            }))
        .isInstanceOf(TraceLeakException.class);
  }

  @Test
  void anotherThreadMustNotUseATracedTensor() {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    trace(x -> {
      Thread other =
          Thread.ofPlatform()
              .name("helper")
              .uncaughtExceptionHandler((thread, error) -> failure.set(error))
              .start(() -> x.plus(1));
      join(other);
      return x;
    });
    assertThat(failure.get())
        .isInstanceOf(ForeignThreadException.class)
        .hasMessageStartingWith(
            "plus: a function is traced by one thread, which alone may use it; got f32[3] in"
                + " thread \"helper\" while thread \"")
        .hasMessageContaining("Where: TraceTest.");
  }

  @Test
  void anotherThreadComputesWithConcreteTensorsAtOnce() {
    AtomicReference<Tensor> result = new AtomicReference<>();
    trace(x -> {
      join(Thread.ofPlatform().start(() -> result.set(OUTSIDE.plus(1))));
      return x;
    });
    assertThat(result.get().toFloatArray()).containsExactly(2, 3, 4);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void aTraceEndsWhenItsFunctionFails() {
    assertThatThrownBy(() ->
            trace(x -> {
              throw new IllegalStateException("by the user");
            }))
        .hasMessage("by the user");
    assertThat(Trace.current()).isEmpty();
    assertThat(OUTSIDE.plus(1).toFloatArray()).containsExactly(2, 3, 4);
  }
}
