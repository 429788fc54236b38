package dev.leibniz.integrate;

/// A Gauss rule and the Kronrod rule that contains it, on a path's parameter.
///
/// The value is Kronrod's, exact for polynomials of degree 3n/2 or so. The error estimate is that
/// of QUADPACK: with d = |Kronrod − Gauss| and v = ∫|f − mean f|, it is v · min(1, (200 d/v)^1.5),
/// but never less than 50 roundings of ∫|f|. It is an estimate: an integrand whose features lie
/// between the nodes escapes it.
///
/// Source: Kronrod, Nodes and weights of quadrature formulas (1965); Piessens and others, QUADPACK
/// (1983), 2.2.1. Nodes and weights to 33 digits as published in QUADPACK, public domain.
final class GaussKronrod {
  /// 10 and 21 points.
  static final GaussKronrod TWENTY_ONE =
      new GaussKronrod(
          new double[] {
            0.995657163025808080735527280689003,
            0.973906528517171720077964012084452,
            0.930157491355708226001207180059508,
            0.865063366688984510732096688423493,
            0.780817726586416897063717578345042,
            0.679409568299024406234327365114874,
            0.562757134668604683339000099272694,
            0.433395394129247190799265943165784,
            0.294392862701460198131126603103866,
            0.148874338981631210884826001129720
          },
          new double[] {
            0.011694638867371874278064396062192,
            0.032558162307964727478818972459390,
            0.054755896574351996031381300244580,
            0.075039674810919952767043140916190,
            0.093125454583697605535065465083366,
            0.109387158802297641899210590325805,
            0.123491976262065851077958109831074,
            0.134709217311473325928054001771707,
            0.142775938577060080797094273138717,
            0.147739104901338491374841515972068,
            0.149445554002916905664936468389821
          },
          new double[] {
            0,
            0.066671344308688137593568809893332,
            0,
            0.149451349150580593145776339657697,
            0,
            0.219086362515982043995534934228163,
            0,
            0.269266719309996355091226921569469,
            0,
            0.295524224714752870173892994651338,
            0
          });

  /// 7 and 15 points.
  static final GaussKronrod FIFTEEN =
      new GaussKronrod(
          new double[] {
            0.991455371120812639206854697526329,
            0.949107912342758524526189684047851,
            0.864864423359769072789712788640926,
            0.741531185599394439863864773280788,
            0.586087235467691130294144838258730,
            0.405845151377397166906606412076961,
            0.207784955007898467600689403773245
          },
          new double[] {
            0.022935322010529224963732008058970,
            0.063092092629978553290700663189204,
            0.104790010322250183839876322541518,
            0.140653259715525918745189590510238,
            0.169004726639267902826583426598550,
            0.190350578064785409913256402421014,
            0.204432940075298892414161999234649,
            0.209482141084727828012999174891714
          },
          new double[] {
            0,
            0.129484966168869693270611432679082,
            0,
            0.279705391489276667901467771423780,
            0,
            0.381830050505118944950369775488975,
            0,
            0.417959183673469387755102040816327
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
