/// Optimizers as pairs of pure functions: `init` makes a state from parameters, `step` takes
/// parameters, gradient and state to new parameters and a new state. Parameters are trees of
/// tensors; everything compiles into a training step. What clips, decays, accumulates, averages or
/// chooses by path wraps another optimizer ([dev.leibniz.optimize.WrappingOptimizer]).
///
/// Over plain Java functions of `double[]`: least squares ([dev.leibniz.optimize.LeastSquares]),
/// roots ([dev.leibniz.optimize.Root]) and fixed points ([dev.leibniz.optimize.FixedPoint]), with
/// exact derivatives.
@NullMarked
package dev.leibniz.optimize;

import org.jspecify.annotations.NullMarked;
