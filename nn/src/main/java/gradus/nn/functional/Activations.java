package gradus.nn.functional;

import gradus.autograd.DType;
import gradus.autograd.Op;
import gradus.autograd.Saved;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import gradus.autograd.kernel.Unary;

/// What comes between linear layers: functions of every element that make a network more than one
/// linear map. `relu`, `tanh`, `sigmoid` and `softmax` are methods of [Tensor].
public final class Activations {
  private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
  private static final double SELU_SCALE = 1.0507009873554804934193349852946;

  private Activations() {}

  /// The exponential linear unit with `α = 1`. See [#elu(Tensor, double)].
  public static Tensor elu(Tensor input) {
    return elu(input, 1);
  }

  /// The exponential linear unit: `y = x` where `x > 0`, `α (eˣ − 1)` elsewhere.
  ///
  /// Shape: any. Gradient: `dx = dy` where `x > 0`, `α eˣ dy` elsewhere. Like
  /// `torch.nn.functional.elu`. Source: Clevert et al., 2015.
  public static Tensor elu(Tensor input, double alpha) {
    Saved x = save("elu", input);
    return Op.of("elu", input)
        .forward(() -> Tensor.where(input.gt(0), input, input.expm1().mul(alpha)))
        .backward(g -> {
          Tensor at = x.get();
          return Tensor.where(at.gt(0), g, g.mul(below(at).exp().mul(alpha)));
        });
  }

  /// [#elu(Tensor)] in place. Like `torch.nn.functional.elu_`.
  public static Tensor elu_(Tensor input) {
    return elu_(input, 1);
  }

  /// [#elu(Tensor, double)] in place. Like `torch.nn.functional.elu_`.
  public static Tensor elu_(Tensor input, double alpha) {
    return Op.inPlace("elu_", input, x -> elu(x, alpha));
  }

  /// The continuously differentiable exponential linear unit with `α = 1`, which is [#elu(Tensor)].
  public static Tensor celu(Tensor input) {
    return celu(input, 1);
  }

  /// The continuously differentiable exponential linear unit: `y = x` where `x > 0`, `α (eˣᐟᵅ − 1)`
  /// elsewhere.
  ///
  /// Shape: any. Gradient: `dx = dy` where `x > 0`, `eˣᐟᵅ dy` elsewhere. Like
  /// `torch.nn.functional.celu`. Source: Barron, 2017.
  ///
  /// @param alpha not 0
  /// @throws IllegalArgumentException if `alpha` is 0
  public static Tensor celu(Tensor input, double alpha) {
    Saved x = save("celu", input);
    if (alpha == 0) {
      throw new IllegalArgumentException(
          "celu: alpha is 0, but the input is divided by it; use relu()");
    }
    return Op.of("celu", input)
        .forward(() -> Tensor.where(input.gt(0), input, input.div(alpha).expm1().mul(alpha)))
        .backward(g -> {
          Tensor at = x.get();
          return Tensor.where(at.gt(0), g, g.mul(below(at).div(alpha).exp()));
        });
  }

  /// The self-normalizing exponential linear unit: `y = s x` where `x > 0`, `s α (eˣ − 1)`
  /// elsewhere, with `s ≈ 1.0507` and `α ≈ 1.6733`.
  ///
  /// Shape: any. Gradient: `dx = s dy` where `x > 0`, `s α eˣ dy` elsewhere. Like
  /// `torch.nn.functional.selu`. Source: Klambauer et al., 2017.
  public static Tensor selu(Tensor input) {
    Saved x = save("selu", input);
    return map("selu", input, Unary.SELU)
        .backward(g -> {
          Tensor at = x.get();
          Tensor slope = below(at).exp().mul(SELU_ALPHA);
          return Tensor.where(at.gt(0), g, g.mul(slope)).mul(SELU_SCALE);
        });
  }

  /// The leaky rectifier with slope 0.01. See [#leakyRelu(Tensor, double)].
  public static Tensor leakyRelu(Tensor input) {
    return leakyRelu(input, 0.01);
  }

