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

/// Adadelta: steps in proportion to the size of the moves so far over the size of the gradients, so
/// that no learning rate has to be found. Like `torch.optim.Adadelta`.
///
/// ```
/// g = ∇f(p) + weightDecay p
/// s = rho s + (1 - rho) g²
/// x = √(u + eps) / √(s + eps) · g
/// u = rho u + (1 - rho) x²
/// p = p - lr x
/// ```
///
/// ```java
/// var optimizer = new Adadelta(List.of(weight, bias), Adadelta.lr(1.0).rho(0.95));
/// ```
///
/// M. Zeiler, *ADADELTA: An adaptive learning rate method*, 2012 (arXiv:1212.5701).
public final class Adadelta extends PerParameterOptimizer<Adadelta.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Adadelta(Iterable<Tensor> parameters) {
    this(parameters, lr(1.0));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Adadelta(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private Adadelta(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static Adadelta ofGroups(List<ParamGroup<Options>> groups) {
    return new Adadelta(groups);
  }

  /// Adadelta with this factor for its moves, 1 in the paper, rho 0.9 and eps 1e-6.
  public static Options lr(double lr) {
    return new Options(lr, 0.9, 1e-6, 0, false);
  }

  /// The options of [Adadelta].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param rho how much of the running means is kept, in [0, 1)
  /// @param eps what keeps the divisor away from 0, 0 or more
  /// @param weightDecay how much of the parameter is added to its gradient, 0 or more
  /// @param maximize goes up instead of down
  public record Options(double lr, double rho, double eps, double weightDecay, boolean maximize)
      implements gradus.optim.Options<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("Adadelta")
          .notNegative("lr", lr)
          .fraction("rho", rho)
          .notNegative("eps", eps)
          .notNegative("weightDecay", weightDecay);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, rho, eps, weightDecay, maximize);
    }

    /// The same options with another rho.
    public Options rho(double rho) {
      return new Options(lr, rho, eps, weightDecay, maximize);
    }

    /// The same options with another eps.
    public Options eps(double eps) {
      return new Options(lr, rho, eps, weightDecay, maximize);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(lr, rho, eps, weightDecay, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(lr, rho, eps, weightDecay, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return new Sizes(parameter.zerosLike(), parameter.zerosLike());
  }

  /// The running means of the squared gradient and of the squared move.
  record Sizes(Tensor square, Tensor moves) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      double sign = o.maximize() ? -1 : 1;
      int n = p.numel();
      if (p.dtype() == FLOAT32) {
        FloatAdaptiveSteps.adadelta(
            floats(p),
            floats(square),
            floats(moves),
            floats(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.rho(),
            o.eps(),
            o.lr());
      } else {
        DoubleAdaptiveSteps.adadelta(
            doubles(p),
            doubles(square),
            doubles(moves),
            doubles(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.rho(),
            o.eps(),
            o.lr());
      }
    }

    @Override
    public StateDict tensors() {
      return new StateDict().put("square_avg", square).put("acc_delta", moves);
    }
  }
}
