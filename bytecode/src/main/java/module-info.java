/// Derivatives of plain Java.
module dev.leibniz.bytecode {
  requires transitive dev.leibniz.ir;
  requires static org.jspecify;

  exports dev.leibniz.calculus;
}
