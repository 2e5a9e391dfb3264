/// Tensors that remember how they were computed, and the walk back that gives their gradients. The
/// reading order stands in the package [gradus.autograd].
///
/// The kernels are not for users: they are exported to the two modules whose loops live there too.
/// Autograd is compiled before those modules, so the compiler cannot find them yet and would warn;
/// that warning is what `@SuppressWarnings("module")` silences.
@SuppressWarnings("module")
module gradus.autograd {
  requires jdk.incubator.vector;
  requires org.slf4j;

  exports gradus.autograd;
  exports gradus.autograd.kernel to
      gradus.nn,
      gradus.optim;
}
