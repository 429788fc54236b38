/// Shared laws, samples of every primitive, generators and tolerances for tests.
@NullMarked
package dev.leibniz.testkit;

import org.jspecify.annotations.NullMarked;
