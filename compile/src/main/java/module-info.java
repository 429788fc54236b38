/// Compiles programs to fused loops in JVM bytecode.
module dev.leibniz.compile {
  requires dev.leibniz.ir;
  requires static org.jspecify;
}
