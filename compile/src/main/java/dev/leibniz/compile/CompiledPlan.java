package dev.leibniz.compile;

import dev.leibniz.data.TensorType;
import dev.leibniz.data.Type;
import dev.leibniz.data.Value;
import dev.leibniz.error.LeibnizException;
import dev.leibniz.error.SourceLine;
import dev.leibniz.eval.Located;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/// A program as steps over numbered values. It does not change; each run has a frame of its own,
/// taken from a bounded pool.
final class CompiledPlan {
  private static final int POOLED = 8;

  private final List<Type> inputs;
  private final List<Output> outputs;
  private final List<Placed> steps;
  private final int values;
  private final MemoryPlan memory;
  private final Map<Integer, Value> constants;
  private final Donations donations;
  private final ConcurrentLinkedQueue<Frame> pool = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pooled = new AtomicInteger();

  /// A step and the user's line that asked for it.
  ///
  /// @param step what is done
  /// @param where the line, if known
  record Placed(Step step, @Nullable SourceLine where) {}

  /// A result.
  ///
  /// @param value the value that holds it; the caller says where it lies before the run
  /// @param type its type
  /// @param argument the input that it is the same as, or −1
  record Output(int value, Type type, int argument) {}

  /// @param inputs the types of the inputs, which are the first values
  /// @param values the number of values
  /// @param constants values that are the same in every run
  /// @param donations which results may lie in the memory of arguments
  CompiledPlan(
      List<Type> inputs,
      List<Output> outputs,
      List<Placed> steps,
      int values,
      MemoryPlan memory,
      Map<Integer, Value> constants,
      Donations donations) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.steps = steps;
    this.values = values;
    this.memory = memory;
    this.constants = constants;
    this.donations = donations;
  }

  List<Type> inputs() {
    return inputs;
  }

  List<Output> outputs() {
    return outputs;
  }

  List<Placed> steps() {
    return steps;
  }

  MemoryPlan memory() {
    return memory;
  }

  Donations donations() {
    return donations;
  }

  /// A frame for one run.
  Frame lease() {
    Frame frame = pool.poll();
    if (frame != null) {
      pooled.decrementAndGet();
      return frame;
    }
    Frame fresh = new Frame(values);
    List<MemoryPlan.Slot> slots = memory.slots();
    Object[] arrays = new Object[slots.size()];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = slots.get(i).dtype().newArray(slots.get(i).length());
    }
    memory.slotOf().forEach((value, slot) -> fresh.set(value, arrays[slot], 0));
    constants.forEach(fresh::put);
    return fresh;
  }

  /// Gives a frame back for a later run; what came from outside is forgotten.
  void release(Frame frame) {
    if (pooled.incrementAndGet() > POOLED) {
      pooled.decrementAndGet();
      return;
    }
    for (int i = 0; i < inputs.size(); i++) {
      frame.clear(i);
    }
    for (Output output : outputs) {
      frame.clear(output.value());
    }
    pool.add(frame);
  }

  /// Runs all steps.
  void run(Frame frame) {
    // The first event starts Flight Recorder, which takes a tenth of a second.
    boolean isRecording = FlightRecorder.isInitialized();
    for (Placed placed : steps) {
      try {
        if (isRecording) {
          record(placed, frame);
        } else {
          placed.step().run(frame);
        }
      } catch (LeibnizException error) {
        throw placed.step() instanceof ControlStep ? error : Located.at(error, placed.where());
      }
    }
  }

  private static void record(Placed placed, Frame frame) {
    KernelEvent event = new KernelEvent();
    event.begin();
    placed.step().run(frame);
    event.end();
    if (event.shouldCommit() && !(placed.step() instanceof ControlStep)) {
      Work work = placed.step().work();
      event.operations = work.operations();
      event.bytes = work.bytes();
      event.kernel = placed.step().describe();
      event.where = String.valueOf(placed.where());
      event.commit();
    }
  }

  /// Makes a new array for an output and says that it lies there.
  void allocate(Frame frame, Output output) {
    if (output.type() instanceof TensorType type) {
      int length = type.shape().arrayLength("result");
      frame.set(output.value(), type.dtype().newArray(length), 0);
    }
  }
}
