package gradus.nn.functional;

import gradus.autograd.Autograd;
import gradus.autograd.Op;
import gradus.autograd.Saved;
import gradus.autograd.Shape;
import gradus.autograd.ShapeException;
import gradus.autograd.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Brings numbers to a common size: mean 0 and variance 1 over a batch, a group of channels or a
/// layer.
public final class Normalization {
  private Normalization() {}

  /// Normalizes by running values, with `ε` 1e-5. See [#batchNorm(Tensor, Tensor, Tensor, Tensor,
  /// Tensor, boolean, double, double)].
  public static Tensor batchNorm(Tensor input, Tensor runningMean, Tensor runningVar) {
    return batchNorm(input, runningMean, runningVar, null, null, false, 0.1, 1e-5);
  }

  /// Normalizes each channel over the batch: `y = w (x − x̄) / √(var + ε) + b`. In training, mean
  /// and variance are the batch's, and the running ones move towards them; otherwise they are the
  /// running ones.
  ///
  /// Shape: `[N, C]` or `[N, C, …]`; everything else `[C]`. Gradient: with the normalized `z`, in
  /// training `dx = w / √(var + ε) · (dy − mean(dy) − z mean(dy z))`, otherwise `dx = w / √(var +
  /// ε) · dy`; `dw = Σ dy z`, `db = Σ dy`. Like `torch.nn.functional.batch_norm`. Source: Ioffe and
  /// Szegedy, 2015.
  ///
  /// @param runningMean changed in training; null for none
  /// @param runningVar changed in training, towards the variance with n − 1; null for none
  /// @param weight null for 1
  /// @param bias null for 0
  /// @param momentum how far the running values move: `r = (1 − momentum) r + momentum · new`
  /// @param eps added to the variance
  /// @throws ShapeException if the shapes do not belong together, or training has one value per
  ///   channel
  /// @throws IllegalArgumentException if running values are missing outside training
  public static Tensor batchNorm(
      Tensor input,
      Tensor runningMean,
      Tensor runningVar,
      Tensor weight,
      Tensor bias,
      boolean training,
      double momentum,
      double eps) {
    requireChannels("batchNorm", input, runningMean, runningVar, weight, bias);
    int channelDim = input.dim() > 1 ? 1 : 0;
    int channels = input.size(channelDim);
    if (!training) {
      if (runningMean == null || runningVar == null) {
        throw new IllegalArgumentException(
            "batchNorm: outside training the running mean and variance are needed; give them, or"
                + " pass training");
      }
      Tensor mean = perChannel(runningMean, input);
      Tensor scale = perChannel(runningVar, input).add(eps).rsqrt();
      return scaled(input.sub(mean).mul(scale), weight, bias);
    }
    int[] dims = IntStream.range(0, input.dim()).filter(d -> d != channelDim).toArray();
    int count = channels == 0 ? 0 : input.numel() / channels;
    if (count == 1) {
      throw new ShapeException(
          "batchNorm: shape %s has one value per channel, whose variance is 0; train with larger"
              + " batches, or call eval()",
          input.shape());
    }
    if (count > 0) {
      moveRunning(input, dims, runningMean, runningVar, momentum);
    }
    return scaled(normalized("batchNorm", input, dims, eps), weight, bias);
  }

  private static void moveRunning(
      Tensor input, int[] dims, Tensor runningMean, Tensor runningVar, double momentum) {
    Autograd.noGrad(() -> {
      if (runningMean != null) {
        runningMean.mul_(1 - momentum).add_(input.mean(dims).mul(momentum));
      }
      if (runningVar != null) {
        runningVar.mul_(1 - momentum).add_(input.var(dims).mul(momentum));
      }
    });
  }

  /// Normalizes over the last dimensions, with `ε` 1e-5. See [#layerNorm(Tensor, int\[\], Tensor,
  /// Tensor, double)].
  public static Tensor layerNorm(Tensor input, int... normalizedShape) {
    return layerNorm(input, normalizedShape, null, null, 1e-5);
  }

