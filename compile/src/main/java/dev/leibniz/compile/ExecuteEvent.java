package dev.leibniz.compile;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/// A call of a compiled program, for Flight Recorder.
@Name("dev.leibniz.Execute")
@Label("Execute")
@Description("A call of a compiled tensor program, all its kernels together")
@Category("Leibniz")
@StackTrace(false)
@Threshold("1 ms")
final class ExecuteEvent extends Event {
  @Label("Steps")
  int steps;
}
