package dev.leibniz.bytecode;

/// What an [Instr] does. Arithmetic works in the type of its first argument.
enum Op {
  /// The payload, a number or null.
  CONSTANT,
  COPY,
  /// One argument per predecessor of the block, in their order.
  PHI,
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  REMAINDER,
  NEGATE,
  SHIFT_LEFT,
  SHIFT_RIGHT,
  SHIFT_RIGHT_UNSIGNED,
  AND,
  OR,
  XOR,
  /// The payload is the conversion's opcode.
  CONVERT,
  /// Three-way comparison; the payload is the opcode, which decides what NaN gives.
  COMPARE,
  /// array, index.
  LOAD,
  /// array, index, value; no target.
  STORE,
  /// length; the target's type says what is allocated.
  ALLOCATE,
  LENGTH,
  /// A static method; the payload is a [MethodName].
  CALL,
  /// Makes a function object of the captured values; the payload is a [Template].
  FUNCTION,
  /// Calls a method as it is; the payload is a [Handle].
  INVOKE,
  /// The first argument, a number or an array, whose derivative by the others is known by rule; the
  /// payload is a [Ruled].
  RULED,
  /// A piece of code, set in this place before anything else is done; the payload is a [Code].
  CODE,
  /// Puts the argument on the tape; the payload is a [Slot].
  PUSH,
  /// Takes the target from the tape; the payload is a [Slot].
  POP
}
