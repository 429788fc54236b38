package dev.leibniz.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Checker;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Control;
import dev.leibniz.ir.Custom;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Equation;
import dev.leibniz.ir.Logic;
import dev.leibniz.ir.Movement;
import dev.leibniz.ir.Prim;
import dev.leibniz.ir.Program;
import dev.leibniz.ir.Transcendental;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each rule fires where it may and nowhere else, and leaves well-formed programs.
final class RewritesTest {
  private static final TensorType MATRIX = TensorType.of(DType.F32, 3, 4);
  private static final List<Integer> NONE = List.of();

  private static List<String> names(Program program) {
    return Checker.check(program).equations().stream().map(Equation::prim).map(Prim::name).toList();
  }

  @Test
  void whatIsComputedTwiceIsComputedOnce() {
    Builder b = new Builder();
    Atom x = b.input(MATRIX);
    Atom first = b.one(new Transcendental.Exp(), x);
    Atom second = b.one(new Transcendental.Exp(), x);
    Program program = b.build(List.of(b.plus(first, second)));
    assertThat(names(CommonSubexpressions.of(program))).containsExactly("exp", "plus");
  }

  @Test
  void differentParametersAreDifferentComputations() {
    Builder b = new Builder();
    Atom x = b.input(MATRIX);
    Atom first = b.one(new Logic.Convert(DType.F64), x);
    Atom second = b.one(new Logic.Convert(DType.I32), x);
    Program program = b.build(List.of(first, second));
    assertThat(names(CommonSubexpressions.of(program))).containsExactly("convert", "convert");
  }

  @Test
  void unitsThatAreRecomputedOnPurposeStay() {
    Builder inner = new Builder();
    Atom y = inner.input(MATRIX);
    Control.Call call =
        new Control.Call(inner.build(List.of(inner.one(new Transcendental.Exp(), y))));
    Builder b = new Builder();
    Atom x = b.input(MATRIX);
    Program program = b.build(List.of(b.one(call, x), b.one(call, x)));
    assertThat(names(CommonSubexpressions.of(program))).containsExactly("call", "call");
  }

  @Test
  void productsReadTransposedOperandsAsTheyLie() {
    Builder b = new Builder();
    Atom x = b.input(MATRIX);
    Atom transposed = b.transpose(x, List.of(1, 0));
    Atom product = b.one(new Contract.Dot(NONE, NONE, List.of(1), List.of(0)), transposed, x);
    Program program = Rewrites.of(b.build(List.of(product)));
    assertThat(names(program)).containsExactly("dot");
    assertThat(program.equations().getFirst().prim())
        .isEqualTo(new Contract.Dot(NONE, NONE, List.of(0), List.of(0)));
  }

  @Test
  void aTransposedProductIsTheProductOfExchangedOperands() {
    assertThat(names(Rewrites.of(transposedProduct(3, 5)))).containsExactly("dot");
    assertThat(names(Rewrites.of(transposedProduct(1, 5)))).containsExactly("dot", "transpose");
    assertThat(names(Rewrites.of(transposedProduct(3, 1)))).containsExactly("dot", "transpose");
  }

  private static Program transposedProduct(int rows, int columns) {
    Builder b = new Builder();
    Atom x = b.input(TensorType.of(DType.F32, 7, rows));
    Atom y = b.input(TensorType.of(DType.F32, columns, 7));
    Atom product = b.one(new Contract.Dot(NONE, NONE, List.of(0), List.of(1)), x, y);
    return b.build(List.of(b.transpose(product, List.of(1, 0))));
  }

  @Test
  void aProductThatIsReadAsItIsTooStays() {
    Builder b = new Builder();
    Atom x = b.input(MATRIX);
    Atom product = b.one(new Contract.Dot(NONE, NONE, List.of(0), List.of(0)), x, x);
    Program program = b.build(List.of(product, b.transpose(product, List.of(1, 0))));
    assertThat(names(Rewrites.of(program))).containsExactly("dot", "transpose");
  }

  @Test
  void transposesThatReorderFreeAxesStay() {
    TensorType cube = TensorType.of(DType.F32, 2, 3, 4);
    Builder b = new Builder();
    Atom x = b.input(cube);
    Atom transposed = b.transpose(x, List.of(1, 0, 2));
    Atom v = b.input(TensorType.of(DType.F32, 4));
    Atom product = b.one(new Contract.Dot(NONE, NONE, List.of(2), List.of(0)), transposed, v);
    assertThat(names(Rewrites.of(b.build(List.of(product))))).containsExactly("transpose", "dot");
  }

  @Test
  void functionsWithRulesByHandBecomeTheirText() {
    Builder f = new Builder();
    Program square = square(f);
    Builder g = new Builder();
    Atom y = g.input(MATRIX);
    Atom v = g.input(MATRIX);
    Program rule = g.build(List.of(g.times(y, y), g.times(g.times(y, v), 2)));
    Builder b = new Builder();
    Atom x = b.input(MATRIX);
    Program program = b.build(List.of(b.one(new Custom.WithJvp("square", square, rule), x)));
    assertThat(names(InlineCustom.of(program))).containsExactly("times");
  }

  private static Program square(Builder f) {
    Atom z = f.input(MATRIX);
    return f.build(List.of(f.times(z, z)));
  }

  @Test
  void deadCodeGoesAndEffectsStay() {
    Builder b = new Builder();
    Atom x = b.input(MATRIX);
    b.one(new Transcendental.Exp(), x);
    b.apply(new Effect.Print("x"), List.of(x));
    Program program = b.build(List.of(b.negate(x)));
    assertThat(names(Rewrites.of(program))).containsExactly("print", "negate");
  }

  @Test
  void movementsOfConstantsAreConstants() {
    Builder b = new Builder();
    Atom x = b.input(MATRIX);
    Atom one = b.like(b.input(TensorType.of(DType.F32)), 1);
    Atom wide = b.one(new Movement.Broadcast(MATRIX.shape(), NONE), one);
    assertThat(names(b.build(List.of(b.times(x, wide))))).isEmpty();
  }

  @Test
  void longReductionsAlongTheLastAxesAreSplit() {
    Builder b = new Builder();
    Atom x = b.input(TensorType.of(DType.F32, 3, 5, 10_000));
    Program program = b.build(List.of(b.sum(x, List.of(1, 2))));
    assertThat(names(ReduceInBlocks.of(program)))
        .containsExactly(
            "reshape", "slice", "reshape", "sum", "slice", "sum", "reshape", "concat", "sum");
  }

  @Test
  void shortReductionsAndThoseAlongOtherAxesStay() {
    Builder b = new Builder();
    Atom x = b.input(TensorType.of(DType.F32, 40_000, 3));
    Atom y = b.input(TensorType.of(DType.F32, 2, 16_384));
    Atom z = b.input(TensorType.of(DType.I32, 40_000));
    Program program =
        b.build(List.of(b.sum(x, List.of(0)), b.sum(y, List.of(1)), b.sum(z, List.of(0))));
    assertThat(ReduceInBlocks.of(program)).isSameAs(program);
  }
}
