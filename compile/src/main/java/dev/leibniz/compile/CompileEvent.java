package dev.leibniz.compile;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/// The compilation of a program, for Flight Recorder.
@Name("dev.leibniz.Compile")
@Label("Compile")
@Description("A tensor program becomes fused loops")
@Category("Leibniz")
final class CompileEvent extends Event {
  @Label("Equations")
  int equations;

  @Label("Steps")
  int steps;

  @Label("Intermediate values")
  @DataAmount
  long bytes;
}
