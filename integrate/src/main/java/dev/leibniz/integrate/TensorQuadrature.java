package dev.leibniz.integrate;

import dev.leibniz.data.DType;
import dev.leibniz.error.ArgumentException;
import dev.leibniz.error.Explanation;
import dev.leibniz.function.Control;
import dev.leibniz.function.Jit;
import dev.leibniz.function.Pullback;
import dev.leibniz.function.Vjp;
import dev.leibniz.function.Vmap;
import dev.leibniz.tensor.Tensor;
import dev.leibniz.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/// Adaptive Gauss–Kronrod for many members of a family at once, as a tensor program.
///
/// One loop walks along the range in panels that all members share: a panel that is not good enough
/// for one of them is halved, after a good one the next is twice as wide. A panel is good when its
/// error is at most the tolerance times its share of the range, both for the value and for the
/// derivative by the member's parameters, in its largest component. So the derivative of the loop,
/// which takes the panels as they are, meets the tolerance too. The tolerance refers to the size of
/// the first estimate; where that was too large, the walk is repeated.
///
/// The estimate is that of [GaussKronrod]; for the derivative with its size in the place of its
/// variation, which is not smaller.
final class TensorQuadrature<A> {
  private static final double NARROWEST = 0x1p-40;
  private static final double FLOOR = 100 * 0x1p-52;
  private static final int MOST_PASSES = 3;
  private static final GaussKronrod RULE = GaussKronrod.TWENTY_ONE;
  private static final int POINTS = RULE.points();

  private final BiFunction<Tensor, A, Tensor> integrands;
  private final A members;
  private final A fixedMembers;
  private final int count;
  private final IntegrateOptions options;
  private final Tensor nodes;
  private final Tensor kronrod;
  private final Tensor difference;

