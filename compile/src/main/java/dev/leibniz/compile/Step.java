package dev.leibniz.compile;

/// Something that a plan does, reading and writing the values of a frame.
interface Step {
  /// Does it.
  void run(Frame frame);

  /// What it is, for people.
  String describe();

  /// What it has to do at least.
  Work work();
}
