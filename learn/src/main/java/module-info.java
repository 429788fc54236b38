/// Data, layers, losses, training and model files.
module dev.leibniz.learn {
  requires transitive dev.leibniz;
  requires transitive dev.leibniz.optimize;
  requires de.siegmar.fastcsv;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports dev.leibniz.learn.data;
  exports dev.leibniz.learn.file;
  exports dev.leibniz.learn.table;
  exports dev.leibniz.learn.layer;
  exports dev.leibniz.learn.loss;
  exports dev.leibniz.learn.model;
  exports dev.leibniz.learn.training;

  opens dev.leibniz.learn.training to
      dev.leibniz.tensor;
}