  /// The leaky rectifier: `y = x` where `x > 0`, `s x` elsewhere.
  ///
  /// Shape: any. Gradient: `dx = dy` where `x > 0`, `s dy` elsewhere, at the kink too. Like
  /// `torch.nn.functional.leaky_relu`.
  public static Tensor leakyRelu(Tensor input, double negativeSlope) {
    Saved x = save("leakyRelu", input);
    return Op.of("leakyRelu", input)
        .forward(() -> Tensor.where(input.gt(0), input, input.mul(negativeSlope)))
        .backward(g -> Tensor.where(x.get().gt(0), g, g.mul(negativeSlope)));
  }

  /// [#leakyRelu(Tensor)] in place. Like `torch.nn.functional.leaky_relu_`.
  public static Tensor leakyRelu_(Tensor input) {
    return leakyRelu_(input, 0.01);
  }

  /// [#leakyRelu(Tensor, double)] in place. Like `torch.nn.functional.leaky_relu_`.
  public static Tensor leakyRelu_(Tensor input, double negativeSlope) {
    return Op.inPlace("leakyRelu_", input, x -> leakyRelu(x, negativeSlope));
  }

  /// The rectifier with a learned slope: `y = x` where `x > 0`, `w x` elsewhere.
  ///
  /// Shape: `[N, C, …]` with one slope, or `C` of them. Gradient: `dx = dy` where `x > 0`, `w dy`
  /// elsewhere; `dw = Σ x dy` where `x ≤ 0`; second derivatives are 0 at 0. Like
  /// `torch.nn.functional.prelu`. Source: He et al., 2015.
  ///
  /// @param weight the slope: a single number, or one per channel
  /// @throws ShapeException if there are not as many slopes as channels
  public static Tensor prelu(Tensor input, Tensor weight) {
    Saved x = save("prelu", input);
    Op.requireGiven("prelu", "the weight", weight);
    if (weight.dim() > 1) {
      throw new ShapeException(
          "prelu: a weight of shape %s; it must be a single number, or one per channel",
          weight.shape());
    }
    int channels = input.dim() > 1 ? input.size(1) : 1;
    if (weight.numel() != 1 && weight.numel() != channels) {
      throw new ShapeException(
          "prelu: %d slopes for an input of shape %s; give one, or one per channel: %d",
          weight.numel(), input.shape(), channels);
    }
    int[] sizes = new int[input.dim()];
    java.util.Arrays.fill(sizes, 1);
    if (input.dim() > 1) {
      sizes[1] = weight.numel();
    }
    Tensor slope = weight.reshape(sizes);
    Saved w = Op.save(slope);
    return Op.of("prelu", input, slope)
        .forward(() -> Tensor.where(input.gt(0), input, input.mul(slope)))
        .backward(
            g -> {
              Tensor fixedAtKink = Tensor.where(x.get().eq(0), w.get().detach(), w.get());
              return Tensor.where(x.get().gt(0), g, g.mul(fixedAtKink));
            },
            g -> Tensor.where(x.get().ge(0), g.zerosLike(), g.mul(x.get())));
  }

  /// The Gaussian error linear unit: `y = x Φ(x)`, with the normal distribution function `Φ`.
  ///
  /// Shape: any. Gradient: `dx = dy (Φ(x) + x φ(x))`. Like `torch.nn.functional.gelu`. Source:
  /// Hendrycks and Gimpel, 2016.
  public static Tensor gelu(Tensor input) {
    Saved x = save("gelu", input);
    return map("gelu", input, Unary.GELU)
        .backward(g -> {
          Tensor at = x.get();
          Tensor distribution = at.mul(Math.sqrt(0.5)).erf().add(1).mul(0.5);
          Tensor density = at.square().mul(-0.5).exp().mul(1 / Math.sqrt(2 * Math.PI));
          return g.mul(distribution.add(at.mul(density)));
        });
  }

  /// The approximation of [#gelu] by the hyperbolic tangent: `y = x/2 (1 + tanh(√(2/π) (x +
  /// 0.044715 x³)))`.
  ///
  /// Shape: any. Gradient: with the tangent `t` and its argument `u`, `dx = dy ((1 + t)/2 + x/2 (1
  /// − t²) u′)`. Like `torch.nn.functional.gelu(approximate='tanh')`.
  public static Tensor geluTanh(Tensor input) {
    Saved x = save("geluTanh", input);
    return map("geluTanh", input, Unary.GELU_TANH)
        .backward(g -> {
          Tensor at = x.get();
          double scale = Math.sqrt(2 / Math.PI);
          Tensor t = at.add(at.pow(3).mul(0.044715)).mul(scale).tanh();
          Tensor inner = at.square().mul(3 * 0.044715).add(1).mul(scale);
          Tensor steep = at.mul(t.square().rsub(1)).mul(inner);
          return g.mul(t.add(1).add(steep).mul(0.5));
        });
  }

