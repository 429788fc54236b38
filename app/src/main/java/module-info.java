/// The `leibniz` command.
module dev.leibniz.app {
  requires dev.leibniz;
  requires dev.leibniz.optimize;
  requires dev.leibniz.learn;
  requires static org.jspecify;
}
