package dev.leibniz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.learn.training.Progress;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// What a training shows of itself.
final class TrainingProgressTest {
  private static Progress progress(double secondsLeft) {
    return new Progress(
        3,
        10,
        5,
        45,
        0.12345,
        OptionalDouble.of(0.975),
        12345.6,
        secondsLeft,
        OptionalDouble.empty());
  }

  @Test
  void theTextHoldsLossAccuracyRateAndTimeLeft() {
    assertThat(TrainingProgress.text(progress(69.4)))
        .isEqualTo("epoch 3/10 loss 0.1235 accuracy 0.9750 12346 examples/s 1 min 9 s left");
    assertThat(TrainingProgress.text(progress(9.6))).endsWith(" 10 s left");
  }

  @Test
  void theBarIsFilledByTheShareThatIsDone() {
    assertThat(TrainingProgress.line(0, "text", 17)).isEqualTo("[          ] text");
    assertThat(TrainingProgress.line(0.5, "text", 17)).isEqualTo("[=====     ] text");
    assertThat(TrainingProgress.line(1, "text", 17)).isEqualTo("[==========] text");
  }

  @Test
  void aLineIsNeverLongerThanItsTerminalIsWide() {
    for (int width = 0; width <= 200; width++) {
      assertThat(TrainingProgress.line(0.3, "a text of some length", width).length())
          .isLessThanOrEqualTo(width);
    }
  }
}
