package gradus.autograd;

import static gradus.autograd.DType.FLOAT64;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A program of operations, views, writes in place and through views, and buffers; each seed makes
/// one.
final class RandomProgram {
  private static final int STEPS = 14;

  private final SplittableRandom random;

  /// The values so far.
  private final List<Tensor> values = new ArrayList<>();

  RandomProgram(long seed, Tensor[] inputs) {
    random = new SplittableRandom(seed);
    values.addAll(List.of(inputs));
  }

  Tensor run() {
    for (int i = 0; i < STEPS; i++) {
      step();
    }
    Tensor sum = Tensor.scalar(FLOAT64, 0.0);
    for (Tensor value : values) {
      sum = sum.add(value.mul(0.1).sin().sum());
    }
    return sum;
  }

  private void step() {
    switch (random.nextInt(6)) {
      case 0 -> values.add(unary(any()));
      case 1 -> values.add(binary(any(), any()));
      case 2, 3 -> values.add(viewOf(any()));
      case 4 -> write();
      default -> values.add(fresh());
    }
  }

  private Tensor any() {
    return values.get(random.nextInt(values.size()));
  }

  private Tensor unary(Tensor x) {
    return switch (random.nextInt(5)) {
      case 0 -> x.sin();
      case 1 -> x.tanh();
      case 2 -> x.mul(0.7).square();
      case 3 -> x.sum(0).mul(0.5).exp().reciprocal();
      default -> x.neg();
    };
  }

  private Tensor binary(Tensor x, Tensor y) {
    Tensor other = x.shape().equals(y.shape()) ? y : y.mean();
    return switch (random.nextInt(5)) {
      case 0 -> x.add(other);
      case 1 -> x.mul(other);
      case 2 -> x.sub(other);
      case 3 -> Tensor.cat(0, x.reshape(-1), y.reshape(-1)).mul(0.5);
      default -> product(x, x.add(other));
    };
  }

  private static Tensor product(Tensor x, Tensor y) {
    return x.to(y.dtype()).reshape(1, -1).matmul(y.reshape(-1, 1)).mul(0.2);
  }

  /// Sometimes a view of a view of …
  private Tensor viewOf(Tensor x) {
    if (x.dim() == 0) {
      return x.unsqueeze(0);
    }
    int last = x.dim() - 1;
    int size = x.size(last);
    return switch (random.nextInt(6)) {
      case 0 -> x.transpose(0, last);
      case 1 -> x.narrow(last, random.nextInt(size), 1);
      case 2 -> x.select(last, random.nextInt(size));
      case 3 -> x.at(Index.ellipsis(), Index.every(2));
      case 4 -> x.isContiguous() ? x.view(-1) : x.unsqueeze(1);
      default -> x.detach().isContiguous() ? x.flatten() : x.squeeze();
    };
  }

  /// A value that nothing has saved yet: a buffer, or a result.
  private Tensor fresh() {
    return switch (random.nextInt(3)) {
      case 0 -> Tensor.zeros(FLOAT64, 2, 3);
      case 1 -> Tensor.zeros(FLOAT64, 3, 2).mT().detach();
      default -> any().add(0.1);
    };
  }

  private void write() {
    Tensor target = writable();
    if (random.nextInt(3) > 0) {
      target = viewOf(target);
    }
    Tensor source = any();
    Tensor value = source.shape().equals(target.shape()) ? source : source.mean();
    switch (random.nextInt(8)) {
      case 0 -> target.mul_(value);
      case 1 -> target.add_(value);
      case 2 -> target.sin_();
      case 3 -> target.square_();
      case 4 -> target.tanh_();
      case 5 -> target.fill_(0.3);
      default -> target.copy_(value);
    }
  }

  /// One of the values, or a new one if all that may be changed were saved. A few that were saved
  /// are let through, so that refusals stay tried.
  private Tensor writable() {
    Tensor candidate = any();
    for (int i = 0; i < 20 && !mayBeWritten(candidate); i++) {
      candidate = any();
    }
    if (!mayBeWritten(candidate)) {
      candidate = fresh();
      values.add(candidate);
    }
    return candidate;
  }

  private boolean mayBeWritten(Tensor value) {
    boolean leaf = value.root().requiresGrad() && value.root().isLeaf();
    boolean saved = value.array().storage().isSaved();
    return !leaf && (!saved || random.nextInt(200) == 0);
  }
}
