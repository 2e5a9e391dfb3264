package gradus.optim;

import static gradus.optim.ParamGroup.group;

import gradus.autograd.Tensor;
import java.util.List;

/// Adam: steps of about `lr` in every coordinate, from running means of the gradient and of its
/// square. Like `torch.optim.Adam`.
///
/// ```
/// g = ∇f(p) + weightDecay p
/// m = β₁ m + (1 - β₁) g
/// v = β₂ v + (1 - β₂) g²
/// p = p - lr · m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + eps)
/// ```
///
/// `m` and `v` begin at 0, which the divisors make up for; `t` counts the steps from 1. With
/// `amsgrad` the greatest `v` so far stands in the divisor.
///
/// ```java
/// var optimizer = new Adam(List.of(weight, bias), Adam.lr(0.001).betas(0.9, 0.99));
/// ```
///
/// D. Kingma, J. Ba, *Adam: A method for stochastic optimization*, 2015 (arXiv:1412.6980); amsgrad:
/// S. Reddi, S. Kale, S. Kumar, *On the convergence of Adam and beyond*, 2018.
public final class Adam extends PerParameterOptimizer<Adam.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Adam(Iterable<Tensor> parameters) {
    this(parameters, lr(0.001));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Adam(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private Adam(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static Adam ofGroups(List<ParamGroup<Options>> groups) {
    return new Adam(groups);
  }

  /// Adam with this learning rate, betas 0.9 and 0.999, eps 1e-8 and no weight decay.
  public static Options lr(double lr) {
    return new Options(lr, 0.9, 0.999, 1e-8, 0, false, false, false);
  }

  /// The options of [Adam].
  ///
  /// @param lr the learning rate, 0 or more; torch's default is 0.001
  /// @param beta1 how much of the first moment is kept, in [0, 1)
  /// @param beta2 how much of the second moment is kept, in [0, 1)
  /// @param eps what keeps the divisor away from 0, 0 or more
  /// @param weightDecay how much of the parameter is added to its gradient, 0 or more
  /// @param amsgrad divides by the greatest second moment so far
  /// @param decoupledWeightDecay shrinks the parameter itself by its decay, as [AdamW] does
  /// @param maximize goes up instead of down
  public record Options(
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      boolean amsgrad,
      boolean decoupledWeightDecay,
      boolean maximize)
      implements AdamOptions<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("Adam")
          .notNegative("lr", lr)
          .fraction("beta1", beta1)
          .fraction("beta2", beta2)
          .notNegative("eps", eps)
          .notNegative("weightDecay", weightDecay);
    }

    @Override
    public Options lr(double lr) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, amsgrad, decoupledWeightDecay, maximize);
    }

    /// The same options with other betas.
    public Options betas(double beta1, double beta2) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, amsgrad, decoupledWeightDecay, maximize);
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
          lr, beta1, beta2, eps, weightDecay, amsgrad, decoupledWeightDecay, maximize);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, amsgrad, decoupledWeightDecay, maximize);
    }

    /// The same options, with the greatest second moment in the divisor or the present one.
    public Options amsgrad(boolean amsgrad) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, amsgrad, decoupledWeightDecay, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, amsgrad, decoupledWeightDecay, maximize);
    }

    /// The same options, with weight decay on the parameter itself or in its gradient.
    public Options decoupledWeightDecay(boolean decoupledWeightDecay) {
      return new Options(
          lr, beta1, beta2, eps, weightDecay, amsgrad, decoupledWeightDecay, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return Moments.of(parameter, options);
  }
}
