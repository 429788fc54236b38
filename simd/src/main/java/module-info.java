/// Matrix products in vector lanes. Nothing requires this module: it is found as a service.
module dev.leibniz.simd {
  requires dev.leibniz.ir;
  requires jdk.incubator.vector;
  requires static org.jspecify;

  provides dev.leibniz.backend.MatrixProduct with
      dev.leibniz.simd.VectorMatrixProduct;
}
