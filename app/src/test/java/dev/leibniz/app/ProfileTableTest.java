package dev.leibniz.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.compile.Profile;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The table of the dearest kernels.
final class ProfileTableTest {
  @Test
  void theShareOfThePeakIsThatOfArithmeticOrOfMemory() {
    String table =
        ProfileTable.of(
            List.of(
                new Profile.Kernel("product", 10, 3, 150e9, 1e9),
                new Profile.Kernel("copy", 2, 1, 0, 8e9)),
            100e9,
            10e9);
    assertThat(table.lines())
        .containsExactly(
            "kernels: 4.00 s; the machine does 100 G operations and 10.0 GB in a second",
            "  time   calls   µs/call   Gop/s    GB/s  of peak  kernel",
            " 75.0%      10  300000.0    50.0     0.3     50 %  product",
            " 25.0%       2  500000.0     0.0     8.0     80 %  copy");
  }

  @Test
  void tenKernelsAreShownAndLongNamesAreCut() {
    Profile.Kernel kernel = new Profile.Kernel("x".repeat(500), 1, 1, 1, 1);
    assertThat(ProfileTable.of(Collections.nCopies(12, kernel), 1e9, 1e9).lines())
        .hasSize(12)
        .allMatch(line -> line.length() < 200);
  }
}
