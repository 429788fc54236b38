/// Compiles programs to fused loops in JVM bytecode.
///
/// A program is rewritten ([Rewrites]), cut into steps ([Fusion]), given memory ([MemoryPlan]) and
/// run ([CompiledPlan]). Chains of elementwise operations, broadcasts and other strided reads
/// become one [Kernel] each, emitted by [KernelEmitter]; everything else runs the interpreter's own
/// kernels. Results are those of the interpreter, to the bit.
@NullMarked
package dev.leibniz.compile;

import org.jspecify.annotations.NullMarked;
