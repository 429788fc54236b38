package dev.leibniz.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.backend.Executable;
import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.ir.Atom;
import dev.leibniz.ir.Builder;
import dev.leibniz.ir.Contract;
import dev.leibniz.ir.Transcendental;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What Flight Recorder is told about kernels.
final class ProfileTest {
  private static final TensorType MATRIX = TensorType.of(DType.F32, 32, 32);

  private static Executable tanhOfSquare() {
    Builder b = new Builder();
    Atom x = b.input(MATRIX);
    Contract.Dot dot = new Contract.Dot(List.of(), List.of(), List.of(1), List.of(0));
    return new CompilerBackend()
        .compile(b.build(List.of(b.one(new Transcendental.Tanh(), b.one(dot, x, x)))));
  }

  @Test
  void eachKernelIsCountedWithItsOperationsAndBytes() {
    Executable executable = tanhOfSquare();
    try (Profile profile = Profile.start()) {
      for (int call = 0; call < 3; call++) {
        executable.run(TensorData.zeros(MATRIX));
      }
      List<Profile.Kernel> kernels = profile.stop();
      assertThat(kernels)
          .allSatisfy(kernel -> assertThat(kernel.seconds()).isPositive())
          .filteredOn(kernel -> kernel.name().startsWith("dot f32[32, 32] f32[32, 32]"))
          .satisfiesExactly(dot -> {
            assertThat(dot.calls()).isEqualTo(3);
            assertThat(dot.operations()).isEqualTo(3 * 2.0 * 32 * 32 * 32);
            assertThat(dot.bytes()).isEqualTo(3 * 3.0 * 32 * 32 * 4);
          });
      assertThat(kernels)
          .filteredOn(kernel -> kernel.name().startsWith("loop over [32, 32]: tanh"))
          .satisfiesExactly(tanh -> assertThat(tanh.bytes()).isEqualTo(3 * 2.0 * 32 * 32 * 4));
    }
  }

  @Test
  void whatRanBeforeIsNotCounted() {
    Executable executable = tanhOfSquare();
    executable.run(TensorData.zeros(MATRIX));
    try (Profile profile = Profile.start()) {
      assertThat(profile.stop()).isEmpty();
    }
  }
}
