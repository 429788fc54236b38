/// Optimizers, from gradient descent to Newton's method.
module dev.leibniz.optimize {
  requires transitive dev.leibniz;
  requires static org.jspecify;

  exports dev.leibniz.optimize;
}
