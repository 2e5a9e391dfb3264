package gradus.optim;

import static gradus.autograd.DType.FLOAT32;
import static gradus.optim.Elements.doubles;
import static gradus.optim.Elements.floats;
import static gradus.optim.ParamGroup.group;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.DoubleMomentumSteps;
import gradus.autograd.kernel.FloatMomentumSteps;
import java.util.List;

/// Gradient descent along an exponential moving average (EMA) of the gradients: the momentum of
/// many lessons.
///
/// ```
/// g = ∇f(p) + weightDecay p
/// v = beta v + (1 - beta) g                 v is 0 before the first step
/// p = p - lr v
/// ```
///
/// This is **not** the momentum of [SGD] and PyTorch, `v = momentum v + g`: here a long run of
/// equal gradients gives steps of `lr g`, there of `lr g / (1 - momentum)`. The two walk the same
/// path when SGD's learning rate is `1 - beta` times this one. SGD's `dampening` of `beta` is a
/// third thing, since its first step takes the whole gradient.
public final class EmaMomentum extends PerParameterOptimizer<EmaMomentum.Options> {
  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public EmaMomentum(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private EmaMomentum(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static EmaMomentum ofGroups(List<ParamGroup<Options>> groups) {
    return new EmaMomentum(groups);
  }

  /// Options with this learning rate and a beta of 0.9.
  public static Options lr(double lr) {
    return new Options(lr, 0.9, 0, false);
  }

  /// The options of [EmaMomentum].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param beta how much of the average is kept, in [0, 1)
  /// @param weightDecay how much of the parameter is added to its gradient, 0 or more
  /// @param maximize goes up instead of down
  public record Options(double lr, double beta, double weightDecay, boolean maximize)
      implements MomentumOptions<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("EmaMomentum")
          .notNegative("lr", lr)
          .fraction("beta", beta)
          .notNegative("weightDecay", weightDecay);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, beta, weightDecay, maximize);
    }

    /// The same options with another beta.
    public Options beta(double beta) {
      return new Options(lr, beta, weightDecay, maximize);
    }

    /// [#beta()]: what a schedule that cycles momentum changes.
    @Override
    public double momentum() {
      return beta;
    }

    @Override
    public Options momentum(double momentum) {
      return beta(momentum);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(lr, beta, weightDecay, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(lr, beta, weightDecay, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return new Average(parameter.zerosLike());
  }

  /// The moving average of the gradients.
  record Average(Tensor average) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      int n = p.numel();
      double sign = o.maximize() ? -1 : 1;
      double take = 1 - o.beta();
      if (p.dtype() == FLOAT32) {
        FloatMomentumSteps.momentum(
            floats(p),
            floats(average),
            floats(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.beta(),
            take,
            1,
            0,
            o.lr());
      } else {
        DoubleMomentumSteps.momentum(
            doubles(p),
            doubles(average),
            doubles(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.beta(),
            take,
            1,
            0,
            o.lr());
      }
    }

    @Override
    public List<Tensor> fading(Options options) {
      return List.of(average);
    }

    @Override
    public StateDict tensors() {
      return new StateDict().put("average", average);
    }
  }
}
