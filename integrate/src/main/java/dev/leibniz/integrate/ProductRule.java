package dev.leibniz.integrate;

/// Products of nested one-dimensional rules with 1, 3, 7, 15 and 31 points on the unit cube: for
/// smooth integrands of few variables and many digits they are cheaper than cutting boxes.
///
/// The difference of two rules is the error of the coarser one; the finer one is better by at least
/// the factor by which that error fell before. A factor that is not small says that the integrand
/// is not smooth enough.
///
/// Source: Patterson, The optimum addition of points to quadrature formulae (1968); nodes and
/// weights computed anew with 80 digits.
final class ProductRule {
  /// The nodes in the order in which the rules add them; the others are their negatives.
  private static final double[] NODES = {
    0.0,
    0.7745966692414834,
    0.9604912687080203,
    0.43424374934680254,
    0.993831963212755,
    0.888459232872257,
    0.6211029467372264,
    0.2233866864289669,
    0.9990981249676676,
    0.9815311495537401,
    0.9296548574297401,
    0.8367259381688688,
    0.7024962064915271,
    0.5313197436443756,
    0.3311353932579768,
    0.11248894313318662
  };

  private static final double[][] WEIGHTS = {
    {2.0},
    {0.8888888888888888, 0.5555555555555556},
    {0.45091653865847414, 0.26848808986833345, 0.10465622602646726, 0.40139741477596225},
    {
      0.2255104997982067,
      0.13441525524378423,
      0.05160328299707974,
      0.20062852937698902,
      0.01700171962994026,
      0.09292719531512454,
      0.1715119091363914,
      0.2191568584015875
    },
    {
      0.11275525672076869,
      0.0672077542959907,
      0.025807598096176654,
      0.10031427861179558,
      0.008434565739321106,
      0.04646289326175799,
      0.08575592004999034,
      0.10957842105592464,
      0.0025447807915618746,
      0.01644604985438781,
      0.03595710330712932,
      0.05697950949412336,
      0.07687962049900353,
      0.09362710998126447,
      0.1056698935802348,
      0.11195687302095346
    }
  };

  /// The rule that decides whether the product pays: 15 points.
  private static final int DECISIVE = 3;

  private static final double PROMISING = 0.1;
  private static final double SAFETY = 30;

  private final BoxSampler sampler;
  private final int axes;
  private double[] values = {};
  private int points;
  private double value;
  private double error = Double.POSITIVE_INFINITY;

  ProductRule(BoxSampler sampler) {
    this.sampler = sampler;
    this.axes = sampler.axes();
  }

  double value() {
    return value;
  }

  double error() {
    return error;
  }

  /// How many points the rule has that decides whether the product pays.
  static double decisiveCost(int axes) {
    return Math.pow(2 * WEIGHTS[DECISIVE].length - 1, axes);
  }

  /// Refines until the error is within the tolerance, while that is promising and costs no more
  /// than so many evaluations.
  boolean run(IntegrateOptions options, double mostCost) {
    double[] results = new double[WEIGHTS.length];
    double before = Double.POSITIVE_INFINITY;
    for (int level = 1; level < WEIGHTS.length; level++) {
      int count = 2 * WEIGHTS[level].length - 1;
      double cost = Math.pow(count, axes);
      if (cost > mostCost || !sampler.affords((long) cost)) {
        return false;
      }
      sample(count);
      results[level] = sum(level);
      value = results[level];
      double difference = Math.abs(value - (level == 1 ? sum(0) : results[level - 1]));
      double fall = difference / before;
      error = difference * Math.min(1, SAFETY * fall) + rounding();
      if (level > 2 && error <= options.target(value)) {
        return true;
      }
      double next = difference * fall * fall;
      boolean promising = level < DECISIVE ? fall < PROMISING : next <= options.target(value);
      if (level > 1 && !promising) {
        return false;
      }
      before = difference;
    }
    return false;
  }

  private double rounding() {
    double magnitude = 0;
    for (double sample : values) {
      magnitude = Math.max(magnitude, Math.abs(sample));
    }
    return 10 * Math.ulp(1.0) * magnitude;
  }

  /// The coordinate in the unit interval: nodes in the order of their rules, positive ones first.
  private static double coordinate(int index) {
    double node = NODES[(index + 1) / 2];
    return 0.5 + 0.5 * (index % 2 == 0 ? -node : node);
  }

  /// Evaluates the grid of so many points on each axis, keeping the values of the coarser one.
  private void sample(int count) {
    int total = (int) Math.pow(count, axes);
    double[] finer = new double[total];
    int[] index = new int[axes];
    double[] point = new double[axes];
    for (int i = 0; i < total; i++) {
      boolean known = points > 0;
      int old = 0;
      int rest = i;
      for (int axis = 0; axis < axes; axis++) {
        index[axis] = rest % count;
        rest /= count;
        known &= index[axis] < points;
        point[axis] = coordinate(index[axis]);
      }
      for (int axis = axes - 1; known && axis >= 0; axis--) {
        old = old * points + index[axis];
      }
      finer[i] = known ? values[old] : sampler.at(point);
    }
    values = finer;
    points = count;
  }

  /// The sum of the rule of a level over the finest grid's values.
  private double sum(int level) {
    double[] weights = WEIGHTS[level];
    int count = 2 * weights.length - 1;
    double sum = 0;
    double rest = 0;
    for (int i = 0; i < values.length; i++) {
      double weight = 1;
      int place = i;
      for (int axis = 0; axis < axes && weight > 0; axis++) {
        int index = place % points;
        place /= points;
        weight *= index < count ? 0.5 * weights[(index + 1) / 2] : 0;
      }
      double term = weight * values[i] + rest;
      double next = sum + term;
      rest = term - (next - sum);
      sum = next;
    }
    return sum;
  }
}