  /// The sigmoid linear unit, also called swish: `y = x σ(x)`.
  ///
  /// Shape: any. Gradient: `dx = dy σ (1 + x (1 − σ))`. Like `torch.nn.functional.silu`.
  public static Tensor silu(Tensor input) {
    Saved x = save("silu", input);
    return map("silu", input, Unary.SILU)
        .backward(g -> {
          Tensor at = x.get();
          Tensor s = at.sigmoid();
          return g.mul(s).mul(at.mul(s.rsub(1)).add(1));
        });
  }

  /// Mish: `y = x tanh(ln(1 + eˣ))`.
  ///
  /// Shape: any. Gradient: with the tangent `t`, `dx = dy (t + x σ(x) (1 − t²))`. Like
  /// `torch.nn.functional.mish`. Source: Misra, 2019.
  public static Tensor mish(Tensor input) {
    Saved x = save("mish", input);
    return map("mish", input, Unary.MISH)
        .backward(g -> {
          Tensor at = x.get();
          Tensor t = softplus(at).tanh();
          return g.mul(t.add(at.mul(at.sigmoid()).mul(t.square().rsub(1))));
        });
  }

  /// The smooth rectifier `y = ln(1 + eˣ)`. See [#softplus(Tensor, double, double)].
  public static Tensor softplus(Tensor input) {
    return softplus(input, 1, 20);
  }

  /// The smooth rectifier: `y = ln(1 + eᵇˣ) / b`, and `y = x` where `b x` exceeds the threshold.
  ///
  /// Shape: any. Gradient: `dx = dy σ(b x)`, and `dy` beyond the threshold; the second derivative
  /// is 0 from the threshold on. Like `torch.nn.functional.softplus`.
  public static Tensor softplus(Tensor input, double beta, double threshold) {
    Saved x = save("softplus", input);
    return Op.of("softplus", input)
        .forward(() -> {
          Tensor scaled = input.mul(beta);
          Tensor smooth = Access.tensor(Unary.SOFTPLUS.apply(Access.array(scaled))).div(beta);
          return Tensor.where(scaled.gt(threshold), input, smooth);
        })
        .backward(g -> {
          Tensor scaled = x.get().mul(beta);
          Tensor curved = Tensor.where(scaled.ge(threshold), threshold, scaled);
          return Tensor.where(scaled.gt(threshold), g, g.mul(curved.sigmoid()));
        });
  }

  /// The logarithm of the sigmoid: `y = −ln(1 + e⁻ˣ)`, exact where the sigmoid itself would vanish.
  ///
  /// Shape: any. Gradient: `dx = dy σ(−x)`. Like `torch.nn.functional.logsigmoid`.
  public static Tensor logsigmoid(Tensor input) {
    Saved x = save("logsigmoid", input);
    return map("logsigmoid", input, Unary.LOG_SIGMOID)
        .backward(g -> g.mul(x.get().neg().sigmoid()));
  }

  /// Cuts off below −1 and above 1. See [#hardtanh(Tensor, double, double)].
  public static Tensor hardtanh(Tensor input) {
    return hardtanh(input, -1, 1);
  }

  /// Cuts off below `min` and above `max`; whole numbers stay whole, and fractions of the bounds
  /// are cut off then.
  ///
  /// Shape: any. Gradient: `dx = dy` strictly between, 0 elsewhere. Like
  /// `torch.nn.functional.hardtanh`.
  ///
  /// @throws IllegalArgumentException if `min` exceeds `max`
  public static Tensor hardtanh(Tensor input, double min, double max) {
    return hardtanh("hardtanh", input, min, max);
  }

  /// [#hardtanh(Tensor)] in place. Like `torch.nn.functional.hardtanh_`.
  public static Tensor hardtanh_(Tensor input) {
    return hardtanh_(input, -1, 1);
  }

  /// [#hardtanh(Tensor, double, double)] in place. Like `torch.nn.functional.hardtanh_`.
  public static Tensor hardtanh_(Tensor input, double min, double max) {
    return Op.inPlace("hardtanh_", input, x -> hardtanh("hardtanh_", x, min, max));
  }

