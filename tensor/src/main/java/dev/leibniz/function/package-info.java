/// Transformations of functions of tensors, and of records of them: derivatives, batching,
/// compilation, control flow.
///
/// A function is traced to a program, the program is transformed, and the result is compiled and
/// run; see [Grad], [Jvp], [Vjp], [Jacobian], [Hessian], [Hvp], [Vmap], [Jit], [Checkpoint],
/// [Custom], [Control].
@NullMarked
package dev.leibniz.function;

import org.jspecify.annotations.NullMarked;
