package dev.leibniz.compile;

/// Something that a plan does, reading and writing the values of a frame.
interface Step {
  /// Does it.
  void run(Frame frame);

  /// What it is, for people.
  String describe();
}
