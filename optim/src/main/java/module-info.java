/// Optimizers and learning-rate schedules for tensors that require a gradient. `import module
/// gradus.optim;` brings the tensors of `gradus.autograd` along.
module gradus.optim {
  requires transitive gradus.autograd;
  requires org.slf4j;

  exports gradus.optim;
  exports gradus.optim.lab;
}
