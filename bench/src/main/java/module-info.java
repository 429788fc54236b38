/// Benchmarks and side-by-side measurements. Never shipped.
module dev.leibniz.bench {
  requires dev.leibniz;
  requires dev.leibniz.integrate;
  requires dev.leibniz.optimize;
  requires dev.leibniz.learn;
  requires dev.leibniz.compile;
  requires dev.leibniz.testkit;
  requires tools.jackson.databind;
  requires java.management;
  requires jdk.management;
  requires jdk.jfr;
  requires static org.jspecify;

  opens dev.leibniz.bench.gradbench to
      dev.leibniz.bytecode;
}