  /// Normalizes over the last dimensions: `y = w (x − x̄) / √(var + ε) + b`.
  ///
  /// Shape: `[…, normalizedShape]`; weight and bias `normalizedShape`. Gradient: with the
  /// normalized `z`, `dx = (dz − mean(dz) − z mean(dz z)) / √(var + ε)` with `dz = w dy`. Like
  /// `torch.nn.functional.layer_norm`. Source: Ba et al., 2016.
  ///
  /// @param weight null for 1
  /// @param bias null for 0
  /// @param eps added to the variance
  /// @throws ShapeException if the input does not end in `normalizedShape`
  public static Tensor layerNorm(
      Tensor input, int[] normalizedShape, Tensor weight, Tensor bias, double eps) {
    int[] dims = requireEnding("layerNorm", input, normalizedShape, weight, bias);
    Tensor z = normalized("layerNorm", input, dims, eps);
    Tensor stretched = weight == null ? z : z.mul(weight);
    return bias == null ? stretched : stretched.add(bias);
  }

  /// Divides by the root of the mean square over the last dimensions. See [#rmsNorm(Tensor,
  /// int\[\], Tensor, double)].
  public static Tensor rmsNorm(Tensor input, int... normalizedShape) {
    return rmsNorm(input, normalizedShape, null, Double.NaN);
  }

  /// Divides by the root of the mean square over the last dimensions: `y = w x / √(mean(x²) + ε)`.
  ///
  /// Shape: `[…, normalizedShape]`; weight `normalizedShape`. Like `torch.nn.functional.rms_norm`.
  /// Source: Zhang and Sennrich, 2019.
  ///
  /// @param weight null for 1
  /// @param eps added to the mean square; NaN for the smallest step from 1 in the input's type
  /// @throws ShapeException if the input does not end in `normalizedShape`
  public static Tensor rmsNorm(Tensor input, int[] normalizedShape, Tensor weight, double eps) {
    int[] dims = requireEnding("rmsNorm", input, normalizedShape, weight, null);
    double added = Double.isNaN(eps) ? step(input) : eps;
    Tensor z = input.mul(input.square().mean(dims, true).add(added).rsqrt());
    return weight == null ? z : z.mul(weight);
  }

  /// The distance from 1 to the next number of the input's type.
  private static double step(Tensor input) {
    return switch (input.dtype()) {
      case FLOAT32 -> Math.ulp(1f);
      default -> Math.ulp(1.0);
    };
  }

  /// Normalizes groups of channels, with `ε` 1e-5. See [#groupNorm(Tensor, int, Tensor, Tensor,
  /// double)].
  public static Tensor groupNorm(Tensor input, int groups) {
    return groupNorm(input, groups, null, null, 1e-5);
  }

  /// Normalizes each sample's groups of channels: `y = w (x − x̄) / √(var + ε) + b`.
  ///
  /// Shape: `[N, C, …]`; weight and bias `[C]`. Like `torch.nn.functional.group_norm`. Source: Wu
  /// and He, 2018.
  ///
  /// @param groups divides the number of channels
  /// @param weight null for 1
  /// @param bias null for 0
  /// @param eps added to the variance
  /// @throws ShapeException if the channels do not divide into groups, or weight or bias do not fit
  public static Tensor groupNorm(Tensor input, int groups, Tensor weight, Tensor bias, double eps) {
    requireChannels("groupNorm", input, weight, bias);
    if (input.dim() < 2 || groups < 1 || input.size(1) % groups != 0) {
      throw new ShapeException(
          "groupNorm: %d groups for an input of shape %s; the channels, its second size, must"
              + " divide into them",
          groups, input.shape());
    }
    int rest = input.size(0) * groups == 0 ? 0 : input.numel() / (input.size(0) * groups);
    Tensor grouped = input.reshape(input.size(0), groups, rest);
    Tensor z =
        normalized("groupNorm", grouped, new int[] {2}, eps).reshape(input.shape().toArray());
    return scaled(z, weight, bias);
  }

  /// Normalizes each channel of each sample, with `ε` 1e-5. See [#instanceNorm(Tensor, Tensor,
  /// Tensor, Tensor, Tensor, boolean, double, double)].
  public static Tensor instanceNorm(Tensor input) {
    return instanceNorm(input, null, null, null, null, true, 0.1, 1e-5);
  }

