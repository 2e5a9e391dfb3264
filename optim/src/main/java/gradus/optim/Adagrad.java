package gradus.optim;

import static gradus.autograd.DType.FLOAT32;
import static gradus.optim.Elements.doubles;
import static gradus.optim.Elements.floats;
import static gradus.optim.ParamGroup.group;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.DoubleAdaptiveSteps;
import gradus.autograd.kernel.FloatAdaptiveSteps;
import java.util.List;

/// Adagrad: steps divided by the root of the sum of all squared gradients so far, so that they grow
/// shorter. Like `torch.optim.Adagrad`.
///
/// ```
/// g = ∇f(p) + weightDecay p
/// s = s + g²                                  s begins at initialAccumulatorValue
/// p = p - lr / (1 + (t - 1) lrDecay) · g / (√s + eps)
/// ```
///
/// ```java
/// var optimizer = new Adagrad(List.of(weight, bias), Adagrad.lr(0.1));
/// ```
///
/// J. Duchi, E. Hazan, Y. Singer, *Adaptive subgradient methods for online learning and stochastic
/// optimization*, 2011.
public final class Adagrad extends PerParameterOptimizer<Adagrad.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Adagrad(Iterable<Tensor> parameters) {
    this(parameters, lr(0.01));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Adagrad(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private Adagrad(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static Adagrad ofGroups(List<ParamGroup<Options>> groups) {
    return new Adagrad(groups);
  }

  /// Adagrad with this learning rate, eps 1e-10, no decay and sums that begin at 0.
  public static Options lr(double lr) {
    return new Options(lr, 0, 0, 0, 1e-10, false);
  }

  /// The options of [Adagrad].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param lrDecay how fast the learning rate falls with the steps, 0 or more
  /// @param weightDecay how much of the parameter is added to its gradient, 0 or more
  /// @param initialAccumulatorValue the sum of squares before the first step, 0 or more
  /// @param eps what keeps the divisor away from 0, 0 or more
  /// @param maximize goes up instead of down
  public record Options(
      double lr,
      double lrDecay,
      double weightDecay,
      double initialAccumulatorValue,
      double eps,
      boolean maximize)
      implements gradus.optim.Options<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("Adagrad")
          .notNegative("lr", lr)
          .notNegative("lrDecay", lrDecay)
          .notNegative("weightDecay", weightDecay)
          .notNegative("initialAccumulatorValue", initialAccumulatorValue)
          .notNegative("eps", eps);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /// The same options with another decay of the learning rate.
    public Options lrDecay(double lrDecay) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /// The same options with another sum before the first step.
    public Options initialAccumulatorValue(double initialAccumulatorValue) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /// The same options with another eps.
    public Options eps(double eps) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return new Sum(parameter.zerosLike().add(options.initialAccumulatorValue()));
  }

  /// The sum of the squared gradients.
  record Sum(Tensor sum) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      double sign = o.maximize() ? -1 : 1;
      double lr = o.lr() / (1 + (t - 1) * o.lrDecay());
      int n = p.numel();
      if (p.dtype() == FLOAT32) {
        FloatAdaptiveSteps.adagrad(
            floats(p), floats(sum), floats(g), 0, n, sign, o.weightDecay(), o.eps(), lr);
      } else {
        DoubleAdaptiveSteps.adagrad(
            doubles(p), doubles(sum), doubles(g), 0, n, sign, o.weightDecay(), o.eps(), lr);
      }
    }

    @Override
    public StateDict tensors() {
      return new StateDict().put("sum", sum);
    }
  }
}
