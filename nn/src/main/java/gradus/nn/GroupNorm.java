package gradus.nn;

import gradus.autograd.Tensor;
import gradus.nn.functional.Normalization;

/// Normalizes each sample's groups of channels: `y = w (x − x̄) / √(var + ε) + b`.
///
/// Shape: `[N, C, …]` to the same. Parameters: `weight`, 1 at first, and `bias`, 0 at first, one
/// per channel. See [Normalization#groupNorm]; like `torch.nn.GroupNorm`. Source: Wu and He, 2018.
public final class GroupNorm extends Layer {
  private static final double EPS = 1e-5;

  private final int numGroups;
  private final int numChannels;
  private final double eps;
  private final Tensor weight;
  private final Tensor bias;

  /// Makes a layer that puts so many channels into so many groups.
  ///
  /// @throws IllegalArgumentException if the channels do not divide into the groups
  public GroupNorm(int numGroups, int numChannels) {
    this(numGroups, numChannels, EPS, true);
  }

  /// Makes a layer.
  ///
  /// @param eps added to the variance
  /// @param affine whether it learns a factor and a summand per channel
  /// @throws IllegalArgumentException if the channels do not divide into the groups
  public GroupNorm(int numGroups, int numChannels, double eps, boolean affine) {
    if (numGroups < 1 || numChannels % numGroups != 0) {
      throw new IllegalArgumentException(
          "GroupNorm: %d channels do not divide into %d groups; the number of groups must divide that of channels"
              .formatted(numChannels, numGroups));
    }
    this.numGroups = numGroups;
    this.numChannels = numChannels;
    this.eps = eps;
    weight = affine ? parameter("weight", Tensor.ones(numChannels)) : null;
    bias = affine ? parameter("bias", Tensor.zeros(numChannels)) : null;
  }

  /// The learned factors, one per channel, or null if this layer has none.
  public Tensor weight() {
    return weight;
  }

  /// The learned summands, one per channel, or null if this layer has none.
  public Tensor bias() {
    return bias;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Normalization.groupNorm(x, numGroups, weight, bias, eps);
  }

  @Override
  protected String describe() {
    return "%d, %d, eps=%s, affine=%s"
        .formatted(numGroups, numChannels, Repr.of(eps), Repr.of(weight != null));
  }
}
