package gradus.nn.functional;

import gradus.autograd.Op;
import gradus.autograd.Saved;
import gradus.autograd.Shape;
import gradus.autograd.Tensor;
import gradus.autograd.kernel.Access;
import gradus.autograd.kernel.Array;
import gradus.autograd.kernel.Convolve;
import gradus.autograd.kernel.Filters;
import java.util.Arrays;

/// The three products of images, filters and results that convolutions are made of. Each is linear
/// in both operands, and its derivatives are the other two: so there is a derivative of every
/// order.
///
/// @param filters how the filters run
/// @param image the shape of the images
/// @param filter the shape of the filters
/// @param result the shape of the results
record Correlation(Filters filters, Shape image, Shape filter, Shape result) {
  /// What the filters `w` find in every window of the images `x`: a convolution.
  Tensor correlate(String name, Tensor x, Tensor w, Tensor bias) {
    Saved image = Op.save(x);
    Saved filter = Op.save(w);
    return Op.of(name, operands(x, w, bias))
        .forward(() ->
            Access.tensor(
                Convolve.correlate(
                    Access.array(x), Access.array(w), arrayOrNull(bias), filters, result)))
        .backwardAll((g, needs) -> {
          Tensor[] gradients = new Tensor[needs.length];
          gradients[0] = needs[0] ? spread("convInputGradient", g, filter.get(), null) : null;
          gradients[1] = needs[1] ? match(image.get(), g) : null;
          return withBiasGradient(gradients, needs, g);
        });
  }

  /// The images in which every number of the results `r` has been spread over its window by its
  /// filter: a transposed convolution.
  Tensor spread(String name, Tensor r, Tensor w, Tensor bias) {
    Saved results = Op.save(r);
    Saved filter = Op.save(w);
    return Op.of(name, operands(r, w, bias))
        .forward(() ->
            Access.tensor(
                Convolve.spread(
                    Access.array(r), Access.array(w), arrayOrNull(bias), filters, image)))
        .backwardAll((g, needs) -> {
          Tensor[] gradients = new Tensor[needs.length];
          gradients[0] = needs[0] ? correlate("conv", g, filter.get(), null) : null;
          gradients[1] = needs[1] ? match(g, results.get()) : null;
          return withBiasGradient(gradients, needs, g);
        });
  }

  /// The filters that lead from the images `x` to the results `r`.
  private Tensor match(Tensor x, Tensor r) {
    Saved images = Op.save(x);
    Saved results = Op.save(r);
    return Op.of("convWeightGradient", x, r)
        .forward(
            () -> Access.tensor(Convolve.match(Access.array(x), Access.array(r), filters, filter)))
        .backward(
            g -> spread("convInputGradient", results.get(), g, null),
            g -> correlate("conv", images.get(), g, null));
  }

  private static Tensor[] operands(Tensor x, Tensor w, Tensor bias) {
    return bias == null ? new Tensor[] {x, w} : new Tensor[] {x, w, bias};
  }

  private static Array arrayOrNull(Tensor bias) {
    return bias == null ? null : Access.array(bias);
  }

  private Tensor[] withBiasGradient(Tensor[] gradients, boolean[] needs, Tensor g) {
    if (needs.length == 3 && needs[2]) {
      gradients[2] = channelSums(g);
    }
    return gradients;
  }

  /// The sum of each channel. Its gradient is repeated over the channel.
  private Tensor channelSums(Tensor x) {
    int channels = x.size(x.dim() - filter.dim() + 1);
    int[] sizes = new int[filter.dim() - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = channels;
    int[] shape = x.shape().toArray();
    return Op.of("channelSums", x)
        .forward(
            () -> Access.tensor(Convolve.channelSums(Access.array(x), filters.images(), channels)))
        .backward(g -> g.reshape(sizes).expand(shape));
  }
}
