package dev.leibniz.integrate;

/// Randomised points that fill the unit cube more evenly than independent ones.
public enum PointSet {
  /// The sequence of Sobol with the direction numbers of Joe and Kuo, scrambled after Owen: up to
  /// 1,024 axes.
  SOBOL,
  /// A rank-1 lattice with random shifts, folded by the baker's map: up to 250 axes. It suits
  /// smooth integrands.
  LATTICE;

  /// The most axes there are points for.
  public int mostAxes() {
    return switch (this) {
      case SOBOL -> Sobol.MOST_AXES;
      case LATTICE -> Lattice.MOST_AXES;
    };
  }
}
