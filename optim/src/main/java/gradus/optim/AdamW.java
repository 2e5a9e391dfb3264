package gradus.optim;

import static gradus.optim.ParamGroup.group;

import gradus.autograd.Tensor;
import java.util.List;

/// Adam with decoupled weight decay: the decay shrinks the parameter itself and does not enter the
/// gradient, so that it is not divided by the size of the gradients. Like `torch.optim.AdamW`.
///
/// ```
/// g = ∇f(p)
/// p = p (1 - lr weightDecay)
/// m = β₁ m + (1 - β₁) g
/// v = β₂ v + (1 - β₂) g²
/// p = p - lr · m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + eps)
/// ```
///
/// See [Adam] for the moments.
///
/// ```java
/// var optimizer = new AdamW(List.of(weight, bias), AdamW.lr(0.001).weightDecay(0.1));
/// ```
///
/// I. Loshchilov, F. Hutter, *Decoupled weight decay regularization*, 2019 (arXiv:1711.05101).
public final class AdamW extends PerParameterOptimizer<AdamW.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public AdamW(Iterable<Tensor> parameters) {
    this(parameters, lr(0.001));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public AdamW(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private AdamW(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static AdamW ofGroups(List<ParamGroup<Options>> groups) {
    return new AdamW(groups);
  }

  /// AdamW with this learning rate, betas 0.9 and 0.999, eps 1e-8 and a weight decay of 0.01.
  public static Options lr(double lr) {
    return new Options(lr, 0.9, 0.999, 1e-8, 0.01, false, false);
  }

  /// The options of [AdamW].
  ///
  /// @param lr the learning rate, 0 or more; torch's default is 0.001
  /// @param beta1 how much of the first moment is kept, in [0, 1)
  /// @param beta2 how much of the second moment is kept, in [0, 1)
  /// @param eps what keeps the divisor away from 0, 0 or more
  /// @param weightDecay the part of the parameter, times lr, that every step takes away, 0 or more
  /// @param amsgrad divides by the greatest second moment so far
  /// @param maximize goes up instead of down
  public record Options(
      double lr,
      double beta1,
      double beta2,
      double eps,
      double weightDecay,
      boolean amsgrad,
      boolean maximize)
      implements AdamOptions<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("AdamW")
          .notNegative("lr", lr)
          .fraction("beta1", beta1)
          .fraction("beta2", beta2)
          .notNegative("eps", eps)
          .notNegative("weightDecay", weightDecay);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// The same options with other betas.
    public Options betas(double beta1, double beta2) {
      return new Options(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
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
      return new Options(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// The same options, with the greatest second moment in the divisor or the present one.
    public Options amsgrad(boolean amsgrad) {
      return new Options(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(lr, beta1, beta2, eps, weightDecay, amsgrad, maximize);
    }

    /// True: in AdamW, weight decay shrinks the parameter.
    @Override
    public boolean decoupledWeightDecay() {
      return true;
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return Moments.of(parameter, options);
  }
}
