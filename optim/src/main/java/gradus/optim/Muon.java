package gradus.optim;

import static gradus.optim.ParamGroup.group;

import gradus.autograd.StateDict;
import gradus.autograd.Tensor;
import java.util.List;

/// Muon: momentum whose direction is made orthogonal, so that all its singular values are about 1.
/// For the weight matrices inside a network; biases, embeddings and the last layer belong to
/// another optimizer, such as [AdamW]. Like `torch.optim.Muon`.
///
/// ```
/// m = momentum m + (1 - momentum) g
/// u = (1 - momentum) g + momentum m           with nesterov, otherwise u = m
/// X = u / max(‖u‖, eps)
/// X = a X + (b A + c A A) X, A = X Xᵀ         nsSteps times
/// p = p (1 - lr weightDecay) - lr · √max(1, rows / columns) X
/// ```
///
/// `a`, `b` and `c` are the `nsCoefficients`. With `matchRmsAdamW` the root is `0.2 √max(rows,
/// columns)`, which gives the steps the size of AdamW's, so that its learning rate and decay can be
/// kept. The iteration runs in the parameter's type; PyTorch runs it in bfloat16, so the two agree
/// to about two digits.
///
/// ```java
/// var optimizer = new Muon(List.of(weight), Muon.lr(0.02).weightDecay(0.01));
/// ```
///
/// K. Jordan et al., *Muon: An optimizer for hidden layers in neural networks*, 2024;
/// matchRmsAdamW: J. Liu et al., *Muon is scalable for LLM training*, 2025 (arXiv:2502.16982).
public final class Muon extends PerParameterOptimizer<Muon.Options> {
  /// Moves `parameters` with the default options.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Muon(Iterable<Tensor> parameters) {
    this(parameters, lr(0.001));
  }

  /// Moves `parameters`.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public Muon(Iterable<Tensor> parameters, Options options) {
    this(List.of(group(parameters, options)));
  }

  private Muon(List<ParamGroup<Options>> groups) {
    super(groups);
  }

  /// Moves groups of parameters, each with options of its own.
  ///
  /// @throws IllegalArgumentException if there are none, or if one stands twice or is no leaf
  public static Muon ofGroups(List<ParamGroup<Options>> groups) {
    return new Muon(groups);
  }

  /// Muon with this learning rate, a weight decay of 0.1 and Nesterov's momentum of 0.95.
  public static Options lr(double lr) {
    return new Options(lr, 0.1, 0.95, true, 3.4445, -4.775, 2.0315, 1e-7, 5, false);
  }

  /// The options of [Muon].
  ///
  /// @param lr the learning rate, 0 or more
  /// @param weightDecay the part of the parameter, times lr, that every step takes away, 0 or more
  /// @param momentum how much of the momentum is kept, in [0, 1)
  /// @param nesterov looks ahead along the momentum
  /// @param a the first coefficient of the iteration
  /// @param b the second
  /// @param c the third
  /// @param eps what keeps the divisor away from 0, 0 or more
  /// @param nsSteps the number of iterations, 0 or more
  /// @param matchRmsAdamW gives the steps the size of those of AdamW
  public record Options(
      double lr,
      double weightDecay,
      double momentum,
      boolean nesterov,
      double a,
      double b,
      double c,
      double eps,
      int nsSteps,
      boolean matchRmsAdamW)
      implements MomentumOptions<Options> {
    /// Refuses values out of range.
    public Options {
      new Check("Muon")
          .notNegative("lr", lr)
          .notNegative("weightDecay", weightDecay)
          .fraction("momentum", momentum)
          .notNegative("eps", eps)
          .notNegative("nsSteps", nsSteps);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, matchRmsAdamW);
    }

    /// The same options with another weight decay.
    public Options weightDecay(double weightDecay) {
      return new Options(lr, weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, matchRmsAdamW);
    }

    @Override
    public Options momentum(double momentum) {
      return new Options(lr, weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, matchRmsAdamW);
    }

    /// The same options with Nesterov's form of momentum or without.
    public Options nesterov(boolean nesterov) {
      return new Options(lr, weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, matchRmsAdamW);
    }

    /// The same options with other coefficients of the iteration.
    public Options nsCoefficients(double a, double b, double c) {
      return new Options(lr, weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, matchRmsAdamW);
    }

    /// The same options with another eps.
    public Options eps(double eps) {
      return new Options(lr, weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, matchRmsAdamW);
    }

    /// The same options with another number of iterations.
    public Options nsSteps(int nsSteps) {
      return new Options(lr, weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, matchRmsAdamW);
    }

    /// The same options, with steps of the size of those of AdamW or not.
    public Options matchRmsAdamW(boolean matchRmsAdamW) {
      return new Options(lr, weightDecay, momentum, nesterov, a, b, c, eps, nsSteps, matchRmsAdamW);
    }
  }

  @Override
  protected Memory<Options> begin(Tensor parameter, Options options) {
    return new Buffer(parameter.zerosLike());
  }

  @Override
  void requireMovable(Tensor parameter, String which) {
    super.requireMovable(parameter, which);
    if (parameter.dim() != 2) {
      throw new IllegalArgumentException(
          "Muon: %s is no matrix; give Muon the weight matrices and everything else to another optimizer, such as AdamW"
              .formatted(which));
    }
  }

  /// The momentum.
  record Buffer(Tensor momentum) implements Memory<Options> {
    @Override
    public void update(Tensor p, Tensor g, Options o, long t) {
      momentum.lerp_(g, 1 - o.momentum());
      Tensor ahead = o.nesterov() ? g.lerp(momentum, o.momentum()) : momentum;
      int rows = p.size(0);
      int columns = p.size(1);
      double factor =
          o.matchRmsAdamW()
              ? 0.2 * Math.sqrt(Math.max(rows, columns))
              : Math.sqrt(Math.max(1, (double) rows / columns));
      p.mul_(1 - o.lr() * o.weightDecay());
      p.sub_(orthogonal(ahead, o).mul(o.lr() * factor));
    }

    /// About `U Vᵀ` where `x` is `U S Vᵀ`: a polynomial of odd powers, iterated, draws all singular
    /// values to about 1 (Newton and Schulz).
    private static Tensor orthogonal(Tensor x, Options o) {
      boolean isTall = x.size(0) > x.size(1);
      Tensor wide = isTall ? x.mT() : x;
      Tensor y = wide.div(Math.max(wide.norm().item(), o.eps()));
      for (int i = 0; i < o.nsSteps(); i++) {
        Tensor gram = y.matmul(y.mT());
        Tensor turn = gram.mul(o.b()).add(gram.matmul(gram).mul(o.c()));
        y = y.mul(o.a()).add(turn.matmul(y));
      }
      return isTall ? y.mT() : y;
    }

    @Override
    public StateDict tensors() {
      return new StateDict().put("momentum_buffer", momentum);
    }
  }
}