  private static Tensor hardtanh(String name, Tensor input, double min, double max) {
    Op.requireGiven(name, "the input", input);
    if (min > max) {
      throw new IllegalArgumentException(
          "%s: from %s to %s: the lower bound must not exceed the upper one; swap them"
              .formatted(name, min, max));
    }
    if (input.dtype() == DType.INT64) {
      return input.clamp((long) min, (long) max);
    }
    Saved x = save(name, input);
    return Op.of(name, input)
        .forward(() -> input.clamp(min, max))
        .backward(g -> only(x.get().gt(min).logicalAnd(x.get().lt(max)), g));
  }

  /// Cuts off below 0 and above 6. Gradient: `dx = dy` strictly between, 0 elsewhere. Like
  /// `torch.nn.functional.relu6`.
  public static Tensor relu6(Tensor input) {
    return hardtanh("relu6", input, 0, 6);
  }

  /// A sigmoid of three straight lines: `y = x/6 + 1/2`, cut off at 0 and 1.
  ///
  /// Shape: any. Gradient: `dx = dy / 6` for `−3 < x < 3`, 0 elsewhere. Like
  /// `torch.nn.functional.hardsigmoid`.
  public static Tensor hardsigmoid(Tensor input) {
    Saved x = save("hardsigmoid", input);
    return Op.of("hardsigmoid", input)
        .forward(() -> input.add(3).clamp(0.0, 6.0).div(6))
        .backward(g -> only(x.get().gt(-3).logicalAnd(x.get().lt(3)), g.div(6)));
  }

  /// `y = x · hardsigmoid(x)`.
  ///
  /// Shape: any. Gradient: `dx = dy (x/3 + 1/2)` for `−3 < x < 3`, 0 below, `dy` above. Like
  /// `torch.nn.functional.hardswish`.
  public static Tensor hardswish(Tensor input) {
    Saved x = save("hardswish", input);
    return Op.of("hardswish", input)
        .forward(() -> input.mul(input.add(3).clamp(0.0, 6.0)).div(6))
        .backward(g -> {
          Tensor at = x.get();
          Tensor inside = g.mul(at.div(3).add(0.5));
          return Tensor.where(at.ge(3), g, only(at.le(-3).logicalNot(), inside));
        });
  }

  /// Sets to 0 what is not farther from 0 than 1/2. See [#hardshrink(Tensor, double)].
  public static Tensor hardshrink(Tensor input) {
    return hardshrink(input, 0.5);
  }

  /// Sets what is small to 0: `y = x` where `|x| > λ`, 0 elsewhere.
  ///
  /// Shape: any. Gradient: `dx = dy` where `|x| > λ`, 0 elsewhere. Like
  /// `torch.nn.functional.hardshrink`.
  public static Tensor hardshrink(Tensor input, double lambda) {
    Saved x = save("hardshrink", input);
    return Op.of("hardshrink", input)
        .forward(() -> only(outside(input, lambda), input))
        .backward(g -> only(outside(x.get(), lambda), g));
  }

  /// Brings everything nearer to 0 by 1/2. See [#softshrink(Tensor, double)].
  public static Tensor softshrink(Tensor input) {
    return softshrink(input, 0.5);
  }

  /// Brings everything nearer to 0: `y = x − λ` where `x > λ`, `x + λ` where `x < −λ`, 0 elsewhere.
  ///
  /// Shape: any. Gradient: `dx = dy` where `|x| > λ`, 0 elsewhere. Like
  /// `torch.nn.functional.softshrink`.
  ///
  /// @param lambda 0 or more
  /// @throws IllegalArgumentException if `lambda` is negative
  public static Tensor softshrink(Tensor input, double lambda) {
    Saved x = save("softshrink", input);
    if (!(lambda >= 0)) {
      throw new IllegalArgumentException(
          "softshrink: lambda is %s; it is 0 or more".formatted(lambda));
    }
    return Op.of("softshrink", input)
        .forward(() -> only(outside(input, lambda), input.sub(input.sign().mul(lambda))))
        .backward(g -> only(outside(x.get(), lambda), g));
  }

  private static Tensor outside(Tensor x, double lambda) {
    return x.ge(-lambda).logicalAnd(x.le(lambda)).logicalNot();
  }

