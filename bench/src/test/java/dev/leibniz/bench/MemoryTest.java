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
  private static final int STEPS = 50;

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
  void aStepAllocatesItsResultsAndAFiftiethMoreAtMost() {
    TrainingSteps steps = new TrainingSteps(false, 128, 784, 512, 256, 10);
    long most = steps.resultBytes() * 51 / 50;
    assertThat(allocatedBytes(steps, most)).isBetween(steps.resultBytes(), most);
  }

  @Test
  void aStepInTheMemoryOfItsArgumentsAllocatesSmallObjectsOnly() {
    TrainingSteps steps = new TrainingSteps(true, 128, 784, 512, 256, 10);
    long most = steps.stateBytes() / 50;
    assertThat(allocatedBytes(steps, most)).isLessThanOrEqualTo(most);
  }

  @Test
  void theFirstStepTakesThePlannedMemoryAndAThirdMoreAtMost() throws Exception {
    List<Long> bytes = measured("plan", "-Dleibniz.simd=false");
    assertThat(bytes.getLast()).isBetween(bytes.getFirst(), bytes.getFirst() * 13 / 10);
  }

  @Test
  void aHundredThousandStepsLeaveTheHeapAsItWas() throws Exception {
    List<Long> bytes = measured("steps", "-Dleibniz.simd=false");
    // Four bytes a step would be seen.
    assertThat(bytes.getLast() - bytes.getFirst()).isLessThan(400_000);
  }

  @Test
  void aThousandProgramsCompiledAndDroppedLeaveMetaspaceAsItWas() throws Exception {
    List<Long> bytes = measured("programs", "-XX:SoftRefLRUPolicyMSPerMB=0");
    assertThat(bytes.getLast()).isLessThan(bytes.getFirst() * 11 / 10);
  }

  /// Two figures of the report, from a JVM in which nothing else takes memory: without lanes, none
  /// of them is being made ready in the background.
  private static List<Long> measured(String what, String flag) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                flag,
                "-Xmx256m",
                "-cp",
                Peer.ownClassPath(),
                MemoryReport.class.getName(),
                what)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    List<Long> bytes = output.lines().map(Long::valueOf).toList();
    assertThat(bytes).hasSize(2);
    return bytes;
  }
}
