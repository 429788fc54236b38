package dev.leibniz.integrate;

/// A Gauss rule and the Kronrod rule that contains it, on a path's parameter.
///
/// The value is Kronrod's, exact for polynomials of degree 3n/2 or so. The error estimate is that
/// of QUADPACK: with d = |Kronrod − Gauss| and v = ∫|f − mean f|, it is v · min(1, (200 d/v)^1.5),
/// but never less than 50 roundings of ∫|f|. It is an estimate: an integrand whose features lie
/// between the nodes escapes it.
///
/// Source: Kronrod, Nodes and weights of quadrature formulas (1965); Piessens and others, QUADPACK
/// (1983), 2.2.1. Nodes and weights are those published in QUADPACK, public domain.
final class GaussKronrod {
  /// 10 and 21 points.
  static final GaussKronrod TWENTY_ONE =
      new GaussKronrod(
          new double[] {
            0.9956571630258081,
            0.9739065285171717,
            0.9301574913557082,
            0.8650633666889845,
            0.7808177265864169,
            0.6794095682990244,
            0.5627571346686047,
            0.4333953941292472,
            0.2943928627014602,
            0.14887433898163122
          },
          new double[] {
            0.011694638867371874,
            0.032558162307964725,
            0.054755896574351995,
            0.07503967481091996,
            0.0931254545836976,
            0.10938715880229764,
            0.12349197626206584,
            0.13470921731147334,
            0.14277593857706009,
            0.14773910490133849,
            0.1494455540029169
          },
          new double[] {
            0,
            0.06667134430868814,
            0,
            0.1494513491505806,
            0,
            0.21908636251598204,
            0,
            0.26926671930999635,
            0,
            0.29552422471475287,
            0
          });

  /// 7 and 15 points.
  static final GaussKronrod FIFTEEN =
      new GaussKronrod(
          new double[] {
            0.9914553711208126,
            0.9491079123427585,
            0.8648644233597691,
            0.7415311855993945,
            0.5860872354676911,
            0.4058451513773972,
            0.20778495500789848
          },
          new double[] {
            0.022935322010529224,
            0.06309209262997856,
            0.10479001032225019,
            0.14065325971552592,
            0.1690047266392679,
            0.19035057806478542,
            0.20443294007529889,
            0.20948214108472782
          },
          new double[] {
            0,
            0.1294849661688697,
            0,
            0.27970539148927664,
            0,
            0.3818300505051189,
            0,
            0.4179591836734694
          });

  private final double[] nodes;
  private final double[] kronrod;
  private final double[] gauss;

  private GaussKronrod(double[] nodes, double[] kronrod, double[] gauss) {
    this.nodes = nodes;
    this.kronrod = kronrod;
    this.gauss = gauss;
  }

  /// How many points the rule has.
  int points() {
    return 2 * nodes.length + 1;
  }

  /// The positive nodes, from the largest down; zero is a node too.
  double[] nodes() {
    return nodes.clone();
  }

  /// Kronrod's weights of the nodes in that order, zero's last.
  double[] kronrodWeights() {
    return kronrod.clone();
  }

  /// Gauss's weights in the same order, zero where the node is not one of Gauss's.
  double[] gaussWeights() {
    return gauss.clone();
  }

  /// The rule along a path; the values on the interval looked at last go to `values`.
  PanelRule along(Path path, Sampler sampler, double[] values) {
    return new PanelRule() {
      @Override
      public Panel apply(double from, double to) {
        return GaussKronrod.this.apply(path, sampler, from, to, values);
      }

      @Override
      public int points() {
        return values.length;
      }
    };
  }

  /// Applies the rule between two parameters; the values go to `values` in the order of the
  /// parameter.
  Panel apply(Path path, Sampler sampler, double from, double to, double[] values) {
    int last = nodes.length;
    double center = 0.5 * (from + to);
    double half = 0.5 * (to - from);
    double middle = path.value(sampler, center);
    values[last] = middle;
    double kronrodSum = kronrod[last] * middle;
    double gaussSum = gauss[last] * middle;
    double magnitude = kronrod[last] * Math.abs(middle);
    for (int i = 0; i < last; i++) {
      double offset = half * nodes[i];
      double lower = path.value(sampler, center - offset);
      double upper = path.value(sampler, center + offset);
      values[i] = lower;
      values[2 * last - i] = upper;
      kronrodSum += kronrod[i] * (lower + upper);
      gaussSum += gauss[i] * (lower + upper);
      magnitude += kronrod[i] * (Math.abs(lower) + Math.abs(upper));
    }
    double scale = Math.abs(half);
    double variation = scale * variation(values, 0.5 * kronrodSum);
    double error = estimate(scale * Math.abs(kronrodSum - gaussSum), scale * magnitude, variation);
    return new Panel(from, to, half * kronrodSum, error, scale * magnitude, variation);
  }

  private double variation(double[] values, double mean) {
    int last = nodes.length;
    double sum = kronrod[last] * Math.abs(values[last] - mean);
    for (int i = 0; i < last; i++) {
      sum += kronrod[i] * (Math.abs(values[i] - mean) + Math.abs(values[2 * last - i] - mean));
    }
    return sum;
  }

  /// QUADPACK's error estimate from the difference of the two rules.
  static double estimate(double difference, double magnitude, double variation) {
    double error = difference;
    if (variation != 0 && difference != 0) {
      double ratio = 200 * difference / variation;
      error = ratio < 1 ? variation * ratio * Math.sqrt(ratio) : variation;
    }
    return Math.max(error, 50 * Math.ulp(1.0) * magnitude);
  }
}