  /// Normalizes each channel of each sample: `y = w (x − x̄) / √(var + ε) + b`.
  ///
  /// Shape: `[N, C, …]`; everything else `[C]`. Like `torch.nn.functional.instance_norm`. Source:
  /// Ulyanov et al., 2016.
  ///
  /// @param runningMean changed where input statistics are used; null for none
  /// @param runningVar changed where input statistics are used; null for none
  /// @param weight null for 1
  /// @param bias null for 0
  /// @param useInputStats whether mean and variance are the input's, or the running ones
  /// @param momentum how far the running values move
  /// @param eps added to the variance
  /// @throws ShapeException if the shapes do not belong together, or there is one value per channel
  public static Tensor instanceNorm(
      Tensor input,
      Tensor runningMean,
      Tensor runningVar,
      Tensor weight,
      Tensor bias,
      boolean useInputStats,
      double momentum,
      double eps) {
    requireChannels("instanceNorm", input, runningMean, runningVar, weight, bias);
    if (!useInputStats) {
      return batchNorm(input, runningMean, runningVar, weight, bias, false, momentum, eps);
    }
    int[] dims = IntStream.range(2, input.dim()).toArray();
    long count = IntStream.of(dims).mapToLong(input::size).reduce(1, (a, b) -> a * b);
    if (dims.length == 0 || count == 1) {
      throw new ShapeException(
          "instanceNorm: shape %s has one value per channel of a sample, whose variance is 0; it"
              + " takes [N, C, …] with more",
          input.shape());
    }
    Autograd.noGrad(() -> {
      if (runningMean != null) {
        Tensor mean = input.mean(dims).mean(0);
        runningMean.mul_(1 - momentum).add_(mean.mul(momentum));
      }
      if (runningVar != null) {
        Tensor var = input.var(dims).mean(0);
        runningVar.mul_(1 - momentum).add_(var.mul(momentum));
      }
    });
    return scaled(normalized("instanceNorm", input, dims, eps), weight, bias);
  }

  /// Divides by the activity of neighbouring channels, with `α` 1e-4, `β` 3/4 and `k` 1. See
  /// [#localResponseNorm(Tensor, int, double, double, double)].
  public static Tensor localResponseNorm(Tensor input, int size) {
    return localResponseNorm(input, size, 1e-4, 0.75, 1);
  }

  /// Divides by the activity of neighbouring channels: `y = x / (k + α mean(x²))ᵝ`, the mean over
  /// `size` channels.
  ///
  /// Shape: `[N, C, …]`. Like `torch.nn.functional.local_response_norm`. Source: Krizhevsky et al.,
  /// 2012.
  ///
  /// @throws ShapeException if there are fewer than three dimensions
  /// @throws IllegalArgumentException if `size` is less than 1
  public static Tensor localResponseNorm(
      Tensor input, int size, double alpha, double beta, double k) {
    Op.requireGiven("localResponseNorm", "the input", input);
    if (input.dim() < 3) {
      throw new ShapeException(
          "localResponseNorm: shape %s; it takes [N, C, …] with three dimensions or more",
          input.shape());
    }
    if (size < 1) {
      throw new IllegalArgumentException(
          "localResponseNorm: size %d: a mean is over 1 channel or more".formatted(size));
    }
    if (input.numel() == 0) {
      return input;
    }
    int channels = input.size(1);
    Tensor squares = input.square();
    Tensor sum = null;
    int before = Math.min(size / 2, channels);
    int after = Math.min((size - 1) / 2, channels);
    for (int shift = -before; shift <= after; shift++) {
      int length = channels - Math.abs(shift);
      if (length > 0) {
        Tensor part = squares.narrow(1, Math.max(shift, 0), length);
        int[] gap = input.shape().toArray();
        gap[1] = Math.abs(shift);
        Tensor zeros = Tensor.zeros(input.dtype(), gap);
        Tensor moved = shift < 0 ? Tensor.cat(1, zeros, part) : Tensor.cat(1, part, zeros);
        sum = sum == null ? moved : sum.add(moved);
      }
    }
    return input.div(sum.div(size).mul(alpha).add(k).pow(beta));
  }

  /// Scales to length 1 along `dim`: `y = x / max(‖x‖ₚ, ε)`. Like `torch.nn.functional.normalize`.
  ///
  /// Shape: any. Gradient: `dx = (dy − sign(y) |y|^(p−1) Σ dy y) / ‖x‖ₚ`, where `‖x‖ₚ < ε` it is
  /// `dy / ε`; `x` and `y` are kept. Along a dimension of size 1 it is exactly 0.
  ///
  /// @throws ShapeException if the dimension does not exist, or is empty and `p` is negative or
  ///   infinite
  public static Tensor normalize(Tensor input, double p, int dim, double eps) {
    Pairs.requireDecimal("normalize", input);
    int reduced = input.shape().checkDim("normalize", dim);
    boolean needsOne = p < 0 || p == Double.POSITIVE_INFINITY;
    if (needsOne && input.dim() > 0 && input.size(reduced) == 0) {
      throw new ShapeException(
          "normalize: shape %s has no elements along dimension %d, and no norm of order %s is that of"
              + " none; name a dimension that is not empty",
          input.shape(), dim, p);
    }
    if (p == 0 || Double.isInfinite(p)) {
      return input.div(input.norm(p, new int[] {dim}, true).clampMin(eps));
    }
    Saved x = Op.save(input);
    return Op.of("normalize", input)
        .forward(() -> input.div(input.norm(p, new int[] {dim}, true).clampMin(eps)))
        .backwardFromOutput((g, y) -> {
          Tensor length = x.get().norm(p, new int[] {dim}, true);
          Tensor along = lengthSlope(y, p).mul(g.mul(y).sum(new int[] {dim}, true));
          return g.sub(Tensor.where(length.lt(eps), 0, along)).div(length.clampMin(eps));
        });
  }

