package gradus.nn;

import gradus.autograd.Autograd;
import gradus.autograd.StateDict;
import gradus.autograd.Stateful;
import gradus.autograd.Tensor;
import gradus.nn.data.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The average of a model's parameters over a training run, which often generalises better than
/// where the run ends (Izmailov et al., 2018). Like `torch.optim.swa_utils.AveragedModel`.
///
/// ```java
/// var average = AveragedModel.of(net, new Net()); // a second model of the same build
/// for (var batch : data) {
///   trainOn(batch);
///   average.update();
/// }
/// AveragedModel.updateBatchNorm(average.model(), data);
/// ```
///
/// The second model holds the average. Its buffers are copied from the first at every update.
///
/// @param <B> the kind of model
public final class AveragedModel<B extends Block> implements Stateful {
  private final B source;
  private final B model;
  private final Averaging averaging;
  private long updates;

  /// The next average of a parameter, from the average so far and the parameter's value.
  @FunctionalInterface
  public interface Averaging {
    /// Gives the next average.
    ///
    /// @param updates how many values `average` already holds, at least 1
    Tensor next(Tensor average, Tensor value, long updates);
  }

  private AveragedModel(B source, B model, Averaging averaging) {
    this.source = source;
    this.model = model;
    this.averaging = averaging;
    model.loadStateDict(source.stateDict());
    model.requiresGrad(false);
  }

  /// Averages all values of the parameters of `source` alike, in `model`.
  ///
  /// @param model another object of the same build; its values are lost
  /// @throws IllegalArgumentException if the two are not of the same build
  public static <B extends Block> AveragedModel<B> of(B source, B model) {
    return of(source, model, (average, value, updates) -> average.lerp(value, 1.0 / (updates + 1)));
  }

  /// Averages the parameters of `source` with weights that fade by the factor `decay` at every
  /// update: an exponential moving average.
  ///
  /// @param decay in [0, 1), for instance 0.999
  /// @throws IllegalArgumentException if the two are not of the same build, or `decay` is out of
  ///   range
  public static <B extends Block> AveragedModel<B> exponential(B source, B model, double decay) {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException(
          "AveragedModel: decay is %s; it must be in [0, 1)".formatted(decay));
    }
    return of(source, model, (average, value, _) -> average.lerp(value, 1 - decay));
  }

  /// Averages the parameters of `source` as `averaging` says.
  ///
  /// @throws IllegalArgumentException if the two are not of the same build
  public static <B extends Block> AveragedModel<B> of(B source, B model, Averaging averaging) {
    if (source == model) {
      throw new IllegalArgumentException(
          "AveragedModel: the average needs a model of its own; pass another object of the same"
              + " build");
    }
    return new AveragedModel<>(source, model, averaging);
  }

  /// The model that holds the average.
  public B model() {
    return model;
  }

  /// How many values the average holds.
  public long updates() {
    return updates;
  }

  /// Takes the present values of the parameters into the average; the first time they are the
  /// average.
  public void update() {
    var sources = source.parameters();
    var averages = model.parameters();
    try (var _ = Autograd.noGrad()) {
      for (int i = 0; i < averages.size(); i++) {
        Tensor average = averages.get(i);
        Tensor value = sources.get(i).detach();
        average.copy_(updates == 0 ? value : averaging.next(average, value, updates));
      }
      var buffers = source.buffers();
      for (int i = 0; i < buffers.size(); i++) {
        model.buffers().get(i).copy_(buffers.get(i));
      }
    }
    updates++;
  }

  /// Learns the running values of all batch normalizations in `model` anew, as the mean over these
  /// batches: an average of parameters does not know them. Like `update_bn`.
  public static void updateBatchNorm(Layer model, Iterable<Batch> batches) {
    Map<Block, Boolean> modes = model.modes();
    List<BatchNorm> norms = new ArrayList<>();
    for (Block block : model.blocks()) {
      if (block instanceof BatchNorm norm) {
        norms.add(norm);
      }
    }
    norms.forEach(norm -> norm.averageBatches(true));
    try (var _ = Autograd.noGrad()) {
      model.train();
      batches.forEach(batch -> model.apply(batch.x()));
    } finally {
      norms.forEach(norm -> norm.averageBatches(false));
      Block.modes(modes);
    }
  }

  @Override
  public StateDict stateDict() {
    return new StateDict().put("n_averaged", updates).putAll("module.", model.stateDict());
  }

  @Override
  public void loadStateDict(StateDict state) {
    long count = state.whole("n_averaged");
    model.loadStateDict(state.under("module."));
    updates = count;
  }
}
