package dev.leibniz.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.bench.peers.Peer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What training and compiling leave in memory.
final class MemoryTest {
  private static final int BATCHES = 30;
  private static final int STEPS = 100;

  /// What a step allocates as soon as it is no more than some bytes: until HotSpot has compiled the
  /// lanes, each operation on a vector makes an object.
  private static long allocatedBytes(TrainingSteps steps, long most) {
    long bytes = Long.MAX_VALUE;
    for (int batch = 0; batch < BATCHES && bytes > most; batch++) {
      bytes = MemoryReport.allocatedBytes(steps, STEPS);
    }
    return bytes;
  }

  @Test
  void aStepAllocatesItsResultsAndAHundredthMoreAtMost() {
    TrainingSteps steps = new TrainingSteps(false, 64, 784, 256, 10);
    long most = steps.resultBytes() * 101 / 100;
    assertThat(allocatedBytes(steps, most)).isBetween(steps.resultBytes(), most);
  }

  @Test
  void aStepInTheMemoryOfItsArgumentsAllocatesSmallObjectsOnly() {
    TrainingSteps steps = new TrainingSteps(true, 64, 784, 256, 10);
    long most = steps.stateBytes() / 50;
    assertThat(allocatedBytes(steps, most)).isLessThanOrEqualTo(most);
  }

  @Test
  void theFirstStepTakesThePlannedMemoryAndAThirdMoreAtMost() {
    // Classes, and what is packed for products of this size.
    new TrainingSteps(false, 128, 784, 512, 256, 10).run(2);
    TrainingSteps steps = new TrainingSteps(false, 128, 784, 504, 256, 10);
    long before = MemoryReport.liveBytes();
    steps.run(1);
    // The arguments, which are as large as the results, are no longer live.
    long taken = MemoryReport.liveBytes() - before + steps.resultBytes();
    assertThat(taken).isBetween(steps.plannedBytes(), steps.plannedBytes() * 13 / 10);
  }

  @Test
  void aHundredThousandStepsLeaveTheHeapAsItWas() {
    TrainingSteps steps = new TrainingSteps(true, 32, 8, 32, 32, 1);
    steps.run(10_000);
    long before = MemoryReport.liveBytes();
    steps.run(100_000);
    // Four bytes a step would be seen.
    assertThat(MemoryReport.liveBytes() - before).isLessThan(400_000);
  }

  @Test
  void aThousandProgramsCompiledAndDroppedLeaveMetaspaceAsItWas() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-Xmx256m",
                "-cp",
                Peer.ownClassPath(),
                MemoryReport.class.getName(),
                "programs")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    List<Long> bytes = output.lines().map(Long::valueOf).toList();
    assertThat(bytes).hasSize(2);
    assertThat(bytes.getLast()).isLessThan(bytes.getFirst() * 11 / 10);
  }
}
