/// Transformations of programs: each a function from programs to programs, one file each.
///
/// Derivatives follow JAX: [Jvp] pushes tangents forward, [Linearize] splits that into a forward
/// program and a linear one, [Transpose] runs the linear one backwards, [Reverse] puts them
/// together. [Batch] runs a program for every example of a batch at once. Source: Radul, Paszke,
/// Frostig, Johnson, Maclaurin: You only linearize once (POPL 2023).
@NullMarked
package dev.leibniz.transform;

import org.jspecify.annotations.NullMarked;
