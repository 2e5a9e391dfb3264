package gradus.nn;

import gradus.autograd.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Splits a dimension into several. See [Tensor#unflatten(int, int...)]; like `torch.nn.Unflatten`.
public final class Unflatten extends Layer {
  private final int dim;
  private final int[] sizes;

  /// Makes a layer that splits dimension `dim` into `sizes`, of which one may be −1 for what is
  /// left.
  public Unflatten(int dim, int... sizes) {
    this.dim = dim;
    this.sizes = sizes.clone();
  }

  @Override
  protected Tensor forward(Tensor x) {
    return x.unflatten(dim, sizes);
  }

  @Override
  protected String describe() {
    String list =
        Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return "dim=%d, unflattened_size=(%s%s)".formatted(dim, list, sizes.length == 1 ? "," : "");
  }
}
