package gradus.autograd;

/// Operations whose derivatives count as the library's own, since this class is no test, and which
/// the engine must treat with care.
final class Ours {
  private Ours() {}

  /// A copy; its derivative gives the very memory that it has saved.
  static Tensor keeping(Tensor input) {
    Saved x = Op.save(input);
    return Op.of("keeping", input).forward(() -> input.mul(1)).backward(_ -> x.get());
  }

  /// The input twice, one after the other; its derivative gives a part of the gradient.
  static Tensor firstOfTwo(Tensor input) {
    return Op.of("firstOfTwo", input)
        .forward(() -> Tensor.cat(0, input, input))
        .backward(g -> g.narrow(0, 0, input.size(0)));
  }

  /// A copy; its derivative gives a new tensor that lies amid its memory.
  static Tensor amid(Tensor input) {
    int size = input.size(0);
    return Op.of("amid", input)
        .forward(() -> input.mul(1))
        .backward(g -> Tensor.cat(0, g.mul(-1), g.mul(1), g.mul(-1)).narrow(0, size, size));
  }

  /// The sum; both derivatives give one and the same new tensor.
  static Tensor sharing(Tensor a, Tensor b) {
    return Op.of("sharing", a, b)
        .forward(() -> a.add(b))
        .backwardAll((g, _) -> {
          Tensor both = g.mul(1);
          return new Tensor[] {both, both};
        });
  }

  /// A copy; its faster derivative gives the very memory that it has saved.
  static Tensor keepingFused(Tensor input) {
    Saved x = Op.save(input);
    return Op.of("keepingFused", input)
        .forward(() -> input.mul(1))
        .fused((_, _) -> new Tensor[] {x.get()})
        .backward(_ -> x.get());
  }
}
