/// Benchmarks and side-by-side measurements. Never shipped.
module dev.leibniz.bench {
  requires dev.leibniz;
  requires dev.leibniz.optimize;
  requires dev.leibniz.learn;
  requires java.management;
  requires static org.jspecify;
}
