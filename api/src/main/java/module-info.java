/// Calculus for machine learning: derivatives of plain Java and of tensor programs.
module dev.leibniz {
  requires transitive dev.leibniz.ir;
  requires transitive dev.leibniz.tensor;
  requires transitive dev.leibniz.bytecode;
  requires static org.jspecify;

  exports dev.leibniz;

  provides dev.leibniz.tensor.LambdaReader with
      dev.leibniz.TensorLambdas;
}
