package dev.leibniz.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The most fused multiplications and additions that a thread can do.
final class FloatPeak {
  private static final VectorSpecies<Float> SPECIES = FloatProduct.SPECIES;
  private static final int CHAINS = 12;

  private FloatPeak() {}

  /// Runs chains of x ← x/2 + 1, none of which waits for another one. Returns the number of single
  /// multiplications, or 0 if a result is not finite, so that HotSpot cannot leave the chains out.
  static double multiplyAdds(int rounds) {
    FloatVector half = FloatVector.broadcast(SPECIES, 0.5f);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    FloatVector a = one;
    FloatVector b = one;
    FloatVector c = one;
    FloatVector d = one;
    FloatVector e = one;
    FloatVector f = one;
    FloatVector g = one;
    FloatVector h = one;
    FloatVector m = one;
    FloatVector j = one;
    FloatVector k = one;
    FloatVector l = one;
    for (int i = 0; i < rounds; i++) {
      a = a.fma(half, one);
      b = b.fma(half, one);
      c = c.fma(half, one);
      d = d.fma(half, one);
      e = e.fma(half, one);
      f = f.fma(half, one);
      g = g.fma(half, one);
      h = h.fma(half, one);
      m = m.fma(half, one);
      j = j.fma(half, one);
      k = k.fma(half, one);
      l = l.fma(half, one);
    }
    FloatVector sum =
        a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(m).add(j).add(k).add(l);
    boolean isFinite = Float.isFinite(sum.reduceLanes(VectorOperators.ADD));
    return isFinite ? (double) CHAINS * SPECIES.length() * rounds : 0;
  }
}
