package dev.leibniz.integrate;

/// A piece of the real line as the image of a bounded parameter, so that rules for bounded
/// intervals integrate over unbounded ones too.
sealed interface Path {
  /// Where the parameter starts.
  double start();

  /// Where the parameter ends.
  double end();

  /// The point of the line that belongs to a parameter.
  double point(double parameter);

  /// The derivative of the point in the parameter, without its sign.
  double speed(double parameter);

  /// The integrand at that point times the derivative of the point in the parameter.
  double value(Sampler sampler, double parameter);

  /// The rule that suits the path.
  GaussKronrod rule();

  /// The interval itself. Points that rounding puts on an end are moved inside, for the end may be
  /// a singularity.
  record Straight(double start, double end) implements Path {
    @Override
    public double point(double parameter) {
      return parameter;
    }

    @Override
    public double speed(double parameter) {
      return 1;
    }

    @Override
    public double value(Sampler sampler, double parameter) {
      if (parameter == start) {
        return sampler.at(Math.nextUp(start));
      }
      return sampler.at(parameter == end ? Math.nextDown(end) : parameter);
    }

    @Override
    public GaussKronrod rule() {
      return GaussKronrod.TWENTY_ONE;
    }
  }

  /// From `edge` to infinity, upwards for `sign` 1 and downwards for −1: x = edge + sign · (1 −
  /// t)/t for t from 0 to 1, so that t = 0 is the infinite end. Source: Piessens and others,
  /// QUADPACK (1983), QAGI.
  record Tail(double edge, int sign) implements Path {
    @Override
    public double start() {
      return 0;
    }

    @Override
    public double end() {
      return 1;
    }

    @Override
    public double point(double parameter) {
      return edge + sign * ((1 - parameter) / parameter);
    }

    @Override
    public double speed(double parameter) {
      return 1 / parameter / parameter;
    }

    @Override
    public double value(Sampler sampler, double parameter) {
      return sampler.at(point(parameter)) / parameter / parameter;
    }

    @Override
    public GaussKronrod rule() {
      return GaussKronrod.FIFTEEN;
    }
  }
}
