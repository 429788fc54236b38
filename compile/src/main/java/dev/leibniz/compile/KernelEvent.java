package dev.leibniz.compile;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/// A step of a compiled program, for Flight Recorder.
@Name(KernelEvent.NAME)
@Label("Kernel")
@Description("A step of a compiled tensor program")
@Category("Leibniz")
@StackTrace(false)
@Threshold("100 us")
final class KernelEvent extends Event {
  static final String NAME = "dev.leibniz.Kernel";

  @Label("Kernel")
  @Nullable String kernel;

  @Label("User's line")
  @Nullable String where;

  @Label("Arithmetic operations")
  long operations;

  @Label("Bytes read and written")
  @DataAmount
  long bytes;
}
