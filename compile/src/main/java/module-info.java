/// Compiles programs to fused loops in JVM bytecode.
module dev.leibniz.compile {
  requires dev.leibniz.ir;
  requires jdk.jfr;
  requires static org.jspecify;

  exports dev.leibniz.compile to
      dev.leibniz.bench,
      dev.leibniz.app;

  provides dev.leibniz.backend.Backend with
      dev.leibniz.compile.CompilerBackend;
}
