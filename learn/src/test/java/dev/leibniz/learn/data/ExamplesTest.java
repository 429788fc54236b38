package dev.leibniz.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.data.DType;
import dev.leibniz.data.TensorData;
import dev.leibniz.data.TensorType;
import dev.leibniz.error.IndexException;
import dev.leibniz.error.ShapeException;
import org.junit.jupiter.api.Test;

final class ExamplesTest {
  private final Examples examples =
      new Examples(
          TensorData.of(TensorType.of(DType.F32, 3, 2), new float[] {0, 1, 2, 3, 4, 5}),
          TensorData.of(TensorType.of(DType.I32, 3), new int[] {10, 11, 12}));

  @Test
  void selectedRowsKeepFeaturesAndTargetsTogether() {
    Examples selected = examples.select(2, 0, 2);
    assertThat(selected.features()).hasToString("f32[3, 2]{4.0, 5.0, 0.0, 1.0, 4.0, 5.0}");
    assertThat(selected.targets()).hasToString("i32[3]{12, 10, 12}");
  }

  @Test
  void noRowsAreAnEmptySet() {
    assertThat(examples.select().count()).isZero();
  }

  @Test
  void featuresTakeAnotherShapeWithAsManyElements() {
    assertThat(examples.withFeatureShape(1, 2, 1).features().type()).hasToString("f32[3, 1, 2, 1]");
    assertThatThrownBy(() -> examples.withFeatureShape(3))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("old = [2], new = [3]");
  }

  @Test
  void rowsThatAreNotThereAreRefused() {
    for (int row : new int[] {-1, 3}) {
      assertThatThrownBy(() -> examples.select(0, row))
          .isInstanceOf(IndexException.class)
          .hasMessageContaining("row = " + row + ", examples = 3");
    }
  }

  @Test
  void featuresAndTargetsHaveTheSameNumberOfRows() {
    TensorData scalar = TensorData.zeros(TensorType.of(DType.F32));
    TensorData two = TensorData.zeros(TensorType.of(DType.F32, 2));
    TensorData three = TensorData.zeros(TensorType.of(DType.F32, 3));
    assertThatThrownBy(() -> new Examples(two, three))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("features = f32[2], targets = f32[3]");
    assertThatThrownBy(() -> new Examples(scalar, scalar)).isInstanceOf(ShapeException.class);
  }
}
