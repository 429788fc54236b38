/// The `leibniz` command.
module dev.leibniz.app {
  requires dev.leibniz;
  requires dev.leibniz.integrate;
  requires dev.leibniz.optimize;
  requires dev.leibniz.learn;
  requires dev.leibniz.compile;
  requires java.compiler;
  requires java.management;
  requires info.picocli;
  requires me.tongfei.progressbar;
  requires static org.jspecify;

  opens dev.leibniz.app to
      info.picocli,
      dev.leibniz.tensor;
}