  /// `y = x − tanh x`. Like `torch.nn.functional.tanhshrink`.
  public static Tensor tanhshrink(Tensor input) {
    requireNumbers("tanhshrink", input);
    return input.sub(input.tanh());
  }

  /// `y = x / (1 + |x|)`, in (−1, 1). Like `torch.nn.functional.softsign`.
  public static Tensor softsign(Tensor input) {
    requireNumbers("softsign", input);
    return input.div(input.abs().add(1));
  }

  /// Replaces what does not exceed a threshold: `y = x` where `x > threshold`, `value` elsewhere;
  /// whole numbers stay whole, and fractions of both numbers are cut off then.
  ///
  /// Shape: any. Gradient: `dx = dy` where `x > threshold`, 0 elsewhere. Like
  /// `torch.nn.functional.threshold`.
  public static Tensor threshold(Tensor input, double threshold, double value) {
    Op.requireGiven("threshold", "the input", input);
    if (input.dtype() == DType.INT64) {
      return Tensor.where(input.gt((long) threshold), input, (long) value);
    }
    Saved x = save("threshold", input);
    return Op.of("threshold", input)
        .forward(
            () -> Tensor.where(input.le(threshold), Tensor.scalar(input.dtype(), value), input))
        .backward(g -> only(x.get().le(threshold).logicalNot(), g));
  }

  /// [#threshold(Tensor, double, double)] in place. Like `torch.nn.functional.threshold_`.
  public static Tensor threshold_(Tensor input, double threshold, double value) {
    return Op.inPlace("threshold_", input, x -> threshold(x, threshold, value));
  }

  /// Splits the last dimension into halves. See [#glu(Tensor, int)].
  public static Tensor glu(Tensor input) {
    return glu(input, -1);
  }

  /// Splits dimension `dim` into halves `a` and `b`: `y = a σ(b)`. Like `torch.nn.functional.glu`.
  ///
  /// Shape: `S` with half the size at `dim`.
  ///
  /// @throws ShapeException if the dimension does not exist, or its size is odd
  public static Tensor glu(Tensor input, int dim) {
    Op.requireGiven("glu", "the input", input);
    int along = input.shape().checkDim("glu", dim);
    int size = input.dim() == 0 ? 1 : input.size(along);
    if (size % 2 != 0) {
      throw new ShapeException(
          "glu: dimension %d of shape %s has size %d; it must be even, to be split into halves",
          along, input.shape(), size);
    }
    return input.narrow(along, 0, size / 2).mul(input.narrow(along, size / 2, size / 2).sigmoid());
  }

  /// The softmax of the negated elements along `dim`. Like `torch.nn.functional.softmin`.
  public static Tensor softmin(Tensor input, int dim) {
    save("softmin", input);
    input.shape().checkDim("softmin", dim);
    return input.neg().softmax(dim);
  }

  /// [#softmin(Tensor, int)] computed as this type.
  public static Tensor softmin(DType dtype, Tensor input, int dim) {
    Op.requireGiven("softmin", "the input", input);
    return softmin(input.to(dtype), dim);
  }

  /// `x` where it is negative or NaN; 0 elsewhere, without a slope at the kink.
  private static Tensor below(Tensor x) {
    return Tensor.where(x.ge(0), 0, x);
  }

  /// `x` where `mask` is true, 0 elsewhere.
  private static Tensor only(Tensor mask, Tensor x) {
    return Tensor.where(mask, x, x.zerosLike());
  }

  private static void requireNumbers(String name, Tensor input) {
    Op.requireGiven(name, "the input", input);
    if (input.dtype() == DType.BOOL) {
      throw new IllegalArgumentException(
          "%s: the input is BOOL; it is not defined for truth values: cast it with to(FLOAT32)"
              .formatted(name));
    }
  }

  private static Op.Ending map(String name, Tensor input, Unary kernel) {
    return Op.of(name, input).forward(() -> Access.tensor(kernel.apply(Access.array(input))));
  }

  private static Saved save(String name, Tensor input) {
    Op.requireGiven(name, "the input", input);
    if (!input.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: the input is %s; it must be of a floating-point type: cast it with to(FLOAT32)"
              .formatted(name, input.dtype()));
    }
    return Op.save(input);
  }
}
