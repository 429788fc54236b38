/// The interpreter: it defines what programs compute, to the last bit.
///
/// Every other way to run a program gives the same bits, where all NaNs count as equal. The laws
/// below depend on shapes alone, never on threads, lane widths or what else is computed.
///
/// **Elementwise.** A primitive's text over `Scalar`, each operation as Java defines it: one
/// rounding for `+ − · /`, `sqrt` and `fma`; `Math.min`, `Math.max`, `Math.rint`; casts; whole
/// numbers wrap around.
///
/// **Sums and products** of K elements, in row-major order of the reduced axes. For K ≤ 16384: with
/// L = 64 for f32 and 32 for f64, P = min(L, the smallest power of two ≥ K) lanes start at +0
/// (products: 1); element k is added to lane k mod P, for rising k; then, for w = P/2, P/4, …, 1,
/// lane i + w is added to lane i for every i < w. Lane 0 is the result. For K > 16384: the elements
/// are split into blocks of 16384 (the last one may be shorter), each block is summed so, and the
/// block sums are summed by the same law. Maxima and minima (`Math.max`, `Math.min`) and whole
/// numbers give the same in any order.
///
/// **Positions, running totals, sorting.** `argMax` and `argMin` give the first position; the first
/// NaN wins. Running sums and products go strictly one by one: y[0] = x[0], y[k] = y[k−1] + x[k].
/// `sort` is stable, −0 before +0, NaN last.
///
/// **Dot products.** With M, N and K the products of the extents of the left operand's free, the
/// right operand's free, and the summed axes; k counts the summed axes in row-major order, in the
/// order in which they are named.
/// - Usually: the terms fall into blocks of 256 neighbouring k; each block is p = 0, then p =
///   fma(a[k], b[k], p) for rising k; the result is p₀ + p₁ + p₂ + …, from left to right.
/// - If K ≥ 128 and (N = 1 or M·N ≤ 64), floating types: as a sum, with lane[k mod P] = fma(a[k],
///   b[k], lane[k mod P]); for K > 16384 in blocks of 16384, whose results are summed by the law of
///   sums.
///
/// **Convolutions** are dot products, zeros of the padding included:
/// - the output: k = (kh, kw, c); M = n·oh·ow, N = o, K = kh·kw·c;
/// - the weights: k = (n, oh, ow); M = kh·kw·c, N = o, K = n·oh·ow;
/// - the image: the flipped window moves over the output, whose elements lie `stride` apart among
///   zeros; k = (u, v, o) with u = kh − 1 − (the window's row), v likewise; M = n·h·w, N = c, K =
///   kh·kw·o.
///
/// **Indexing.** `scatterAdd` adds the updates of one destination in their row-major order.
///
/// **Linear algebra.** Each element is updated by one `fma` per earlier pivot or unknown, in the
/// order in which these are found, then divided by its own pivot. `lu` takes the first row of the
/// largest magnitude as the pivot.
///
/// **Loops** run their steps in order. An empty tape beside others stands for zeros at every step.
@NullMarked
package dev.leibniz.eval;

import org.jspecify.annotations.NullMarked;
