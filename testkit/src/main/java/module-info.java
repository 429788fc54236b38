/// Shared laws, generators and oracles for tests.
module dev.leibniz.testkit {
  requires transitive dev.leibniz.ir;
  requires transitive dev.leibniz.tensor;
  requires transitive dev.leibniz.bytecode;
  requires static org.jspecify;

  exports dev.leibniz.testkit;
}
