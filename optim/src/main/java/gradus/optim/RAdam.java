package gradus.optim;

import static gradus.autograd.DType.FLOAT32;
import static gradus.optim.Elements.doubles;
import static gradus.optim.Elements.floats;
import static gradus.optim.ParamGroup.group;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.DoubleAdamSteps;
import gradus.autograd.kernel.FloatAdamSteps;
import java.util.List;

/// RAdam: Adam that takes plain momentum steps until its estimate of the second moment can be
/// trusted, then steps rectified for what is still missing. Like `torch.optim.RAdam`.
///
/// ```
/// g = ∇f(p) + weightDecay p
/// m = β₁ m + (1 - β₁) g
/// v = β₂ v + (1 - β₂) g²
/// ρ∞ = 2 / (1 - β₂) - 1,  ρ = ρ∞ - 2 t β₂ᵗ / (1 - β₂ᵗ)
/// ρ > 5:  p = p - lr · m / (1 - β₁ᵗ) · r · √(1 - β₂ᵗ) / (√v + eps)
///         with r = √((ρ - 4) (ρ - 2) ρ∞ / ((ρ∞ - 4) (ρ∞ - 2) ρ))
/// else:   p = p - lr · m / (1 - β₁ᵗ)
/// ```
///
/// With `decoupledWeightDecay` the decay shrinks the parameter, as in [AdamW], instead of entering
/// the gradient.
///
/// ```java
/// var optimizer = new RAdam(List.of(weight, bias), RAdam.lr(0.001));
/// ```
///
/// L. Liu et al., *On the variance of the adaptive learning rate and beyond*, 2020
/// (arXiv:1908.03265).
public final class RAdam extends PerParameterOptimizer<RAdam.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public RAdam(Iterable<Tensor> parameters) {
    this(parameters, lr(0.001));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public RAdam(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private RAdam(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static RAdam ofGroups(List<ParamGroup<Options>> groups) {
    return new RAdam(groups);
  }

  /// RAdam with this learning rate, betas 0.9 and 0.999, eps 1e-8 and no weight decay.
  public static Options lr(double lr) {
    return new Options(lr, 0.9, 0.999, 1e-8, 0, false, false);
  }

  /// The options of [RAdam].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param beta1 how much of the first moment is kept, in [0, 1)
  /// @param beta2 how much of the second moment is kept, in [0, 1)
  /// @param eps what keeps the divisor away from 0, 0 or more
  /// @param weightDecay how much of the parameter is added to its gradient, 0 or more
  /// @param decoupledWeightDecay shrinks the parameter itself by its decay, as AdamW does
  /// @param maximize goes up instead of down
  public record Options(
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      boolean decoupledWeightDecay,
      boolean maximize)
      implements MomentumOptions<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("RAdam")
          .notNegative("lr", lr)
          .fraction("beta1", beta1)
          .fraction("beta2", beta2)
          .notNegative("eps", eps)
          .notNegative("weightDecay", weightDecay);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }

    /// The same options with other betas.
    public Options betas(double beta1, double beta2) {
      return new Options(lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
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

    /// The same options with another eps.
    public Options eps(double eps) {
      return new Options(lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }

    /// The same options, with weight decay on the parameter itself or in its gradient.
    public Options decoupledWeightDecay(boolean decoupledWeightDecay) {
      return new Options(lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(lr, beta1, beta2, eps, weightDecay, decoupledWeightDecay, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return new Rectified(parameter.zerosLike(), parameter.zerosLike());
  }

  /// The moments.
  record Rectified(Tensor first, Tensor second) implements Memory<Options> {
    private static final double TRUSTED = 5;

    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      double kept = Math.pow(o.beta2(), t);
      double most = 2 / (1 - o.beta2()) - 1;
      double length = most - 2 * t * kept / (1 - kept);
      double lr = o.lr() / (1 - Math.pow(o.beta1(), t));
      if (length > TRUSTED) {
        double rectified =
            Math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
        step(p, g, o, lr * rectified * Math.sqrt(1 - kept), 1, o.eps());
      } else {
        step(p, g, o, lr, Double.POSITIVE_INFINITY, 1);
      }
    }

    /// Divides by `√v / scale + eps`: an infinite scale and an eps of 1 leave the step undivided.
    private void step(Tensor p, Tensor g, Options o, double lr, double scale, double eps) {
      double sign = o.maximize() ? -1 : 1;
      double decay = o.decoupledWeightDecay() ? 0 : o.weightDecay();
      double shrink = o.decoupledWeightDecay() ? 1 - o.lr() * o.weightDecay() : 1;
      int n = p.numel();
      if (p.dtype() == FLOAT32) {
        FloatAdamSteps.adam(
            floats(p),
            floats(first),
            floats(second),
            floats(g),
            0,
            n,
            sign,
            decay,
            shrink,
            o.beta1(),
            o.beta2(),
            lr,
            scale,
            eps);
      } else {
        DoubleAdamSteps.adam(
            doubles(p),
            doubles(first),
            doubles(second),
            doubles(g),
            0,
            n,
            sign,
            decay,
            shrink,
            o.beta1(),
            o.beta2(),
            lr,
            scale,
            eps);
      }
    }

    @Override
    public List<Tensor> fading(Options options) {
      return List.of(first);
    }

    @Override
    public StateDict tensors() {
      return new StateDict().put("exp_avg", first).put("exp_avg_sq", second);
    }
  }
}
