/// Leibniz beside other systems: a runner, and workers that each do the same work in a process of
/// their own.
@NullMarked
package dev.leibniz.bench.peers;

import org.jspecify.annotations.NullMarked;