  private TensorQuadrature(
      BiFunction<Tensor, A, Tensor> f, A members, int count, IntegrateOptions options) {
    this.integrands = Vmap.of(Vmap.of(f, 0, Vmap.SHARED), Vmap.SHARED, 0);
    this.members = members;
    this.fixedMembers = Tree.map(Tensor::stopGradient, members);
    this.count = count;
    this.options = options;
    double[] places = new double[POINTS];
    double[] weights = new double[POINTS];
    double[] differences = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      int row = Math.min(i, POINTS - 1 - i);
      double node = 2 * row == POINTS - 1 ? 0 : RULE.nodes()[row];
      places[i] = 0.5 + 0.5 * (i == row ? -node : node);
      weights[i] = 0.5 * RULE.kronrodWeights()[row];
      differences[i] = weights[i] - 0.5 * RULE.gaussWeights()[row];
    }
    this.nodes = Tensor.of(places);
    this.kronrod = Tensor.of(weights);
    this.difference = Tensor.of(differences);
  }

  /// The integrals of a family, by a compiled program.
  ///
  /// @throws ArgumentException if the members' leaves differ in their number
  static <A> TensorIntegral integrate(
      BiFunction<Tensor, A, Tensor> f,
      A members,
      double from,
      double to,
      IntegrateOptions options) {
    int count = count(members);
    TensorIntegral integral =
        Jit.of((A parameters) ->
                new TensorQuadrature<>(f, parameters, count, options)
                    .over(Math.min(from, to), Math.max(from, to)))
            .apply(members);
    return from <= to
        ? integral
        : new TensorIntegral(
            integral.value().negate(),
            integral.error(),
            integral.converged(),
            integral.trouble(),
            integral.evaluations());
  }

  private static int count(Object members) {
    int count = -1;
    for (Map.Entry<String, Tensor> leaf : Tree.named(members).entrySet()) {
      Tensor tensor = leaf.getValue();
      boolean counted = tensor.dtype() == DType.F64 && tensor.type().rank() > 0;
      int own = counted ? Math.toIntExact(tensor.shape().extent(0)) : -1;
      if (!counted || (count >= 0 && own != count)) {
        throw new ArgumentException(
            Explanation.of("Integrate.batch", "axis 0 of every f64 tensor counts the same members")
                .got(leaf.getKey() + " = " + tensor.type())
                .fix("put one member's parameters in each slice along axis 0"));
      }
      count = own;
    }
    if (count < 0) {
      throw new ArgumentException(
          Explanation.of("Integrate.batch", "the members have parameters").got("no tensor"));
    }
    return count;
  }

  /// Where the walk is and what it has found, member by member.
  private record Walk(
      Tensor at,
      Tensor step,
      Tensor pass,
      Tensor panels,
      Tensor sum,
      Tensor error,
      Tensor scale,
      Tensor slope,
      Tensor slopeError,
      Tensor slopeScale,
      Tensor trouble) {
    static Walk of(List<Tensor> t) {
      return new Walk(
          t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), t.get(6), t.get(7), t.get(8),
          t.get(9), t.get(10));
    }

    List<Tensor> list() {
      return List.of(
          at, step, pass, panels, sum, error, scale, slope, slopeError, slopeScale, trouble);
    }
  }

  /// A panel's integrals, their errors, and the errors that rounding alone explains.
  private record Panel(
      Tensor value, Tensor error, Tensor floor, Tensor slope, Tensor slopeError, Tensor center) {}

  /// The integrals for from < to, piece by piece between the break points.
  private TensorIntegral over(double from, double to) {
    TreeSet<Double> ends = new TreeSet<>(List.of(to));
    for (double point : options.breakPoints()) {
      if (point > from && point < to) {
        ends.add(point);
      }
    }
    List<Walk> walks = new ArrayList<>();
    double low = from;
    for (double high : ends) {
      walks.add(walk(low, high, options.evaluations() / POINTS / ends.size()));
      low = high;
    }
    Walk all = walks.getFirst();
    for (Walk walk : walks.subList(1, walks.size())) {
      all = joined(all, walk);
    }
    Tensor converged =
        within(all.error, all.sum, options)
            .and(within(all.slopeError, all.slope, options))
            .and(all.at.greaterEqual(1));
    Tensor none = Tensor.full(DType.F64, Double.NaN, count);
    return new TensorIntegral(
        all.sum,
        all.error,
        converged,
        converged.select(none, all.trouble),
        all.panels.times(POINTS));
  }

  private static Walk joined(Walk a, Walk b) {
    return new Walk(
        a.at.minimum(b.at),
        a.step,
        a.pass,
        a.panels.plus(b.panels),
        a.sum.plus(b.sum),
        a.error.plus(b.error),
        a.scale,
        a.slope.plus(b.slope),
        a.slopeError.plus(b.slopeError),
        a.slopeScale,
        a.trouble.isFinite().select(a.trouble, b.trouble));
  }

  private static Tensor within(Tensor error, Tensor size, IntegrateOptions options) {
    return error.lessEqual(target(size, options));
  }

  private static Tensor target(Tensor size, IntegrateOptions options) {
    return size.stopGradient().abs().times(options.relative()).maximum(options.absolute());
  }

  private Walk walk(double low, double high, int mostPanels) {
    Tensor zero = Tensor.zeros(DType.F64, count);
    Walk start =
        new Walk(
            Tensor.scalar(0.0),
            Tensor.scalar(1.0),
            Tensor.scalar(0),
            Tensor.scalar(0),
            zero,
            zero,
            zero,
            zero,
            zero,
            zero,
            Tensor.full(DType.F64, Double.NaN, count));
    return Walk.of(
        Control.whileLoop(
            (List<Tensor> t) ->
                Walk.of(t).at.less(1).and(Walk.of(t).panels.less(Math.max(1, mostPanels))),
            (List<Tensor> t) -> advanced(Walk.of(t), low, high).list(),
            start.list()));
  }

  private Walk advanced(Walk walk, double low, double high) {
    Panel panel = panel(walk.at, walk.step, low, high);
    Tensor first = walk.panels.equalTo(0);
    Tensor scale = first.select(panel.value.stopGradient().abs(), walk.scale);
    Tensor slopeScale = first.select(panel.slope, walk.slopeScale);
    Tensor broken = panel.error.isFinite().not();
    Tensor good =
        panel
            .error
            .lessEqual(target(scale, options).times(walk.step).maximum(panel.floor))
            .and(
                panel.slopeError.lessEqual(
                    target(slopeScale, options).times(walk.step).maximum(panel.slope.times(FLOOR))))
            .or(broken);
    Tensor accepted = good.all().or(walk.step.lessEqual(NARROWEST));
    Tensor at = accepted.select(walk.at.plus(walk.step), walk.at);
    Tensor culprit = walk.trouble.isFinite().not().and(accepted).and(good.not().or(broken));
    Walk moved =
        new Walk(
            at,
            accepted.select(walk.step.times(2).minimum(at.negate().plus(1)), walk.step.times(0.5)),
            walk.pass,
            walk.panels.plus(1),
            accepted.select(walk.sum.plus(panel.value), walk.sum),
            accepted.select(walk.error.plus(panel.error), walk.error),
            scale,
            accepted.select(walk.slope.plus(panel.slope), walk.slope),
            accepted.select(walk.slopeError.plus(panel.slopeError), walk.slopeError),
            slopeScale,
            culprit.select(panel.center.broadcastTo(count), walk.trouble));
    return repeated(moved);
  }

  /// Back to the start where the sizes that the tolerance referred to were too large.
  private Walk repeated(Walk walk) {
    Tensor size = walk.sum.stopGradient().abs();
    Tensor loose = within(walk.error, size, options).not().and(size.less(walk.scale.times(0.5)));
    Tensor looseSlope =
        within(walk.slopeError, walk.slope, options)
            .not()
            .and(walk.slope.less(walk.slopeScale.times(0.5)));
    Tensor again =
        walk.at
            .greaterEqual(1)
            .and(walk.pass.less(MOST_PASSES - 1))
            .and(loose.or(looseSlope).any());
    Tensor zero = Tensor.zeros(DType.F64, count);
    return new Walk(
        again.select(0, walk.at),
        again.select(1, walk.step),
        walk.pass.plus(again.convert(DType.I32)),
        walk.panels,
        again.select(zero, walk.sum),
        again.select(zero, walk.error),
        again.select(size, walk.scale),
        again.select(zero, walk.slope),
        again.select(zero, walk.slopeError),
        again.select(walk.slope, walk.slopeScale),
        again.select(Tensor.full(DType.F64, Double.NaN, count), walk.trouble));
  }

  private Panel panel(Tensor at, Tensor step, double low, double high) {
    Tensor t = nodes.times(step).plus(at);
    Tensor x = point(t, low, high);
    Tensor speed = speed(t, low, high).times(step);
    Tensor value = integrands.apply(x, members).times(speed.times(kronrod)).sum(1);
    Pullback<A, Tensor> pullback =
        Vjp.of(
                (A parameters) -> {
                  Tensor samples = integrands.apply(x, parameters).times(speed);
                  return Tensor.stack(
                      0, samples.times(kronrod).sum(1), samples.times(difference).sum(1));
                })
            .apply(fixedMembers);
    Tensor samples = integrands.apply(x, fixedMembers).times(speed);
    Tensor magnitude = samples.abs().times(kronrod).sum(1);
    Tensor mean = samples.times(kronrod).sumKeep(1);
    Tensor variation = samples.minus(mean).abs().times(kronrod).sum(1);
    Tensor floor = magnitude.times(0.5 * FLOOR);
    Tensor raw = samples.times(difference).sum(1).abs();
    Tensor slope = norm(pullback.apply(row(0)));
    Tensor slopeRaw = norm(pullback.apply(row(1)));
    return new Panel(
        value,
        estimate(raw, variation).maximum(floor),
        floor.times(2),
        slope,
        estimate(slopeRaw, slope),
        x.get(POINTS / 2));
  }

  /// QUADPACK's estimate, d for a variation of zero.
  private static Tensor estimate(Tensor raw, Tensor variation) {
    Tensor share = raw.times(200).div(variation.maximum(Double.MIN_NORMAL)).minimum(1);
    Tensor sharp = variation.times(share.times(share.sqrt()));
    return variation.equalTo(0).select(raw, sharp);
  }

  /// The cotangent of one of the two sums.
  private Tensor row(int index) {
    Tensor one = Tensor.ones(DType.F64, count);
    Tensor zero = Tensor.zeros(DType.F64, count);
    return index == 0 ? Tensor.stack(0, one, zero) : Tensor.stack(0, zero, one);
  }

  /// The largest component for each member.
  private Tensor norm(A gradient) {
    Tensor norm = Tensor.zeros(DType.F64, count);
    for (Tensor leaf : Tree.flatten(gradient).leaves()) {
      int size = count == 0 ? 0 : Math.toIntExact(leaf.shape().elements() / count);
      if (size > 0) {
        norm = norm.maximum(leaf.reshape(count, size).abs().max(1));
      }
    }
    return norm;
  }

  /// As [Side#point].
  private static Tensor point(Tensor t, double from, double to) {
    Tensor rest = t.negate().plus(1);
    if (Double.isInfinite(from)) {
      return Double.isInfinite(to)
          ? t.minus(0.5).div(t.times(rest))
          : rest.div(t).negate().plus(to);
    }
    return Double.isInfinite(to) ? t.div(rest).plus(from) : t.times(to - from).plus(from);
  }

  /// As [Side#speed].
  private static Tensor speed(Tensor t, double from, double to) {
    Tensor rest = t.negate().plus(1);
    if (Double.isInfinite(from)) {
      Tensor spread = t.times(rest);
      return Double.isInfinite(to)
          ? spread.negate().plus(0.5).div(spread.square())
          : t.square().reciprocal();
    }
    return Double.isInfinite(to) ? rest.square().reciprocal() : t.times(0).plus(to - from);
  }
}
