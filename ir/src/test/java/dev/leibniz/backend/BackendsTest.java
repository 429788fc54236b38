package dev.leibniz.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendsTest {
  @Test
  void withoutAProviderTheInterpreterRunsPrograms() {
    Builder b = new Builder();
    Atom x = b.input(TensorType.of(DType.F32, 2));
    Program program = b.build(List.of(b.plus(x, x), x));
    Executable executable = Backends.compile(program);
    assertThat(Backends.best()).isEmpty();
    TensorData argument = TensorData.of(TensorType.of(DType.F32, 2), new float[] {1, 2});
    TensorData[] results = executable.run(argument);
    assertThat(results[0].floats()).containsExactly(2, 4);
    assertThat(results[1]).isSameAs(argument);
    assertThat(executable.explain()).contains("interpreted").contains("plus");
  }
}
