package dev.leibniz.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.data.DType;
import dev.leibniz.data.TapeData;
import dev.leibniz.data.TapeType;
import dev.leibniz.data.TensorType;
import dev.leibniz.data.Value;
import dev.leibniz.ir.Effect;
import dev.leibniz.ir.Index;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectsTest {
  private static String printed(Value value) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(Interpreter.apply(new Effect.Print("x"), List.of(value), null)).isEmpty();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void printShowsLabelTypeAndElementsAndOmitsTheMiddleOfMany() {
    assertThat(printed(Samples.vector(DType.F32, 1, -0.5, Double.NaN)))
        .isEqualTo("x: f32[3] {1.0, -0.5, NaN}");
    assertThat(printed(Samples.apply(new Index.Iota(TensorType.of(DType.I32, 100), 0))))
        .isEqualTo("x: i32[100] {0, 1, 2, 3, 4, 5, 6, 7, …, 92, 93, 94, 95, 96, 97, 98, 99}");
    assertThat(printed(TapeData.empty(new TapeType(TensorType.of(DType.F32, 2)))))
        .isEqualTo("x: tape[f32[2]] with 0 entries");
  }
}
