/// Programs, their rules and transformations, and the interpreter that defines every result.
module dev.leibniz.ir {
  requires static org.jspecify;

  exports dev.leibniz.error;
  exports dev.leibniz.data;
  exports dev.leibniz.ir to
      dev.leibniz.compile,
      dev.leibniz.simd,
      dev.leibniz.tensor,
      dev.leibniz,
      dev.leibniz.integrate,
      dev.leibniz.testkit,
      dev.leibniz.bench;
  exports dev.leibniz.transform to
      dev.leibniz.compile,
      dev.leibniz.tensor,
      dev.leibniz,
      dev.leibniz.testkit,
      dev.leibniz.bench;
  exports dev.leibniz.eval to
      dev.leibniz.compile,
      dev.leibniz.simd,
      dev.leibniz.tensor,
      dev.leibniz,
      dev.leibniz.testkit,
      dev.leibniz.bench;
  exports dev.leibniz.backend to
      dev.leibniz.compile,
      dev.leibniz.simd,
      dev.leibniz.tensor,
      dev.leibniz,
      dev.leibniz.testkit,
      dev.leibniz.bench;

  uses dev.leibniz.backend.Backend;
  uses dev.leibniz.backend.MatrixProduct;
}
