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

/// Averaged stochastic gradient descent: descends with shrinking steps and keeps the average of the
/// parameters, which is the answer. Like `torch.optim.ASGD`.
///
/// ```
/// g = ∇f(p) + weightDecay p
/// p = p (1 - lambd η) - η g                    η is lr at first
/// a = a + (p - a) / max(1, t - 1 - t0)         so a = p until step t0
/// η = lr / (1 + lambd lr t)^alpha
/// ```
///
/// The averages are `ax` in [#stateDict()]; `η` and the weight of the average are FLOAT32 numbers,
/// as they are in PyTorch.
///
/// ```java
/// var optimizer = new ASGD(List.of(weight, bias), ASGD.lr(0.01).t0(1000));
/// ```
///
/// B. Polyak, A. Juditsky, *Acceleration of stochastic approximation by averaging*, 1992.
public final class ASGD extends PerParameterOptimizer<ASGD.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public ASGD(Iterable<Tensor> parameters) {
    this(parameters, lr(0.01));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public ASGD(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private ASGD(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static ASGD ofGroups(List<ParamGroup<Options>> groups) {
    return new ASGD(groups);
  }

  /// ASGD with this learning rate, lambd 1e-4, alpha 0.75, and averages from step 1,000,000 on.
  public static Options lr(double lr) {
    return new Options(lr, 1e-4, 0.75, 1e6, 0, false);
  }

  /// The options of [ASGD].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param lambd how fast the parameters and the steps shrink, 0 or more
  /// @param alpha the power with which the steps shrink
  /// @param t0 the step after which averaging begins, 0 or more
  /// @param weightDecay how much of the parameter is added to its gradient, 0 or more
  /// @param maximize goes up instead of down
  public record Options(
      double lr, double lambd, double alpha, double t0, double weightDecay, boolean maximize)
      implements gradus.optim.Options<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("ASGD")
          .notNegative("lr", lr)
          .notNegative("lambd", lambd)
          .notNegative("alpha", alpha)
          .notNegative("t0", t0)
          .notNegative("weightDecay", weightDecay);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /// The same options with another lambd.
    public Options lambd(double lambd) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /// The same options with another alpha.
    public Options alpha(double alpha) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /// The same options with another step at which averaging begins.
    public Options t0(double t0) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(lr, lambd, alpha, t0, weightDecay, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return new Average(parameter.zerosLike(), Tensor.scalar(FLOAT32, options.lr()));
  }

  /// The average of the parameter, and the length of the next step.
  record Average(Tensor average, Tensor eta) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      double sign = o.maximize() ? -1 : 1;
      double lr = eta.item();
      double shrink = 1 - o.lambd() * lr;
      double weight = (float) (1 / Math.max(1, t - 1 - o.t0()));
      int n = p.numel();
      if (p.dtype() == FLOAT32) {
        FloatMomentumSteps.averaged(
            floats(p),
            floats(average),
            floats(g),
            0,
            n,
            sign,
            o.weightDecay(),
            shrink,
            lr,
            1 - weight);
      } else {
        DoubleMomentumSteps.averaged(
            doubles(p),
            doubles(average),
            doubles(g),
            0,
            n,
            sign,
            o.weightDecay(),
            shrink,
            lr,
            1 - weight);
      }
      Elements.set(eta, o.lr() / Math.pow(1 + o.lambd() * o.lr() * t, o.alpha()));
    }

    @Override
    public StateDict tensors() {
      return new StateDict().put("ax", average).put("eta", eta);
    }
  }
}
