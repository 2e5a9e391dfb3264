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
import java.util.function.Supplier;

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
        .forward(() -> correlated(x, w, bias))
        .fused((g, needs) ->
            gradients(
                needs,
                () -> spreadOut(g, filter.get(), null),
                () -> matched(image.get(), g),
                () -> summed(g)))
        .backwardAll((g, needs) ->
            gradients(
                needs,
                () -> spread("convInputGradient", g, filter.get(), null),
                () -> match(image.get(), g),
                () -> channelSums(g)));
  }

  /// The images in which every number of the results `r` has been spread over its window by its
  /// filter: a transposed convolution.
  Tensor spread(String name, Tensor r, Tensor w, Tensor bias) {
    Saved results = Op.save(r);
    Saved filter = Op.save(w);
    return Op.of(name, operands(r, w, bias))
        .forward(() -> spreadOut(r, w, bias))
        .fused((g, needs) ->
            gradients(
                needs,
                () -> correlated(g, filter.get(), null),
                () -> matched(g, results.get()),
                () -> summed(g)))
        .backwardAll((g, needs) ->
            gradients(
                needs,
                () -> correlate("conv", g, filter.get(), null),
                () -> match(g, results.get()),
                () -> channelSums(g)));
  }

  /// The filters that lead from the images `x` to the results `r`.
  private Tensor match(Tensor x, Tensor r) {
    Saved images = Op.save(x);
    Saved results = Op.save(r);
    return Op.of("convWeightGradient", x, r)
        .forward(() -> matched(x, r))
        .backward(
            g -> spread("convInputGradient", results.get(), g, null),
            g -> correlate("conv", images.get(), g, null));
  }

  /// The sum of each channel. Its gradient is repeated over the channel.
  private Tensor channelSums(Tensor x) {
    int[] sizes = new int[filter.dim() - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = channels(x);
    int[] shape = x.shape().toArray();
    return Op.of("channelSums", x)
        .forward(() -> summed(x))
        .backward(g -> g.reshape(sizes).expand(shape));
  }

  private static Tensor[] operands(Tensor x, Tensor w, Tensor bias) {
    return bias == null ? new Tensor[] {x, w} : new Tensor[] {x, w, bias};
  }

  @SafeVarargs
  private static Tensor[] gradients(boolean[] needs, Supplier<Tensor>... derivatives) {
    Tensor[] gradients = new Tensor[needs.length];
    for (int i = 0; i < needs.length; i++) {
      gradients[i] = needs[i] ? derivatives[i].get() : null;
    }
    return gradients;
  }

  private Tensor correlated(Tensor x, Tensor w, Tensor bias) {
    return Access.tensor(
        Convolve.correlate(Access.array(x), Access.array(w), arrayOrNull(bias), filters, result));
  }

  private Tensor spreadOut(Tensor r, Tensor w, Tensor bias) {
    return Access.tensor(
        Convolve.spread(Access.array(r), Access.array(w), arrayOrNull(bias), filters, image));
  }

  private Tensor matched(Tensor x, Tensor r) {
    return Access.tensor(Convolve.match(Access.array(x), Access.array(r), filters, filter));
  }

  private Tensor summed(Tensor x) {
    return Access.tensor(Convolve.channelSums(Access.array(x), filters.images(), channels(x)));
  }

  private int channels(Tensor x) {
    return x.size(x.dim() - filter.dim() + 1);
  }

  private static Array arrayOrNull(Tensor bias) {
    return bias == null ? null : Access.array(bias);
  }
}
