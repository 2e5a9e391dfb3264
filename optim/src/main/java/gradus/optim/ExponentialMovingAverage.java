package gradus.optim;

import static gradus.autograd.Autograd.noGrad;

import gradus.autograd.StateDict;
import gradus.autograd.Stateful;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import java.util.ArrayList;
import java.util.List;

/// Running means of tensors, such as a model's parameters: they often do better than the parameters
/// of any single step.
///
/// ```
/// average = decay · average + (1 - decay) · tensor      the first update takes the tensor itself
/// ```
///
/// ```java
/// var averages = new ExponentialMovingAverage(List.of(weight, bias), 0.999);
/// optimizer.step();
/// averages.update();                       // after every step
/// try (var _ = averages.applied()) {
///   // here the tensors hold the averages
/// }
/// ```
///
/// Like `torch.optim.swa_utils.AveragedModel` with `get_ema_multi_avg_fn`.
public final class ExponentialMovingAverage implements Stateful {
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Tensor> averages = new ArrayList<>();
  private final double decay;
  private long updates;

  /// Averages over `tensors`, beginning with what they hold now.
  ///
  /// @param decay how much of an average is kept at an update, from 0 to 1
  /// @throws IllegalArgumentException if there are no tensors, or `decay` is out of range
  public ExponentialMovingAverage(Iterable<Tensor> tensors, double decay) {
    new Check("ExponentialMovingAverage").between("decay", decay, 0, 1);
    tensors.forEach(this.tensors::add);
    if (this.tensors.isEmpty()) {
      throw new IllegalArgumentException(
          "ExponentialMovingAverage: there are no tensors; give at least one, such as"
              + " net.parameters()");
    }
    this.decay = decay;
    this.tensors.forEach(tensor -> averages.add(tensor.detach().clone()));
  }

  /// Takes the present tensors into the averages.
  public void update() {
    double part = updates++ == 0 ? 1 : 1 - decay;
    try (var _ = noGrad()) {
      for (int i = 0; i < averages.size(); i++) {
        averages.get(i).lerp_(tensors.get(i), part);
      }
    }
  }

  /// Copies of the averages, in the order of the tensors.
  public List<Tensor> averages() {
    return averages.stream().map(average -> average.detach().clone()).toList();
  }

  /// Puts the averages into the tensors until the result is closed, which puts back what they held.
  public Applied applied() {
    return new Applied();
  }

  /// The time during which the tensors hold their averages.
  public final class Applied implements AutoCloseable {
    private final List<Tensor> before =
        tensors.stream().map(tensor -> tensor.detach().clone()).toList();

    private Applied() {
      write(averages, tensors);
    }

    /// Puts back what the tensors held.
    @Override
    public void close() {
      write(before, tensors);
    }
  }

  private static void write(List<Tensor> from, List<Tensor> to) {
    for (int i = 0; i < from.size(); i++) {
      Access.array(to.get(i)).copyFrom(Access.array(from.get(i)));
      Access.written(to.get(i), "ExponentialMovingAverage");
    }
  }

  /// The averages, as `averages.0`, and the number of updates.
  @Override
  public StateDict stateDict() {
    StateDict state = new StateDict().put("n_averaged", updates);
    for (int i = 0; i < averages.size(); i++) {
      state.put("averages." + i, averages.get(i));
    }
    return state;
  }

  @Override
  public void loadStateDict(StateDict state) {
    long loadedUpdates = state.whole("n_averaged");
    List<Tensor> loaded = new ArrayList<>();
    for (int i = 0; i < averages.size(); i++) {
      String name = "averages." + i;
      loaded.add(
          Elements.copyOf(state.tensor(name), averages.get(i), "ExponentialMovingAverage", name));
    }
    updates = loadedUpdates;
    write(loaded, averages);
  }
}
