package gradus.autograd;

import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Storage;

/// Random numbers as the elements of a tensor.
///
/// Each takes its numbers from a [Generator], by default from the one that the whole process
/// shares, and draws what PyTorch draws. Numbers go to the elements in the order of their memory:
/// for a contiguous tensor the order in which it prints, for a transposed one that of the tensor it
/// was made of. What was there before is overwritten, so no gradient flows through it: `dx = 0`.
public sealed interface RandomFills permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /// Uniform numbers in [0, 1). Like `Tensor.uniform_`.
  ///
  /// @throws IllegalArgumentException if this is not a floating-point tensor
  default Tensor uniform_() {
    return uniform_(0, 1);
  }

  /// Uniform numbers in [from, to).
  ///
  /// @throws IllegalArgumentException if `from` exceeds `to`, or this is not a floating-point
  ///   tensor
  default Tensor uniform_(double from, double to) {
    return uniform_(from, to, Generator.defaultGenerator());
  }

  /// Uniform numbers in [from, to), drawn from `generator`.
  ///
  /// @throws IllegalArgumentException if `from` exceeds `to`, or this is not a floating-point
  ///   tensor
  default Tensor uniform_(double from, double to, Generator generator) {
    requireFloatingPoint("uniform_");
    return Draw.inPlace(
        "uniform_",
        self(),
        (row, n, _) -> {
          switch (row.storage()) {
            case Storage.F32 s -> generator.uniform(s.data(), row.offset(), n, from, to);
            case Storage.F64 s -> generator.uniform(s.data(), row.offset(), n, from, to);
            default -> throw refused("uniform_");
          }
        });
  }

  /// Normal numbers with mean 0 and standard deviation 1. Like `Tensor.normal_`.
  ///
  /// @throws IllegalArgumentException if this is not a floating-point tensor
  default Tensor normal_() {
    return normal_(0, 1);
  }

  /// Normal numbers with this mean and standard deviation.
  ///
  /// @throws IllegalArgumentException if `std` is negative, or this is not a floating-point tensor
  default Tensor normal_(double mean, double std) {
    return normal_(mean, std, Generator.defaultGenerator());
  }

  /// Normal numbers with this mean and standard deviation, drawn from `generator`. As in PyTorch, a
  /// contiguous tensor of 16 or more elements is filled another way than a smaller one, so their
  /// numbers have nothing in common.
  ///
  /// @throws IllegalArgumentException if `std` is negative, or this is not a floating-point tensor
  default Tensor normal_(double mean, double std, Generator generator) {
    requireFloatingPoint("normal_");
    return Draw.inPlace(
        "normal_",
        self(),
        (row, n, inOrder) -> {
          switch (row.storage()) {
            case Storage.F32 s when inOrder ->
                generator.normal(s.data(), row.offset(), n, mean, std);
            case Storage.F64 s when inOrder ->
                generator.normal(s.data(), row.offset(), n, mean, std);
            case Storage.F32 s -> generator.normalOneByOne(s.data(), row.offset(), n, mean, std);
            case Storage.F64 s -> generator.normalOneByOne(s.data(), row.offset(), n, mean, std);
            default -> throw refused("normal_");
          }
        });
  }

  /// Exponential times of rate 1. Like `Tensor.exponential_`.
  ///
  /// @throws IllegalArgumentException if this is not a floating-point tensor
  default Tensor exponential_() {
    return exponential_(1);
  }

  /// Exponential times of rate `lambda`.
  ///
  /// @throws IllegalArgumentException if `lambda` is not above 0, or this is not a floating-point
  ///   tensor
  default Tensor exponential_(double lambda) {
    return exponential_(lambda, Generator.defaultGenerator());
  }

  /// Exponential times of rate `lambda`, drawn from `generator`.
  ///
  /// @throws IllegalArgumentException if `lambda` is not above 0, or this is not a floating-point
  ///   tensor
  default Tensor exponential_(double lambda, Generator generator) {
    requireFloatingPoint("exponential_");
    return Draw.inPlace(
        "exponential_",
        self(),
        (row, n, _) -> {
          switch (row.storage()) {
            case Storage.F32 s -> generator.exponential(s.data(), row.offset(), n, lambda);
            case Storage.F64 s -> generator.exponential(s.data(), row.offset(), n, lambda);
            default -> throw refused("exponential_");
          }
        });
  }

  /// 1, or true, with probability ½, else 0. Like `Tensor.bernoulli_`.
  default Tensor bernoulli_() {
    return bernoulli_(0.5);
  }

  /// 1, or true, with probability `p`, else 0.
  ///
  /// @throws IllegalArgumentException if `p` is not in [0, 1]
  default Tensor bernoulli_(double p) {
    return bernoulli_(p, Generator.defaultGenerator());
  }

  /// 1, or true, with probability `p`, else 0, drawn from `generator`.
  ///
  /// @throws IllegalArgumentException if `p` is not in [0, 1]
  default Tensor bernoulli_(double p, Generator generator) {
    return Draw.inPlace(
        "bernoulli_",
        self(),
        (row, n, _) -> {
          switch (row.storage()) {
            case Storage.F32 s -> generator.bernoulli(s.data(), row.offset(), n, p);
            case Storage.F64 s -> generator.bernoulli(s.data(), row.offset(), n, p);
            case Storage.Bool s -> generator.bernoulli(s.data(), row.offset(), n, p);
            case Storage.I64 s -> {
              boolean[] heads = new boolean[n];
              generator.bernoulli(heads, 0, n, p);
              new Storage.Bool(heads).copyRow(0, 1, s, row.offset(), 1, n);
            }
          }
        });
  }

  /// 1 with the probability that stands at the same place of `p`, else 0.
  ///
  /// @throws IllegalArgumentException if a probability is not in [0, 1]
  /// @throws ShapeException if `p` does not broadcast to this shape
  default Tensor bernoulli_(Tensor p) {
    return bernoulli_(p, Generator.defaultGenerator());
  }

  /// 1 with the probability that stands at the same place of `p`, else 0, drawn from `generator`.
  ///
  /// @throws IllegalArgumentException if a probability is not in [0, 1]
  /// @throws ShapeException if `p` does not broadcast to this shape
  default Tensor bernoulli_(Tensor p, Generator generator) {
    Op.requireGiven("bernoulli_", "the tensor of probabilities", p);
    if (!self().shape().broadcast("bernoulli_", p.shape()).equals(self().shape())) {
      throw new ShapeException(
          "bernoulli_: probabilities of shape %s do not fit the receiver's shape %s; reshape them",
          p.shape(), self().shape());
    }
    InPlace.requireWritable("bernoulli_", self());
    return self().copy_(p.detach().expand(self().shape().toArray()).bernoulli(generator));
  }

  /// A new tensor whose elements are 1 with the probability that stands at the same place of this
  /// one, else 0. Like `torch.bernoulli`.
  ///
  /// @throws IllegalArgumentException if this is not a floating-point tensor, or a probability is
  ///   not in [0, 1]
  default Tensor bernoulli() {
    return bernoulli(Generator.defaultGenerator());
  }

  /// [#bernoulli()] drawn from `generator`.
  ///
  /// @throws IllegalArgumentException if this is not a floating-point tensor, or a probability is
  ///   not in [0, 1]
  default Tensor bernoulli(Generator generator) {
    requireFloatingPoint("bernoulli");
    return Op.of("bernoulli", self())
        .forward(() ->
            new Tensor(
                Draw.inMemoryOrder(
                    self().array(),
                    (row, n, _) -> {
                      switch (row.storage()) {
                        case Storage.F32 s ->
                            generator.bernoulli(s.data(), row.offset(), s.data(), row.offset(), n);
                        case Storage.F64 s ->
                            generator.bernoulli(s.data(), row.offset(), s.data(), row.offset(), n);
                        default -> throw refused("bernoulli");
                      }
                    })))
        .backward(g -> g.zerosLike());
  }

  /// Whole numbers over the whole range that the type holds without gaps: [0, 2⁶³) for INT64, [0,
  /// 2²⁴] for FLOAT32, [0, 2⁵³] for FLOAT64, 0 or 1 for BOOL. Like `Tensor.random_`.
  default Tensor random_() {
    return random_(Generator.defaultGenerator());
  }

  /// [#random_()] drawn from `generator`.
  default Tensor random_(Generator generator) {
    return Draw.inPlace(
        "random_",
        self(),
        (row, n, _) -> {
          switch (row.storage()) {
            case Storage.F32 s -> generator.integers(s.data(), row.offset(), n);
            case Storage.F64 s -> generator.integers(s.data(), row.offset(), n);
            case Storage.I64 s -> generator.integers(s.data(), row.offset(), n);
            case Storage.Bool _ -> integers(generator, row, n, 0, 2);
          }
        });
  }

  /// Whole numbers in [0, to).
  ///
  /// @throws IllegalArgumentException if `to` is not above 0, or the type does not hold it
  default Tensor random_(long to) {
    return random_(0, to);
  }

  /// Whole numbers in [from, to).
  ///
  /// @throws IllegalArgumentException if `from` is not below `to`, or the type does not hold them
  default Tensor random_(long from, long to) {
    return random_(from, to, Generator.defaultGenerator());
  }

  /// Whole numbers in [from, to), drawn from `generator`.
  ///
  /// @throws IllegalArgumentException if `from` is not below `to`, or the type does not hold them
  default Tensor random_(long from, long to, Generator generator) {
    long most =
        switch (self().dtype()) {
          case FLOAT32 -> 1L << 24;
          case FLOAT64 -> 1L << 53;
          case INT64 -> Long.MAX_VALUE;
          case BOOL -> 2;
        };
    if (from < -most || to > most) {
      throw new IllegalArgumentException(
          "random_: not every integer from %d to %d is a %s; stay within %d, or use INT64"
              .formatted(from, to, self().dtype(), most));
    }
    return Draw.inPlace("random_", self(), (row, n, _) -> integers(generator, row, n, from, to));
  }

  private static void integers(Generator generator, Array row, int n, long from, long to) {
    if (row.storage() instanceof Storage.I64 s) {
      generator.integers(s.data(), row.offset(), n, from, to);
      return;
    }
    long[] numbers = new long[n];
    generator.integers(numbers, 0, n, from, to);
    new Storage.I64(numbers).copyRow(0, 1, row.storage(), row.offset(), 1, n);
  }

  /// One category of those that this vector, or each row of this matrix, weighs. Like
  /// `torch.multinomial`.
  ///
  /// @throws ShapeException if this is neither a vector nor a matrix
  /// @throws IllegalArgumentException if a weight is negative or not finite, or too few are above 0
  default Tensor multinomial(int samples) {
    return multinomial(samples, false);
  }

  /// Categories in proportion to the weights of this vector, or of each row of this matrix.
  ///
  /// Shape: `[n]` to `[samples]`, `[m, n]` to `[m, samples]`, INT64.
  ///
  /// @param replacement whether a category may be drawn several times
  /// @throws ShapeException if this is neither a vector nor a matrix
  /// @throws IllegalArgumentException if a weight is negative or not finite, or too few are above 0
  default Tensor multinomial(int samples, boolean replacement) {
    return multinomial(samples, replacement, Generator.defaultGenerator());
  }

  /// [#multinomial(int, boolean)] drawn from `generator`.
  ///
  /// @throws ShapeException if this is neither a vector nor a matrix
  /// @throws IllegalArgumentException if a weight is negative or not finite, or too few are above 0
  default Tensor multinomial(int samples, boolean replacement, Generator generator) {
    requireFloatingPoint("multinomial");
    if (self().dim() != 1 && self().dim() != 2) {
      throw new ShapeException(
          "multinomial: weights of shape %s; give a vector, or a matrix with a row per draw",
          self().shape());
    }
    int[] sizes = self().shape().toArray();
    int categories = sizes[sizes.length - 1];
    Shape.made("multinomial", sizes.length == 1 ? 1 : sizes[0], samples);
    long[] drawn =
        generator.multinomial(
            self().dtype(), self().toDoubleArray(), categories, samples, replacement);
    sizes[sizes.length - 1] = samples;
    return Tensor.wrap(drawn, sizes);
  }

  private void requireFloatingPoint(String name) {
    if (!self().dtype().isFloatingPoint()) {
      throw refused(name);
    }
  }

  private IllegalArgumentException refused(String name) {
    return new IllegalArgumentException(
        "%s: a tensor of %s has no fractions; cast it with to(FLOAT32), or draw whole numbers with random_"
            .formatted(name, self().dtype()));
  }
}
