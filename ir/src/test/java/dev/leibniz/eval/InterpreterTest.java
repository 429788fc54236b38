package dev.leibniz.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.TapeData;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.CheckException;
import dev.leibniz.error.NonFiniteException;
import dev.leibniz.error.SourceLine;
import dev.leibniz.ir.Arithmetic;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Checker;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Literal;
import dev.leibniz.ir.Logic;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Transcendental;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterpreterTest {
  private static final TensorType NUMBER = TensorType.of(DType.F64);
  private static final TensorType COUNT = TensorType.of(DType.I32);
  private static final SourceLine LINE = new SourceLine("Model", "loss", "Model.java", 42);

  private static TensorData number(double value) {
    return TensorData.of(NUMBER, new double[] {value});
  }

  private static TensorData vector(double... values) {
    return TensorData.of(TensorType.of(DType.F64, values.length), values);
  }

  private static double[] doubles(Value value) {
    return ((TensorData) value).doubles();
  }

  private static List<Value> run(Program program, Value... inputs) {
    return Interpreter.run(Checker.check(program), List.of(inputs));
  }

  /// x ← 2x, n ← n + 1 until x ≥ limit; the extra result is x before the step.
  private static Control.WhileLoop doubling(boolean recording) {
    Builder condition = new Builder();
    Atom limit = condition.input(NUMBER);
    Atom x = condition.input(NUMBER);
    condition.input(COUNT);
    Program small = condition.build(List.of(condition.less(x, limit)));
    Builder b = new Builder();
    b.input(NUMBER);
    Atom y = b.input(NUMBER);
    Atom n = b.input(COUNT);
    Atom next = b.plus(n, b.like(n, 1));
    Atom twice = b.times(y, 2);
    Program body = b.build(recording ? List.of(twice, next, y) : List.of(twice, next));
    return new Control.WhileLoop(small, body, 1, recording);
  }

  @Test
  void aWhileLoopRunsUntilItsConditionFails() {
    Builder b = new Builder();
    List<Atom> operands = b.inputs(List.of(NUMBER, NUMBER, COUNT));
    Program program = b.build(b.apply(doubling(false), operands));
    List<Value> result = run(program, number(100), number(3), TensorData.of(COUNT, new int[] {0}));
    assertThat(doubles(result.get(0))).containsExactly(192);
    assertThat(((TensorData) result.get(1)).ints()).containsExactly(6);
  }

  @Test
  void aRecordingLoopKeepsAnEntryPerStep() {
    Builder b = new Builder();
    List<Atom> operands = b.inputs(List.of(NUMBER, NUMBER, COUNT));
    Program program = b.build(b.apply(doubling(true), operands));
    List<Value> result = run(program, number(7), number(1), TensorData.of(COUNT, new int[] {0}));
    TapeData live = (TapeData) result.get(2);
    TapeData before = (TapeData) result.get(3);
    assertThat(live.entries()).hasSize(3);
    assertThat(before.entries())
        .extracting(entry -> doubles(entry)[0])
        .containsExactly(1.0, 2.0, 4.0);
  }

  private static Program runningSum(TensorType element) {
    Builder b = new Builder();
    Atom sum = b.input(element);
    Atom x = b.input(element);
    Atom next = b.plus(sum, x);
    return b.build(List.of(next, next));
  }

  @Test
  void aScanStacksItsExtraResultsInTheOrderOfTheElements() {
    TensorType pair = TensorType.of(DType.F64, 2);
    for (boolean reverse : new boolean[] {false, true}) {
      Control.Scan scan = Control.Scan.of(runningSum(pair), 0, 1, 3, reverse);
      TensorData xs =
          TensorData.of(TensorType.of(DType.F64, 3, 2), new double[] {1, 2, 3, 4, 5, 6});
      List<Value> result = Interpreter.apply(scan, List.of(vector(0, 0), xs), null);
      assertThat(doubles(result.get(0))).containsExactly(9, 12);
      assertThat(doubles(result.get(1)))
          .containsExactly(
              reverse ? new double[] {9, 12, 8, 10, 5, 6} : new double[] {1, 2, 4, 6, 9, 12});
    }
  }

  @Test
  void aScanOfNoStepsGivesItsInitialCarries() {
    Control.Scan scan = Control.Scan.of(runningSum(NUMBER), 0, 1, 0, false);
    List<Value> result = Interpreter.apply(scan, List.of(number(5), vector()), null);
    assertThat(doubles(result.get(0))).containsExactly(5);
    assertThat(doubles(result.get(1))).isEmpty();
  }

  @Test
  void aMaskedScanRunsAlongItsTapesAndDoesNotShowItsBodyTheMask() {
    TapeType marks = new TapeType(TensorType.of(DType.BOOL));
    Value yes = TensorData.of(TensorType.of(DType.BOOL), new boolean[] {true});
    TapeData live = new TapeData(marks, List.of(yes, yes));
    TapeData xs = new TapeData(new TapeType(NUMBER), List.of(number(2), number(3)));
    Control.Scan scan =
        new Control.Scan(runningSum(NUMBER), 0, 1, Control.Scan.DYNAMIC, true, true);
    List<Value> result = Interpreter.apply(scan, List.of(number(0), live, xs), null);
    assertThat(doubles(result.get(0))).containsExactly(5);
    assertThat(((TapeData) result.get(1)).entries())
        .extracting(entry -> doubles(entry)[0])
        .containsExactly(5.0, 3.0);
    Value none = TapeData.empty(new TapeType(NUMBER));
    assertThat(doubles(Interpreter.apply(scan, List.of(number(1), live, none), null).getFirst()))
        .containsExactly(1);
  }

  @Test
  void aCondRunsOneBranchOnly() {
    Builder then = new Builder();
    Atom x = then.input(COUNT);
    Program divides = then.build(List.of(then.div(x, then.like(x, 0))));
    Builder otherwise = new Builder();
    Program keeps = otherwise.build(List.of(otherwise.input(COUNT)));
    Control.Cond cond = new Control.Cond(divides, keeps);
    Value no = TensorData.of(TensorType.of(DType.BOOL), new boolean[] {false});
    TensorData seven = TensorData.of(COUNT, new int[] {7});
    assertThat(Interpreter.apply(cond, List.of(no, seven), null)).containsExactly(seven);
    Value yes = TensorData.of(TensorType.of(DType.BOOL), new boolean[] {true});
    assertThatThrownBy(() -> Interpreter.apply(cond, List.of(yes, seven), null))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith(
            "div: whole numbers cannot be divided by zero; got a divisor of 0.");
  }

  @Test
  void anErrorNamesTheLineOfItsEquation() {
    Builder b = new Builder();
    Atom x = b.input(NUMBER);
    b.at(LINE);
    b.apply(new Effect.Check("x must be positive"), List.of(b.less(b.like(x, 0), x)));
    Program inner = b.build(List.of(x));
    Builder outer = new Builder();
    Program program =
        outer.build(outer.apply(new Control.Call(inner), List.of(outer.input(NUMBER))));
    assertThat(doubles(run(program, number(1)).getFirst())).containsExactly(1);
    assertThatThrownBy(() -> run(program, number(-1)))
        .isInstanceOf(CheckException.class)
        .hasMessage(
            """
            check: x must be positive; got 1 of 1 elements false, the first at position 0.
              Where: Model.loss (Model.java:42)\
            """);
  }

  @Test
  void theCheckForNaNStopsAtTheFirstOperationThatGivesOne() {
    Builder b = new Builder();
    Atom x = b.input(TensorType.of(DType.F64, 3));
    b.at(LINE);
    Atom root = b.one(new Transcendental.Sqrt(), x);
    Program program = b.build(List.of(b.one(new Arithmetic.Max(), root, x)));
    assertThat(doubles(NanCheck.run(program, List.of(vector(1, 4, 9))).getFirst()))
        .containsExactly(1, 4, 9);
    assertThatThrownBy(() -> NanCheck.run(program, List.of(vector(4, -1, 9))))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageStartingWith(
            "sqrt: every result must be finite; got result = f64[3] from 2.0 to 3.0 and 1 not"
                + " finite, operand 0 = f64[3] from -1.0 to 9.0.")
        .hasMessageContaining("Model.loss (Model.java:42)");
  }

  @Test
  void theCheckForNaNSeesSingleOperationsToo() {
    System.setProperty("leibniz.check", "nan");
    try {
      assertThatThrownBy(
              () -> Interpreter.apply(new Arithmetic.Div(), List.of(number(1), number(0)), LINE))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("operand 1 = f64[] from 0.0 to 0.0")
          .hasMessageContaining("Model.loss (Model.java:42)");
    } finally {
      System.clearProperty("leibniz.check");
    }
  }

  @Test
  void constantsOfAnyShapeStandForTheirElements() {
    TensorType type = TensorType.of(DType.F64, 1000);
    Builder b = new Builder();
    Atom x = b.input(type);
    Atom mask = b.less(b.literal(Literal.of(500.0, type)), x);
    Program program =
        b.build(
            List.of(
                b.one(new Logic.Select(), mask, b.like(x, -0.0), b.times(x, 3)), b.like(x, -0.0)));
    double[] values = new double[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    List<Value> result = run(program, vector(values));
    assertThat(doubles(result.get(0))[499]).isEqualTo(1497);
    assertThat(doubles(result.get(0))[501]).isEqualTo(-0.0);
    assertThat(doubles(result.get(1))).containsOnly(-0.0);
  }
}
