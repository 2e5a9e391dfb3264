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

/// Lion: steps of the same size in every coordinate, in the direction of momentum.
///
/// ```
/// c = sign(β₁ m + (1 - β₁) g)
/// p = p (1 - lr weightDecay) - lr c
/// m = β₂ m + (1 - β₂) g
/// ```
///
/// A good learning rate is 3 to 10 times smaller than Adam's, with a weight decay larger by as
/// much.
///
/// ```java
/// var optimizer = new Lion(List.of(weight, bias), Lion.lr(1e-4).weightDecay(0.1));
/// ```
///
/// X. Chen et al., *Symbolic discovery of optimization algorithms*, 2023 (arXiv:2302.06675). Not in
/// `torch.optim`.
public final class Lion extends PerParameterOptimizer<Lion.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Lion(Iterable<Tensor> parameters) {
    this(parameters, lr(1e-4));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Lion(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private Lion(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static Lion ofGroups(List<ParamGroup<Options>> groups) {
    return new Lion(groups);
  }

  /// Lion with this learning rate, betas 0.9 and 0.99 and no weight decay.
  public static Options lr(double lr) {
    return new Options(lr, 0.9, 0.99, 0, false);
  }

  /// The options of [Lion].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param beta1 how much momentum counts in the direction, in [0, 1)
  /// @param beta2 how much of the momentum is kept, in [0, 1)
  /// @param weightDecay the part of the parameter, times lr, that every step takes away, 0 or more
  /// @param maximize goes up instead of down
  public record Options(double lr, double beta1, double beta2, double weightDecay, boolean maximize)
      implements MomentumOptions<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("Lion")
          .notNegative("lr", lr)
          .fraction("beta1", beta1)
          .fraction("beta2", beta2)
          .notNegative("weightDecay", weightDecay);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, beta1, beta2, weightDecay, maximize);
    }

    /// The same options with other betas.
    public Options betas(double beta1, double beta2) {
      return new Options(lr, beta1, beta2, weightDecay, maximize);
    }

    /// [#beta1()]: what a schedule that cycles momentum changes.
    @Override
    public double momentum() {
      return beta1;
    }

    @Override
    public Options momentum(double momentum) {
      return betas(momentum, beta2);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(lr, beta1, beta2, weightDecay, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(lr, beta1, beta2, weightDecay, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return new Direction(parameter.zerosLike());
  }

  /// The momentum.
  record Direction(Tensor momentum) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      double sign = o.maximize() ? -1 : 1;
      double shrink = 1 - o.lr() * o.weightDecay();
      int n = p.numel();
      if (p.dtype() == FLOAT32) {
        FloatMomentumSteps.lion(
            floats(p),
            floats(momentum),
            floats(g),
            0,
            n,
            sign,
            shrink,
            o.beta1(),
            o.beta2(),
            o.lr());
      } else {
        DoubleMomentumSteps.lion(
            doubles(p),
            doubles(momentum),
            doubles(g),
            0,
            n,
            sign,
            shrink,
            o.beta1(),
            o.beta2(),
            o.lr());
      }
    }

    @Override
    public List<Tensor> fading(Options options) {
      return List.of(momentum);
    }

    @Override
    public StateDict tensors() {
      return new StateDict().put("exp_avg", momentum);
    }
  }
}
