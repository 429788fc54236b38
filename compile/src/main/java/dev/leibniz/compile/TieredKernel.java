package dev.leibniz.compile;

import dev.leibniz.backend.Kernel;

/// A kernel that begins as a plain loop and continues in vector lanes, with the same bits, once it
/// has worked enough for that to pay.
final class TieredKernel {
  private final KernelText text;
  private volatile Kernel best;
  private volatile boolean isWaiting;
  private volatile boolean isInLanes;

  /// Counted by racing threads; a lost update delays the lanes a little.
  private long calls;

  private long work;

  TieredKernel(KernelText text, Kernel plain) {
    this.text = text;
    this.best = plain;
    this.isWaiting = LaneKernels.areWanted(text);
  }

  /// The kernel to use for some more work.
  Kernel best(long more) {
    if (isWaiting) {
      calls++;
      work += more;
      if (LaneKernels.arePaying(calls, work)) {
        isWaiting = false;
        LaneKernels.request(this);
      }
    }
    return best;
  }

  /// Whether the lanes are ready; some more work is done.
  boolean isInLanes(long more) {
    best(more);
    return isInLanes;
  }

  KernelText text() {
    return text;
  }

  /// Another kernel takes over.
  void replace(Kernel kernel) {
    best = kernel;
    isInLanes = true;
  }

  /// For people.
  String describe() {
    return isInLanes ? ", in lanes" : "";
  }
}
