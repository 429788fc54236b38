package dev.leibniz.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void everyVariableIsFreedAfterItsLastUseUnlessItIsAnOutput() {
    Builder b = new Builder();
    Atom x = b.input(TensorType.of(DType.F32, 2));
    Atom square = b.times(x, x);
    Atom unused = b.negate(square);
    Atom sum = b.plus(square, x);
    Program program = b.build(List.of(sum, x));
    Plan plan = Plan.of(program);
    assertThat(unused).isNotNull();
    assertThat(plan.slots()).isEqualTo(4);
    assertThat(plan.steps().stream().map(Plan.Step::dead))
        .containsExactly(new int[] {}, new int[] {2}, new int[] {1});
    assertThat(plan.outputs()).containsExactly(3, 0);
  }
}
