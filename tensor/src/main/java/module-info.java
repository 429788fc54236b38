/// Tensors, records of them as trees, and the user's transformations.
module dev.leibniz.tensor {
  requires transitive dev.leibniz.ir;
  requires jdk.jfr;
  requires static org.jspecify;

  exports dev.leibniz.tensor;
  exports dev.leibniz.tree;
  exports dev.leibniz.function;

  uses dev.leibniz.tensor.LambdaReader;
}
