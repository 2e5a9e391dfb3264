/// Layers, losses, data loading and checkpoints. `import module gradus.nn;` brings the tensors of
/// `gradus.autograd` along.
module gradus.nn {
  requires transitive gradus.autograd;
  requires com.fasterxml.jackson.core;
  requires org.slf4j;

  exports gradus.nn;
  exports gradus.nn.data;
  exports gradus.nn.functional;
  exports gradus.nn.plot;
}
