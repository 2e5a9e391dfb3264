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

/// NAdam: Adam with Nesterov's momentum, which grows with the steps. Like `torch.optim.NAdam`.
///
/// ```
/// g  = ∇f(p) + weightDecay p
/// μₜ = β₁ (1 - ½ · 0.96^(t momentumDecay))
/// m  = β₁ m + (1 - β₁) g
/// v  = β₂ v + (1 - β₂) g²
/// p  = p - lr (μₜ₊₁ m / (1 - ∏ μᵢ, i ≤ t+1) + (1 - μₜ) g / (1 - ∏ μᵢ, i ≤ t)) / (√(v / (1 - β₂ᵗ)) + eps)
/// ```
///
/// The product of the `μ` is kept as a FLOAT32 number, as PyTorch keeps it. With
/// `decoupledWeightDecay` the decay shrinks the parameter, as in [AdamW], instead of entering the
/// gradient.
///
/// ```java
/// var optimizer = new NAdam(List.of(weight, bias), NAdam.lr(0.002));
/// ```
///
/// T. Dozat, *Incorporating Nesterov momentum into Adam*, 2016.
public final class NAdam extends PerParameterOptimizer<NAdam.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public NAdam(Iterable<Tensor> parameters) {
    this(parameters, lr(0.002));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public NAdam(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private NAdam(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static NAdam ofGroups(List<ParamGroup<Options>> groups) {
    return new NAdam(groups);
  }

  /// NAdam with this learning rate, betas 0.9 and 0.999, eps 1e-8 and a momentum decay of 0.004.
  public static Options lr(double lr) {
    return new Options(lr, 0.9, 0.999, 1e-8, 0, 0.004, false, false);
  }

  /// The options of [NAdam].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param beta1 how much of the first moment is kept, in [0, 1)
  /// @param beta2 how much of the second moment is kept, in [0, 1)
  /// @param eps what keeps the divisor away from 0, 0 or more
  /// @param weightDecay how much of the parameter is added to its gradient, 0 or more
  /// @param momentumDecay how fast the momentum grows towards beta1, 0 or more
  /// @param decoupledWeightDecay shrinks the parameter itself by its decay, as AdamW does
  /// @param maximize goes up instead of down
  public record Options(
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      double momentumDecay,
      boolean decoupledWeightDecay,
      boolean maximize)
      implements MomentumOptions<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("NAdam")
          .notNegative("lr", lr)
          .fraction("beta1", beta1)
          .fraction("beta2", beta2)
          .notNegative("eps", eps)
          .notNegative("weightDecay", weightDecay)
          .notNegative("momentumDecay", momentumDecay);
    }

    @Override
    public Options lr(double lr) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /// The same options with other betas.
    public Options betas(double beta1, double beta2) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
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
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /// The same options with another growth of the momentum.
    public Options momentumDecay(double momentumDecay) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /// The same options, with weight decay on the parameter itself or in its gradient.
    public Options decoupledWeightDecay(boolean decoupledWeightDecay) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, momentumDecay, decoupledWeightDecay, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return new Ahead(parameter.zerosLike(), parameter.zerosLike(), Tensor.scalar(FLOAT32, 1.0));
  }

  /// The moments and the product of all momenta so far.
  record Ahead(Tensor first, Tensor second, Tensor product) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      double sign = o.maximize() ? -1 : 1;
      double decay = o.decoupledWeightDecay() ? 0 : o.weightDecay();
      double shrink = o.decoupledWeightDecay() ? 1 - o.lr() * o.weightDecay() : 1;
      double mu = momentumAt(t, o);
      double next = momentumAt(t + 1, o);
      double soFar = (float) product.item() * (float) mu;
      Elements.set(product, soFar);
      double lrGradient = o.lr() * (1 - mu) / (1 - soFar);
      double lrMoment = o.lr() * next / (1 - soFar * next);
      double scale = Math.sqrt(1 - Math.pow(o.beta2(), t));
      int n = p.numel();
      if (p.dtype() == FLOAT32) {
        FloatAdamSteps.nadam(
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
            lrGradient,
            lrMoment,
            scale,
            o.eps());
      } else {
        DoubleAdamSteps.nadam(
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
            lrGradient,
            lrMoment,
            scale,
            o.eps());
      }
    }

    private static double momentumAt(long t, Options o) {
      return o.beta1() * (1 - 0.5 * Math.pow(0.96, t * o.momentumDecay()));
    }

    @Override
    public List<Tensor> fading(Options options) {
      return List.of(first);
    }

    @Override
    public StateDict tensors() {
      return new StateDict()
          .put("exp_avg", first)
          .put("exp_avg_sq", second)
          .put("mu_product", product);
    }
  }
}
