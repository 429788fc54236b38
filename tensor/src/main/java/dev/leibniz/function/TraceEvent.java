package dev.leibniz.function;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/// The tracing of a function of tensors, for Flight Recorder.
@Name("dev.leibniz.Trace")
@Label("Trace")
@Description("A function of tensors becomes a program")
@Category("Leibniz")
final class TraceEvent extends Event {
  @Label("Transformation")
  @Nullable String transformation;

  @Label("Equations")
  int equations;
}
