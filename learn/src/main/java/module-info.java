/// Data, layers, losses, training and model files.
module dev.leibniz.learn {
  requires transitive dev.leibniz;
  requires transitive dev.leibniz.optimize;
  requires static org.jspecify;
}
