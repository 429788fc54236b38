package dev.leibniz.bench.gradbench;

import java.util.LinkedHashMap;
import java.util.Map;

/// The evals by name.
final class Evals {
  private Evals() {}

  /// The functions of each module.
  static Map<String, Map<String, Task.Maker>> all() {
    Map<String, Map<String, Task.Maker>> modules = new LinkedHashMap<>();
    modules.put("hello", Hello.functions());
    modules.put("llsq", PolynomialFit.functions());
    modules.put("lse", LogSumExp.functions());
    modules.put("det", Determinant.functions());
    modules.put("ode", RungeKutta.functions());
    modules.put("gmm", GaussianMixture.functions());
    modules.put("kmeans", KMeans.functions());
    modules.put("ba", BundleAdjustment.functions());
    modules.put("ht", HandTracking.functions());
    modules.put("lstm", Lstm.functions());
    modules.put("saddle", Saddle.functions());
    modules.put("particle", Particle.functions());
    return modules;
  }
}