  /// The gradient of the `p`-norm where it is 1; 0 where `y` is 0.
  private static Tensor lengthSlope(Tensor y, double p) {
    if (p == 2) {
      return y;
    }
    Tensor share = Tensor.where(y.eq(0), 1, y.abs());
    return y.sign().mul(share.pow(p - 1));
  }

  /// [#normalize(Tensor, double, int, double)] to Euclidean length 1 along the second dimension.
  public static Tensor normalize(Tensor input) {
    return normalize(input, 2, 1, 1e-12);
  }

  /// `z = (x − x̄) / √(var + ε)` over `dims`, with the variance by n.
  private static Tensor normalized(String name, Tensor input, int[] dims, double eps) {
    Saved x = Op.save(input);
    return Op.of(name, input)
        .forward(() -> input.sub(input.mean(dims, true)).mul(inverseDeviation(input, dims, eps)))
        .backwardFromOutput((g, z) -> {
          Tensor centered = g.sub(g.mean(dims, true)).sub(z.mul(g.mul(z).mean(dims, true)));
          return centered.mul(inverseDeviation(x.get(), dims, eps));
        });
  }

  private static Tensor inverseDeviation(Tensor x, int[] dims, double eps) {
    return x.var(dims, 0, true).add(eps).rsqrt();
  }

  private static Tensor scaled(Tensor z, Tensor weight, Tensor bias) {
    Tensor stretched = weight == null ? z : z.mul(perChannel(weight, z));
    return bias == null ? stretched : stretched.add(perChannel(bias, z));
  }

  private static Tensor perChannel(Tensor values, Tensor input) {
    int[] sizes = new int[Math.max(input.dim() - 1, 1)];
    Arrays.fill(sizes, 1);
    sizes[0] = values.numel();
    return values.reshape(sizes);
  }

  private static void requireChannels(String name, Tensor input, Tensor... perChannel) {
    requireFloating(name, input);
    if (input.dim() == 0) {
      throw new ShapeException("%s: a single number has no channels; it takes [N, C, …]", name);
    }
    int channels = input.size(input.dim() > 1 ? 1 : 0);
    for (Tensor values : perChannel) {
      if (values != null && !values.shape().equals(Shape.of(channels))) {
        throw new ShapeException(
            "%s: %s does not fit an input of shape %s, which has %d channels; give one number per"
                + " channel",
            name, values.shape(), input.shape(), channels);
      }
    }
  }

  /// The dimensions that `normalizedShape` covers.
  private static int[] requireEnding(
      String name, Tensor input, int[] normalizedShape, Tensor weight, Tensor bias) {
    requireFloating(name, input);
    int count = normalizedShape.length;
    int[] sizes = input.shape().toArray();
    boolean ends =
        count > 0
            && count <= sizes.length
            && Arrays.equals(
                Arrays.copyOfRange(sizes, sizes.length - count, sizes.length), normalizedShape);
    if (!ends) {
      throw new ShapeException(
          "%s: an input of shape %s does not end in the normalized shape %s; name one or more of"
              + " its last sizes",
          name, input.shape(), Arrays.toString(normalizedShape));
    }
    for (Tensor values : new Tensor[] {weight, bias}) {
      if (values != null && !Arrays.equals(values.shape().toArray(), normalizedShape)) {
        throw new ShapeException(
            "%s: %s does not fit the normalized shape %s; they must be the same",
            name, values.shape(), Arrays.toString(normalizedShape));
      }
    }
    return IntStream.range(sizes.length - count, sizes.length).toArray();
  }

  private static void requireFloating(String name, Tensor input) {
    Op.requireGiven(name, "the input", input);
    if (!input.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "%s: the input is %s; it must be of a floating-point type: cast it with to(FLOAT32)"
              .formatted(name, input.dtype()));
    }
  }
}
