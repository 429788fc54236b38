package dev.leibniz.compile;

import dev.leibniz.backend.Kernel;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.error.SourceLine;
import org.jspecify.annotations.Nullable;

/// Runs an emitted kernel.
///
/// @param kernel the kernel
/// @param values per access, the value that it reads or writes; −1 for none
/// @param parameters extents and strides
/// @param range how far the loop that may be split goes
/// @param elements an estimate of the work, in nanoseconds of plain loops
/// @param work what there is to do
/// @param description what it computes, for people
/// @param where the user's line, if known
record KernelStep(
    TieredKernel kernel,
    int[] values,
    int[] parameters,
    int range,
    long elements,
    Work work,
    String description,
    @Nullable SourceLine where)
    implements Step {

  @Override
  public void run(Frame frame) {
    Object[] arrays = new Object[values.length];
    int[] offsets = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] >= 0) {
        arrays[i] = frame.array(values[i]);
        offsets[i] = frame.offsets[values[i]];
      } else {
        arrays[i] = offsets;
      }
    }
    Kernel best = kernel.best(elements);
    try {
      Threads.split(range, elements, (from, to) -> best.run(arrays, offsets, parameters, from, to));
    } catch (ArithmeticException zero) {
      throw new ArgumentException(
          Explanation.of("div", "whole numbers cannot be divided by zero")
              .got("a zero among the divisors")
              .at(where)
              .fix(
                  "replace zeros first, as in b.equalTo(0).select(one, b), or convert to a floating"
                      + " type"),
          zero);
    }
  }

  /// Whether the kernel runs in vector lanes; asking counts as work, so that it does some day.
  boolean isInLanes() {
    return kernel.isInLanes(elements);
  }

  @Override
  public String describe() {
    return description + kernel.describe();
  }
}
