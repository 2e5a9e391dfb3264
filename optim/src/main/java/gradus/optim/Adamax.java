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

/// Adamax: Adam with the greatest decayed gradient in place of the root of the mean square. Like
/// `torch.optim.Adamax`.
///
/// ```
/// g = ∇f(p) + weightDecay p
/// m = β₁ m + (1 - β₁) g
/// u = max(β₂ u, |g| + eps)
/// p = p - lr / (1 - β₁ᵗ) · m / u
/// ```
///
/// ```java
/// var optimizer = new Adamax(List.of(weight, bias), Adamax.lr(0.002));
/// ```
///
/// D. Kingma, J. Ba, *Adam: A method for stochastic optimization*, 2015 (arXiv:1412.6980), section
/// 7.
public final class Adamax extends PerParameterOptimizer<Adamax.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Adamax(Iterable<Tensor> parameters) {
    this(parameters, lr(0.002));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Adamax(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private Adamax(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static Adamax ofGroups(List<ParamGroup<Options>> groups) {
    return new Adamax(groups);
  }

  /// Adamax with this learning rate, betas 0.9 and 0.999, eps 1e-8 and no weight decay.
  public static Options lr(double lr) {
    return new Options(lr, 0.9, 0.999, 1e-8, 0, false);
  }

  /// The options of [Adamax].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param beta1 how much of the first moment is kept, in [0, 1)
  /// @param beta2 how much of the greatest gradient is kept, in [0, 1)
  /// @param eps what keeps the divisor away from 0, 0 or more
  /// @param weightDecay how much of the parameter is added to its gradient, 0 or more
  /// @param maximize goes up instead of down
  public record Options(
      double lr, double beta1, double beta2, double eps, double weightDecay, boolean maximize)
      implements MomentumOptions<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("Adamax")
          .notNegative("lr", lr)
          .fraction("beta1", beta1)
          .fraction("beta2", beta2)
          .notNegative("eps", eps)
          .notNegative("weightDecay", weightDecay);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    /// The same options with other betas.
    public Options betas(double beta1, double beta2) {
      return new Options(lr, beta1, beta2, eps, weightDecay, maximize);
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
      return new Options(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(lr, beta1, beta2, eps, weightDecay, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(lr, beta1, beta2, eps, weightDecay, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return new Norms(parameter.zerosLike(), parameter.zerosLike());
  }

  /// The running mean of the gradient and its greatest decayed size.
  record Norms(Tensor first, Tensor greatest) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      double sign = o.maximize() ? -1 : 1;
      double lr = o.lr() / (1 - Math.pow(o.beta1(), t));
      int n = p.numel();
      if (p.dtype() == FLOAT32) {
        FloatAdamSteps.adamax(
            floats(p),
            floats(first),
            floats(greatest),
            floats(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.beta1(),
            o.beta2(),
            lr,
            o.eps());
      } else {
        DoubleAdamSteps.adamax(
            doubles(p),
            doubles(first),
            doubles(greatest),
            doubles(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.beta1(),
            o.beta2(),
            lr,
            o.eps());
      }
    }

    @Override
    public List<Tensor> fading(Options options) {
      return List.of(first);
    }

    @Override
    public StateDict tensors() {
      return new StateDict().put("exp_avg", first).put("exp_inf", greatest);
    }
  }
}
