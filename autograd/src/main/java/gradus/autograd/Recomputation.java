package gradus.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// A function whose derivatives keep none of what it computed on the way: when the first of them
/// asks, the function is run once more, and they get what that run computed.
///
/// It is recorded as usual, but each [Saved] made meanwhile holds its number instead of a tensor.
/// The second run makes the same ones in the same order. Leaves are kept as usual: they are there
/// anyway, and a change of one is noticed. So are single numbers that are not recorded: they take
/// no room, and an operation may do without saving one.
final class Recomputation {
  /// The number of runs under way in the process; while there are none, no one need ask further.
  private static final AtomicInteger OPEN = new AtomicInteger();

  private final Function<Tensor[], Tensor> function;
  private final Saved[] inputs;
  private final byte[] randomState = Generator.defaultGenerator().state();

  /// What the first run would have kept.
  private final List<Kept> kept = new ArrayList<>();

  /// What the second run computed; null before it, and while the first is under way.
  private List<Saved> again;

  private record Kept(Shape shape, DType dtype) {}

  private Recomputation(Function<Tensor[], Tensor> function, Tensor[] given) {
    this.function = function;
    inputs = new Saved[given.length];
    for (int i = 0; i < given.length; i++) {
      inputs[i] = new Saved(given[i]);
    }
  }

  static Tensor checkpoint(Function<Tensor[], Tensor> function, Tensor[] inputs) {
    if (!Context.here().recording) {
      return function.apply(inputs);
    }
    return new Recomputation(function, inputs).run(inputs);
  }

  /// The one under way on this thread; null if there is none.
  static Recomputation current() {
    return OPEN.get() == 0 ? null : Context.here().recomputation;
  }

  private Tensor run(Tensor[] in) {
    Context context = Context.here();
    Recomputation outer = context.recomputation;
    context.recomputation = this;
    OPEN.incrementAndGet();
    try {
      return function.apply(in);
    } finally {
      OPEN.decrementAndGet();
      context.recomputation = outer;
    }
  }

  /// Takes note of `saved`, of this tensor, and gives its number, or −1 if it is to keep the
  /// tensor.
  int note(Saved saved, Tensor tensor) {
    if (again != null) {
      again.add(saved);
      return -1;
    }
    kept.add(new Kept(tensor.shape(), tensor.dtype()));
    return kept.size() - 1;
  }

  /// What the second run saved as number `number`.
  synchronized Saved again(int number) {
    if (again == null) {
      runAgain();
    }
    return again.get(number);
  }

  private void runAgain() {
    Context context = Context.here();
    boolean recording = context.recording;
    long call = context.call;
    Generator generator = Generator.defaultGenerator();
    byte[] random = generator.state();
    Tensor[] in = new Tensor[inputs.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = inputs[i].get();
    }
    List<Saved> collected = new ArrayList<>();
    again = collected;
    context.recording = true;
    context.call = 0;
    generator.state(randomState);
    try {
      run(in);
      requireTheSame(collected);
    } catch (RuntimeException | Error e) {
      again = null;
      throw e;
    } finally {
      generator.state(random);
      context.call = call;
      context.recording = recording;
    }
  }

  private void requireTheSame(List<Saved> collected) {
    boolean same = collected.size() == kept.size();
    for (int i = 0; same && i < kept.size(); i++) {
      same = collected.get(i).is(kept.get(i).shape, kept.get(i).dtype);
    }
    if (!same) {
      throw new IllegalStateException(
          "checkpoint: run again for its derivatives, the function kept %d tensors, and %d the"
                  .formatted(collected.size(), kept.size())
              + " first time, or of other shapes; it must do the same each time, so let it depend"
              + " on nothing that changes meanwhile");
    }
  }
}
