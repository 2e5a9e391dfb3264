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

/// RMSprop: steps divided by the root of a running mean of the squared gradient. Like
/// `torch.optim.RMSprop`.
///
/// ```
/// g = ∇f(p) + weightDecay p
/// s = alpha s + (1 - alpha) g²
/// p = p - lr · g / (√s + eps)
/// ```
///
/// With `momentum`, the quotient enters a velocity, `v = momentum v + g / (√s + eps)`, and `p = p -
/// lr v`. With `centered`, `s - a²` stands for `s`, where `a` is the running mean of `g`: an
/// estimate of the variance.
///
/// ```java
/// var optimizer = new RMSprop(List.of(weight, bias), RMSprop.lr(0.01).alpha(0.9));
/// ```
///
/// T. Tieleman, G. Hinton, *Lecture 6.5: rmsprop*, Coursera, 2012; centered: A. Graves, *Generating
/// sequences with recurrent neural networks*, 2013 (arXiv:1308.0850).
public final class RMSprop extends PerParameterOptimizer<RMSprop.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public RMSprop(Iterable<Tensor> parameters) {
    this(parameters, lr(0.01));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public RMSprop(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private RMSprop(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static RMSprop ofGroups(List<ParamGroup<Options>> groups) {
    return new RMSprop(groups);
  }

  /// RMSprop with this learning rate, alpha 0.99, eps 1e-8, no momentum and no weight decay.
  public static Options lr(double lr) {
    return new Options(lr, 0.99, 1e-8, 0, 0, false, false);
  }

  /// The options of [RMSprop].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param alpha how much of the mean square is kept, in [0, 1)
  /// @param eps what keeps the divisor away from 0, 0 or more
  /// @param weightDecay how much of the parameter is added to its gradient, 0 or more
  /// @param momentum how much of the velocity is kept, 0 or more
  /// @param centered divides by an estimate of the deviation instead
  /// @param maximize goes up instead of down
  public record Options(
      double lr,
      double alpha,
      double eps,
      double weightDecay,
      double momentum,
      boolean centered,
      boolean maximize)
      implements MomentumOptions<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("RMSprop")
          .notNegative("lr", lr)
          .fraction("alpha", alpha)
          .notNegative("eps", eps)
          .notNegative("weightDecay", weightDecay)
          .notNegative("momentum", momentum);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /// The same options with another alpha.
    public Options alpha(double alpha) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /// The same options with another eps.
    public Options eps(double eps) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    @Override
    public Options momentum(double momentum) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /// The same options, dividing by the deviation or by the root of the mean square.
    public Options centered(boolean centered) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }

    /// The same options, going up or down.
    public Options maximize(boolean maximize) {
      return new Options(lr, alpha, eps, weightDecay, momentum, centered, maximize);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return isPlain(options)
        ? new Scale(parameter.zerosLike())
        : new Motion(parameter.zerosLike(), parameter.zerosLike(), parameter.zerosLike());
  }

  private static boolean isPlain(Options options) {
    return options.momentum() == 0 && !options.centered();
  }

  /// The running mean of the squared gradient.
  record Scale(Tensor square) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      double sign = o.maximize() ? -1 : 1;
      int n = p.numel();
      if (p.dtype() == FLOAT32) {
        FloatAdaptiveSteps.rmsprop(
            floats(p),
            floats(square),
            floats(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.alpha(),
            o.eps(),
            o.lr());
      } else {
        DoubleAdaptiveSteps.rmsprop(
            doubles(p),
            doubles(square),
            doubles(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.alpha(),
            o.eps(),
            o.lr());
      }
    }

    @Override
    public StateDict tensors() {
      return new StateDict().put("square_avg", square);
    }

    @Override
    public boolean suits(Options options) {
      return isPlain(options);
    }
  }

  /// The running means of the squared gradient and of the gradient, and the velocity.
  record Motion(Tensor square, Tensor average, Tensor velocity) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      double sign = o.maximize() ? -1 : 1;
      double centered = o.centered() ? 1 : 0;
      int n = p.numel();
      if (p.dtype() == FLOAT32) {
        FloatAdaptiveSteps.rmsprop(
            floats(p),
            floats(square),
            floats(average),
            floats(velocity),
            floats(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.alpha(),
            o.eps(),
            centered,
            o.momentum(),
            o.lr());
      } else {
        DoubleAdaptiveSteps.rmsprop(
            doubles(p),
            doubles(square),
            doubles(average),
            doubles(velocity),
            doubles(g),
            0,
            n,
            sign,
            o.weightDecay(),
            o.alpha(),
            o.eps(),
            centered,
            o.momentum(),
            o.lr());
      }
    }

    @Override
    public List<Tensor> fading(Options options) {
      return List.of(velocity);
    }

    @Override
    public StateDict tensors() {
      return new StateDict()
          .put("square_avg", square)
          .put("grad_avg", average)
          .put("momentum_buffer", velocity);
    }

    @Override
    public boolean suits(Options options) {
      return !isPlain(options);
    }
  }
}
